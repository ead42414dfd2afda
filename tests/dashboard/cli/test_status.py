"""`utsyn status` prints the plan's goals in its order, with all that the pages say of them."""

import csv
import json
from datetime import date

import pytest

from dashboard.cli import figure_options
from dashboard.goal_records import FIELDS
from dashboard.text import text
from models.answer import Sign
from models.attestations import Attested, Milestone
from models.plan import load_plan
from models.question import Viewer, Where
from models.status import AgainstFormer, Curve, StatusRow, WouldChange
from models.store import OpenBuild
from tests.dashboard.cli.conftest import Utsyn
from tests.models.given import given

PLAN = load_plan("ntnu-2022-2025")
B1 = PLAN.goal("B1")
HALVES = (
    StatusRow(B1, "recovered", indicator="erasmus_mobility_long", value=73.0, half=B1.halves[0].title, year=2025,
              baseline_year=2021, comparison_year=2019, comparison=65.0, comparison_change=8.0),
    StatusRow(B1, "too_few", indicator="erasmus_mobility_short", value=21.0, half=B1.halves[1].title),
)  # fmt: skip
ATTESTED = Attested("000000", 2, date(2025, 5, 1), date(2026, 12, 31), False, "", None, "", None)
ROWS = (
    StatusRow(
        goal=PLAN.goal("SG-D1"), status="not_reached", indicator="outbound_share", year=2025, value=0.19,
        numerator=155, denominator=816, unit="percent", baseline=0.16, baseline_year=2021, target=0.5,
        target_year=2025, sense="at_least", pace=0.5, pace_from=2019, evidence="A", data_until=date(2025, 12, 15),
    ),
    StatusRow(goal=PLAN.goal("D4"), status="too_few", indicator="priority_country_share", sign=Sign.SUPPRESSED),
    StatusRow(goal=PLAN.goal("A1"), status="no_data"),
    StatusRow(B1, "recovered", indicator="erasmus_mobility_long", value=73.0, year=2025, baseline_year=2021,
              comparison_year=2019, comparison=65.0, halves=HALVES),
    StatusRow(PLAN.goal("E3"), "attested", milestone=Milestone(54, ATTESTED, ()), value=0.9, year=2025, evidence="D"),
    StatusRow(PLAN.goal("C1"), "one_behind", indicator="erc_portfolio_ratio", value=7 / 12, unit="ratio", year=2025,
              what_would_change=(WouldChange("more_by", "on_pace", n=3, year=2026),),
              against_former=AgainstFormer(Curve("HORIZON", 2021, ()), Curve("H2020", 2014, ()), 7, 4, 12, 8.0)),
    StatusRow(PLAN.goal("O2"), "roll_up", counts={"improving": 2, "no_data": 2}),
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Where]]:
    """With whose rights and of which unit the rows were asked for."""
    calls: list[tuple[str, Where]] = []
    build = given()

    def scorecard(_build: OpenBuild, viewer: Viewer, unit: Where) -> tuple[StatusRow, ...]:
        calls.append((str(viewer), unit))
        return ROWS

    monkeypatch.setattr(figure_options, "published", lambda _context, _warehouse, _build: build)
    monkeypatch.setattr("models.status.scorecard", scorecard)
    return calls


@pytest.mark.usefixtures("asked")
def test_json_has_every_field_of_every_goal_and_half(utsyn: Utsyn) -> None:
    document = json.loads(utsyn("status", "--format", "json").out)
    rows = {(row["goal"], row["half"]): row for row in document["rows"]}
    assert list(document["rows"][0]) == list(FIELDS)
    assert list(rows)[:5] == [
        ("SG-D1", ""), ("D4", ""), ("A1", ""), ("B1", ""), ("B1", "erasmus_mobility_long"),
    ]  # fmt: skip
    share = rows["SG-D1", ""]
    assert {name: share[name] for name in ("status", "group", "year", "numerator", "denominator", "baseline_year")} == {
        "status": "not_reached", "group": "behind", "year": 2025, "numerator": 155, "denominator": 816,
        "baseline_year": 2021,
    }  # fmt: skip
    assert (share["to_go"], share["pace"], share["pace_from"], share["sense"]) == (0.31, 0.5, 2019, "at_least")
    assert (share["is_local_target"], share["data_until"]) == (False, "2025-12-15")
    assert (rows["D4", ""]["value"], rows["D4", ""]["sign"]) == (None, "..")
    assert (rows["B1", ""]["halves_judged"], rows["B1", ""]["comparison_year"]) == (1, 2019)
    assert rows["B1", "erasmus_mobility_short"]["status"] == "too_few"


@pytest.mark.usefixtures("asked")
def test_a_milestone_has_its_level_and_not_the_figure_beside_it(utsyn: Utsyn) -> None:
    rows = {row["goal"]: row for row in json.loads(utsyn("status", "--format", "json").out)["rows"] if not row["half"]}
    assert (rows["E3"]["level"], rows["E3"]["units_attested"], rows["E3"]["units_required"]) == (2, 0, 54)
    assert (rows["E3"]["value"], rows["E3"]["year"]) == (None, None)


@pytest.mark.usefixtures("asked")
def test_a_doubling_has_its_counts_and_what_would_change_it(utsyn: Utsyn) -> None:
    rows = {row["goal"]: row for row in json.loads(utsyn("status", "--format", "json").out)["rows"] if not row["half"]}
    row = rows["C1"]
    assert (row["count"], row["count_due"], row["former_count"], row["former_total"]) == (7, 8, 4, 12)
    assert row["would_change"] == "on pace: 3 more by the end of 2026"
    assert rows["O2"]["counts"] == "improving=2;no_data=2"


@pytest.mark.usefixtures("asked")
def test_csv_has_one_row_of_headings_first_and_the_same_fields(utsyn: Utsyn) -> None:
    lines = list(csv.reader(utsyn("status", "--format", "csv").out.splitlines()))
    assert lines[0] == list(FIELDS)
    assert {len(line) for line in lines} == {len(FIELDS)}
    assert len(lines) == 1 + len(ROWS) + len(HALVES)


def test_a_faculty_is_asked_with_the_rights_named(utsyn: Utsyn, asked: list[tuple[str, Where]]) -> None:
    document = json.loads(utsyn("status", "--where", "faculty=63", "--as", "unit_analyst:63", "--format", "json").out)
    assert asked == [("unit_analyst:63", {"faculty": ("63",)})]
    assert document["unit"] == {"faculty": ["63"]}


@pytest.mark.parametrize("where", ["faculty=63,64", "gender=f"])
@pytest.mark.usefixtures("asked")
def test_a_plan_is_that_of_one_unit(utsyn: Utsyn, where: str) -> None:
    assert "a plan is that of one unit" in utsyn("status", "--where", where).err


@pytest.mark.usefixtures("asked")
def test_table_says_the_status_in_words_and_keeps_what_is_suppressed(utsyn: Utsyn) -> None:
    lines = utsyn("status").out.splitlines()
    assert any("ikke nådd" in line and "2025" in line for line in lines)
    assert any(".." in line for line in lines)
    recovered = text("status_between.recovered", "nb", since=2021, earlier=2019)
    assert any(recovered in line for line in lines)
    assert lines[-1].endswith(given().id)
