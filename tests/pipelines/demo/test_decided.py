"""Each indicator names the dimensions that decide its numerator: proven on the demo's rows and in the SQL."""

import pytest
import sqlglot
from sqlglot import exp

from models.answer import Row
from models.asking import ask
from models.catalogue import Indicator, load_indicators
from models.config import load_config
from models.question import Question, Viewer
from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.demo import write_demo

pytestmark = pytest.mark.slow

INDICATORS = load_indicators()
SHARES = [one for one in INDICATORS.values() if one.is_share and one.value == "ratio"]
SCALE = 0.1  # a country or partner then has cases enough to tell a member's chance from a member's definition
# Of what varies between cases, the part that is left within members: partners are few per year, so not quite nothing.
DECIDED_BELOW = 0.12
# So much variance is needed to tell: of 22 strategic partners or 12 infrastructures, two of a country agree by chance.
FEWEST_DIFFERENT = 4


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> OpenBuild:
    folder = tmp_path_factory.mktemp("decided")
    write_demo(folder / "inbox", SCALE)
    report = build(load_config(), folder / "inbox", folder / "warehouse", lambda *_: None)
    assert report.published
    [database] = (folder / "warehouse").rglob("build.duckdb")
    return open_build(database.parent, load_config())


def rows_of(build: OpenBuild, indicator: Indicator, *by: str) -> list[Row]:
    rows = ask(Question(indicator.id, ("year", *by)), Viewer(), build).rows
    return [row for row in rows if row.numerator is not None and row.denominator]


def left_within(build: OpenBuild, indicator: Indicator, dimension: str) -> float | None:
    """Variance within members over variance within years, of members with two cases or more; 0 where each has one case.

    None where no year has both cases that count and cases that do not, or too few of both to tell rule from chance.
    """
    whole = {row.key["year"]: row.value or 0.0 for row in rows_of(build, indicator)}
    rows = [row for row in rows_of(build, indicator, dimension) if 0 < whole[row.key["year"]] < 1]
    several = [(n, row.numerator or 0, whole[row.key["year"]]) for row in rows if (n := row.denominator or 0) > 1]
    if not several:
        return 0.0 if rows else None
    within = sum(k * (n - k) / (n - 1) for n, k, _ in several)
    between = sum(n * p * (1 - p) for n, _, p in several)
    return within / between if between >= FEWEST_DIFFERENT else None


@pytest.mark.parametrize("indicator", SHARES, ids=lambda one: one.id)
def test_no_dimension_that_decides_a_share_is_missing(indicator: Indicator, demo: OpenBuild) -> None:
    undeclared = [name for name in indicator.dimensions if name not in indicator.decides]
    measured = {name: left_within(demo, indicator, name) for name in undeclared}
    assert {name: part for name, part in measured.items() if part is not None and part < DECIDED_BELOW} == {}


@pytest.mark.parametrize("indicator", [one for one in SHARES if one.decides], ids=lambda one: one.id)
def test_a_dimension_that_decides_has_a_member_of_which_all_or_none_count(
    indicator: Indicator, demo: OpenBuild
) -> None:
    for dimension in indicator.decides:
        rows = rows_of(demo, indicator, dimension)
        assert not rows or any(row.value in (0, 1) for row in rows), dimension


@pytest.mark.parametrize("indicator", SHARES, ids=lambda one: one.id)
def test_a_dimension_that_the_numerator_reads_decides_it(indicator: Indicator) -> None:
    read = {column.name for column in sqlglot.parse_one(indicator.numerator, read="duckdb").find_all(exp.Column)}
    assert read & set(indicator.dimensions) <= set(indicator.decides)
