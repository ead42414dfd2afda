"""Registers of things that are no persons: their rows as of today, and who may see them."""

from typing import Any

import pytest
import sqlglot

from models.facts import DIMS, FACTS, reads
from models.question import Viewer
from models.registers import entries, registers
from tests.models.given import agreement, given, participation, partner, programme

ANALYST, PUBLIC = Viewer(), Viewer("public")
OF_PERSONS = {
    "graduates", "enrolments", "stays", "applications", "nominations", "degree_applications", "staff", "staff_mobility",
    "doctorates",
}  # fmt: skip


def feeds_behind(table: str) -> set[str]:
    """The feeds that a table of `dims` is made of, through all that it reads."""
    result: set[str] = set()
    waiting = [("dims", table)]
    while waiting:
        schema, name = waiting.pop()
        path = {"dims": DIMS, "facts": FACTS}[schema] / f"{name}.sql"
        if path.is_file():
            for read in reads(sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")):
                if read[0] == "feeds":
                    result.add(read[1])
                elif read[0] in ("dims", "facts"):
                    waiting.append(read)
    return result


@pytest.mark.parametrize("name", registers())
def test_no_register_reads_a_feed_of_persons(name: str) -> None:
    feeds = feeds_behind(registers()[name].table)
    assert feeds >= set(registers()[name].requires)
    assert not feeds & OF_PERSONS


def only(name: str, viewer: Viewer = ANALYST, **rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The one row of a register in a build of these rows."""
    [row] = entries(name, viewer, given(**rows))
    return dict(row)


@pytest.mark.parametrize(
    ("cells", "state", "days_left"),
    [
        ({"valid_to": "2026-02-15"}, "in_effect", 31),
        ({"valid_to": None}, "in_effect", None),
        ({"valid_to": "2026-01-14"}, "ended", -1),
        ({"status": "terminated", "valid_to": "2026-06-30"}, "ended", 166),
        ({"status": "draft"}, "draft", None),
        ({"valid_from": "2026-08-01"}, "to_come", None),
    ],
)
def test_an_agreement_says_what_it_is_today(cells: dict[str, Any], state: str, days_left: int | None) -> None:
    row = only("agreements", agreements=[agreement(**cells)], partners=[partner(partner_id="u")])
    assert (row["state"], row["days_left"], row["country"]) == (state, days_left, "DE")


def test_an_agreement_says_whom_it_is_for() -> None:
    one = only("agreements", agreements=[agreement(unit_codes=["631000", "641000"])])
    assert (one["is_whole"], one["faculties"], one["departments"]) == (False, "63|64", "631000|641000")
    whole = only("agreements", agreements=[agreement(unit_codes=None)])
    assert (whole["is_whole"], whole["faculties"], whole["departments"]) == (True, None, None)


def test_a_project_counts_its_own_money_and_the_others_once() -> None:
    other = {"project_id": "1", "is_own": False}
    row = only(
        "projects",
        eu_participations=[
            participation(project_id="1", action="ERC-STG", unit_code="631000"),
            participation(**other, organisation_id="a", country="SE"),
            participation(**other, organisation_id="b", country="SE"),
        ],
    )
    assert (row["contribution_eur"], row["organisations"], row["countries"]) == (100_000.0, 2, 1)
    assert row["call_id"] == "HORIZON.ERC-STG.2022"


def test_a_programme_is_offered_within_its_validity() -> None:
    assert only("programmes", programmes=[programme()])["is_offered"]
    assert not only("programmes", programmes=[programme(valid_to="2025-12-31")])["is_offered"]


def test_a_measure_is_overdue_while_it_is_open_and_its_day_is_over() -> None:
    def is_overdue(**cells: Any) -> object:
        measure = {"measure_id": "m", "goal_id": "C1", "unit_code": "631000", "owner": "o", "state": "running", **cells}
        return only("measures", measures=[measure])["is_overdue"]

    assert is_overdue(due_on="2026-01-14") is True
    assert is_overdue(due_on="2026-01-15") is False
    assert is_overdue(due_on="2026-01-14", state="done") is False
    assert is_overdue(due_on=None) is False


def test_the_public_sees_what_is_public() -> None:
    build = given(
        agreements=[agreement(agreement_id="a", published=True), agreement(agreement_id="b", published=False)],
        partners=[partner()],
        measures=[{"measure_id": "m", "goal_id": "C1", "unit_code": "631000", "owner": "o", "state": "running"}],
    )
    assert [row["agreement_id"] for row in entries("agreements", PUBLIC, build)] == ["a"]
    assert len(entries("partners", PUBLIC, build)) == 1
    assert entries("measures", PUBLIC, build) == ()
    assert len(entries("measures", Viewer("viewer"), build)) == 1


def test_a_build_of_before_has_no_register() -> None:
    assert entries("partners", ANALYST, given(only=["stays"], partners=[partner()])) == ()
