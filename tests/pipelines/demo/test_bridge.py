"""In the demo the bridge to DBH has both ends in every year, and its steps are not all zero."""

from pathlib import Path

import pytest

from models.config import load_config
from models.explanation import Crossing, about
from models.question import Question, Viewer
from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.demo import AS_OF, write_demo
from tests.pipelines.building import certifier

pytestmark = pytest.mark.slow

SCALE = 0.2
YEARS = range(2016, 2026)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> OpenBuild:
    folder = tmp_path_factory.mktemp("bridge")
    write_demo(folder / "inbox", SCALE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(certifier_client, "COMMAND", certifier())
        report = build(load_config(), folder / "inbox", folder / "warehouse", lambda *_: None, as_of=AS_OF)
    return open_build(Path(folder / "warehouse" / "builds" / report.build), load_config())


def crossing(demo: OpenBuild, indicator: str, years: tuple[int, int], dated_by: str | None = None) -> Crossing:
    result = about(Question(indicator, years=years, dated_by=dated_by), Viewer(), demo).crossing
    assert result is not None
    return result


@pytest.mark.parametrize("indicator", ["outgoing_stays", "incoming_stays"])
def test_each_year_has_our_figure_and_that_of_dbh_with_little_between_them_unexplained(
    demo: OpenBuild, indicator: str
) -> None:
    for year in YEARS:
        crossed = crossing(demo, indicator, (year, year))
        assert crossed.ours is not None
        assert crossed.counted is not None
        assert crossed.published is not None, year
        assert crossed.ours + sum(step.change or 0 for step in crossed.steps) == crossed.counted
        assert abs(crossed.published.remainder or 0) <= 0.1 * crossed.ours, year


def test_every_rule_that_differs_moves_stays_of_the_demo(demo: OpenBuild) -> None:
    """Not the minimum length: 90 days here and in DBH alike. Withdrawn stays move nothing, and are counted beside."""
    moved = dict.fromkeys(("reference_date", "ended", "individual", "agreement", "withdrawn"), 0.0)
    for year in YEARS:
        for taken in crossing(demo, "outgoing_stays", (year, year), "start").steps:
            beside = taken.beside.value if taken.beside is not None else None
            if taken.step.id in moved:
                moved[taken.step.id] += abs(beside or taken.change or 0)
    assert all(moved.values()), moved


def test_six_years_together_are_held_against_dbhs_own_answer_of_them(demo: OpenBuild) -> None:
    crossed = crossing(demo, "incoming_stays", (2020, 2025))
    assert crossed.published is not None
    by_year = [crossing(demo, "incoming_stays", (year, year)).published for year in range(2020, 2026)]
    assert crossed.published.value == sum(one.value for one in by_year if one is not None)
