"""What changed since a frozen figure, one cause at a time and all together, counted by hand."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb
import polars as pl
import pytest

from data_contracts.codes import code_table
from models.answer import Row
from models.changes import Change, ChangesError, between, changes
from models.changes.recount import recount
from models.config import Config, load_config
from models.definitions import keep_definitions
from models.question import Question, QuestionError, Viewer
from models.store import Asked, OpenBuild, open_kept
from tests.models import given as rows_given
from tests.models.given import UNITS, Cell, given, graduate, stay, unit

pytestmark = pytest.mark.slow

Rows = list[dict[str, Cell]]
CONFIG = load_config()
STRICT = CONFIG.model_copy(update={"settings": CONFIG.settings.model_copy(update={"minimum_stay_days": 150})})
# Civil Engineering (641000) became a part of Computing's Mathematics (632000) at the end of 2024
MERGED = [
    unit(**cells) | ({"valid_to": "2024-12-31", "successor_code": "632000"} if cells["unit_code"] == "641000" else {})
    for cells in UNITS
]
TABLES = ("graduations", "stays")
TEN = {"631000": (4, 10), "641000": (1, 10)}


def university(graduates: Mapping[str, tuple[int, int]]) -> dict[str, Rows]:
    """Graduates of 2025 by department: (with a stay of 128 days, all)."""
    people = [(code, number, of) for code, of in graduates.items() for number in range(of[1])]
    return {
        "graduates": [graduate(person_id=f"{code}-{number}", unit_code=code) for code, number, _ in people],
        "stays": [
            stay(person_id=f"{code}-{number}", unit_code=code, date_from="2023-08-15", date_to="2023-12-20")
            for code, number, (abroad, _) in people
            if number < abroad
        ],
    }


MADE: list[OpenBuild] = []


def today(units: Rows | None = None, **graduates: tuple[int, int]) -> OpenBuild:
    """A build of today: the departments' graduates, those not named as frozen."""
    rows = university({**TEN, **{code.removeprefix("d"): of for code, of in graduates.items()}})
    return given(only=TABLES, **rows, **({"units": units} if units else {}))


def frozen(config: Config = CONFIG) -> OpenBuild:
    """5 of 20 with a stay: 4 of 10 at Computing, 1 of 10 at Engineering. Its definitions are kept."""
    build = given(config=config, only=TABLES, **university(TEN))
    keep_definitions(build.folder, config)
    MADE.append(build)  # its files go when nothing refers to it
    return open_kept(build.folder, CONFIG, Asked("report-2025", date(2026, 2, 1)))


def changes_by_key(
    then: OpenBuild, now: OpenBuild, *by: str, indicator: str = "outbound_share", viewer: str = "institutional_analyst"
) -> dict[Cell, Change]:
    """The changes by the last dimension asked for."""
    decomposed = changes(Question(indicator, by), Viewer.parse(viewer), then, now, between(indicator, then, now))
    return {list(row.key.values())[-1]: row for row in decomposed.rows}


def counts(change: Change) -> dict[str, tuple[object, object]]:
    """Cause → (numerator, denominator), of causes that changed something."""
    assert change.parts is not None
    parts = {cause: (part.numerator, part.denominator) for cause, part in change.parts.items()}
    return {cause: moved for cause, moved in parts.items() if any(moved)}


@pytest.fixture(scope="module")
def then() -> OpenBuild:
    return frozen()


@pytest.fixture(scope="module")
def strict() -> OpenBuild:
    """A frozen build that counted stays from 150 days on, and so none of 128."""
    return frozen(STRICT)


@pytest.fixture(scope="module")
def same() -> OpenBuild:
    """Today, and nothing is new."""
    return today()


@pytest.fixture(scope="module")
def merged() -> OpenBuild:
    return today(units=MERGED)


def test_nothing_changed_where_nothing_did(then: OpenBuild, same: OpenBuild) -> None:
    change = changes_by_key(then, same)[2025]
    assert counts(change) == {}
    assert change.whole is not None
    assert change.whole.value == 0


def test_late_data_is_what_came_and_went_among_the_rows(then: OpenBuild) -> None:
    """Two more graduates at Computing, one of them with a stay: 6 of 22. The leadership is told no part of so few."""
    now = today(d631000=(5, 12))
    change = changes_by_key(then, now)[2025]
    assert counts(change) == {"data": (1, 2)}
    assert change.parts is not None
    assert change.parts["data"].value == Fraction(6, 22) - Fraction(5, 20)
    shown = changes_by_key(then, now, viewer="viewer")[2025]
    assert (shown.parts, shown.whole) == (None, None)
    assert (shown.then, shown.now) == (change.then, change.now)


def test_a_setting_is_of_the_definition(strict: OpenBuild, same: OpenBuild) -> None:
    assert counts(changes_by_key(strict, same)[2025]) == {"definition": (5, 0)}


def test_what_an_indicator_counts_is_of_the_definition(then: OpenBuild, same: OpenBuild) -> None:
    counted = then.indicators["outbound_share"].model_copy(update={"numerator": "sum(graduation)"})
    everybody = replace(then, indicators={"outbound_share": counted})
    assert counts(changes_by_key(everybody, same)[2025]) == {"definition": (-15, 0)}


def test_how_a_table_was_made_is_of_the_definition(then: OpenBuild, same: OpenBuild, tmp_path: Path) -> None:
    """A statement kept beside the frozen build that took bachelors alone for graduates finds none among today's."""
    shutil.copytree(then.folder, tmp_path / "kept")
    statement = tmp_path / "kept" / "definitions" / "facts" / "graduations.sql"
    today = statement.read_text(encoding="utf-8")
    assert "level.is_degree = 'true'" in today
    statement.write_text(today.replace("level.is_degree = 'true'", "level.code = 'bachelor'"), encoding="utf-8")
    kept = replace(then, folder=tmp_path / "kept")
    assert counts(changes_by_key(kept, same)[2025]) == {"data": (-5, -20), "definition": (5, 20)}


def test_a_code_list_is_of_the_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frozen build's list of priority countries had France, today's has Germany: two stays more, one less."""
    monkeypatch.setattr(rows_given, "_empty", rows_given._empty.__wrapped__)  # it holds the code lists

    def listed(country: str) -> OpenBuild:
        always = {"listed_from": pl.lit(None, pl.String), "listed_to": pl.lit(None, pl.String)}
        one = code_table("priority_countries").head(1).with_columns(country_code=pl.lit(country), **always)
        monkeypatch.setattr(
            rows_given, "code_table", lambda name: one if name == "priority_countries" else code_table(name)
        )
        stays = [stay(country=code, date_from="2025-01-20", date_to="2025-06-20") for code in ("DE", "DE", "FR")]
        return given(only=("stays",), stays=stays)

    assert counts(changes_by_key(listed("FR"), listed("DE"), indicator="priority_country_share")[2025]) == {
        "definition": (1, 0)
    }


def test_a_unit_that_was_merged_takes_its_rows_along(then: OpenBuild, merged: OpenBuild) -> None:
    """Engineering's ten graduates, one with a stay, count at Computing; the whole stays as it was."""
    by_faculty = changes_by_key(then, merged, "faculty")
    assert {code: counts(change) for code, change in by_faculty.items()} == {
        "63": {"units": (1, 10)},
        "64": {"units": (-1, -10)},
    }
    assert by_faculty["64"].now is None
    assert counts(changes_by_key(then, merged)[2025]) == {}


def test_all_at_once_and_nothing_is_left_over(strict: OpenBuild) -> None:
    """Frozen: none of 20, from 150 days on. Today two more at Engineering, with a stay, and all count at Computing."""
    change = changes_by_key(strict, today(units=MERGED, d641000=(3, 12)), "faculty")
    assert counts(change["63"]) == {"definition": (4, 0), "units": (3, 12)}
    assert counts(change["64"]) == {"data": (0, 2), "definition": (3, 0), "units": (-3, -12)}
    for row in change.values():
        assert row.parts is not None
        assert row.whole is not None
        for figure in ("numerator", "denominator"):
            parts = sum(getattr(part, figure) for part in row.parts.values())
            assert parts == getattr(row.whole, figure) == _of(row.now, figure) - _of(row.then, figure)
    assert change["63"].whole is not None
    assert change["63"].whole.value == Fraction(7, 22)


def _of(row: Row | None, figure: str) -> int:
    return 0 if row is None else int(getattr(row, figure))


def test_what_today_s_files_no_longer_tell_is_empty_to_the_frozen_statement(
    then: OpenBuild, same: OpenBuild, tmp_path: Path
) -> None:
    """Without the day that studies began, the shipped number of years before graduation stands for it."""
    shutil.copytree(same.folder, tmp_path / "now")
    with duckdb.connect(tmp_path / "now" / "build.duckdb") as connection:
        connection.execute("alter table feeds.graduates drop column started_on")
    again = recount({("facts", "graduations")}, then, rows=replace(same, folder=tmp_path / "now"), units=then)
    assert again.rows("select count(*) from facts.graduations") == [(20,)]


def test_what_cannot_be_counted_again_says_so(then: OpenBuild, same: OpenBuild, tmp_path: Path) -> None:
    shutil.copytree(then.folder, tmp_path / "kept")
    statement = tmp_path / "kept" / "definitions" / "facts" / "graduations.sql"
    statement.write_text("select coalesce(:a_setting_of_old, 1) as year from feeds.graduates", encoding="utf-8")
    with pytest.raises(ChangesError, match="a_setting_of_old"):
        between("outbound_share", replace(then, folder=tmp_path / "kept"), same)


def test_an_indicator_that_one_of_them_lacks_has_nothing_to_compare(then: OpenBuild, same: OpenBuild) -> None:
    with pytest.raises(ChangesError, match="no_such is not an indicator"):
        between("no_such", then, same)


def test_a_figure_measured_otherwise_is_not_compared(then: OpenBuild, same: OpenBuild) -> None:
    counted = then.indicators["outbound_share"].model_copy(update={"unit": "ratio"})
    with pytest.raises(ChangesError, match="measured in ratio"):
        changes_by_key(replace(then, indicators={"outbound_share": counted}), same)


def test_persons_are_cut_up_in_one_way_only_for_whom_few_are_suppressed(then: OpenBuild, same: OpenBuild) -> None:
    with pytest.raises(QuestionError, match="one other dimension"):
        changes_by_key(then, same, "faculty", "gender", viewer="viewer")


def test_one_part_of_few_hides_the_parts_of_its_whole_table(then: OpenBuild) -> None:
    """Thirty came at Computing and two at Engineering: with the whole, the thirty would tell the two."""
    now = today(d631000=(10, 40), d641000=(1, 12))
    shown = changes_by_key(then, now, "faculty", viewer="viewer")
    assert [row.parts for row in shown.values()] == [None, None]
    whole = changes_by_key(then, now, viewer="viewer")[2025]
    assert counts(whole) == {"data": (6, 32)}


def test_a_unit_of_today_counts_nothing_in_the_frozen_build(then: OpenBuild, same: OpenBuild) -> None:
    now = replace(same, labels={**same.labels, "faculty": {**same.labels["faculty"], "65": {"nb": "Ny", "en": "New"}}})
    question = Question("outbound_share", where={"faculty": ("65",)})
    assert changes(question, Viewer(), then, now, between("outbound_share", then, now)).rows == ()
