"""Goals that units attest: level, coverage, staleness, relevance. The builds speak of 15 January 2026."""

from models.attestations import Milestone
from models.question import Viewer
from models.status import StatusRow
from tests.models.given import UNITS, Cell, given, unit
from tests.models.judging import row_of

INSTITUTION, COMPUTING, MATHEMATICS, CIVIL = "000000", "631000", "632000", "641000"


def attestation(unit_code: str, level: int, **cells: Cell) -> dict[str, Cell]:
    """An attestation of goal E3 of June 2025, valid for a year."""
    return {
        "goal_id": "E3", "unit_code": unit_code, "attested_on": "2025-06-01", "level": level, "statement": "Words.",
        "owner": "Office", "attested_by": "a", "second_attester": "b", "valid_until": "2026-06-01", **cells,
    }  # fmt: skip


def judged(*rows: dict[str, Cell], goal: str = "E3", **feeds: list[dict[str, Cell]]) -> StatusRow:
    build = given(attestations=list(rows), **feeds)
    return row_of(goal, build, Viewer("public"))


def milestone(*rows: dict[str, Cell], **feeds: list[dict[str, Cell]]) -> Milestone:
    result = judged(*rows, **feeds).milestone
    assert result is not None
    return result


def test_nothing_attested_is_no_data() -> None:
    row = judged()
    assert (row.status, row.milestone, row.evidence) == ("no_data", None, "0")


def test_the_institutions_own_word_is_the_status_and_departments_are_its_coverage() -> None:
    row = judged(attestation(INSTITUTION, 3), attestation(COMPUTING, 4), attestation(CIVIL, 1))
    assert (row.status, row.evidence) == ("attested", "D")
    assert row.milestone is not None
    assert row.milestone.institution is not None
    assert row.milestone.institution.level == 3
    assert (row.milestone.attested, row.milestone.required) == (2, 3)
    assert row.milestone.levels == {1: 1, 4: 1}


def test_an_attestation_holds_through_its_last_day_and_is_stale_the_day_after() -> None:
    assert judged(attestation(INSTITUTION, 4, valid_until="2026-01-15")).status == "attested"
    assert judged(attestation(INSTITUTION, 4, valid_until="2026-01-14")).status == "stale"


def test_a_stale_attestation_does_not_keep_its_level_nor_its_place_in_the_coverage() -> None:
    reached = milestone(attestation(COMPUTING, 4, valid_until="2025-12-31"), attestation(CIVIL, 2))
    assert (reached.levels, reached.attested, reached.stale) == ({2: 1}, 1, 1)


def test_the_latest_attestation_of_a_unit_counts_alone_and_one_of_the_future_does_not() -> None:
    reached = milestone(
        attestation(COMPUTING, 3, attested_on="2024-06-01"),
        attestation(COMPUTING, 1),
        attestation(COMPUTING, 4, attested_on="2026-02-01", valid_until="2027-01-01"),
    )
    assert reached.levels == {1: 1}


def test_a_merged_unit_speaks_for_its_successor_until_that_one_speaks() -> None:
    merged = [
        *(unit(**cells) for cells in UNITS),
        unit(unit_code="633000", valid_to="2024-12-31", successor_code=COMPUTING),
    ]
    before = attestation("633000", 3, attested_on="2024-06-01")
    assert milestone(before, units=merged).levels == {3: 1}
    assert milestone(before, attestation(COMPUTING, 1, attested_on="2024-03-01"), units=merged).levels == {1: 1}


def test_what_is_not_relevant_has_no_level_and_counts_as_attested() -> None:
    reason = {"not_relevant_reason": "No guests come here."}
    reached = milestone(attestation(COMPUTING, 0, **reason), attestation(CIVIL, 2))
    assert (reached.levels, reached.attested, reached.not_relevant) == ({2: 1}, 2, 1)


def test_a_goal_is_not_relevant_when_every_unit_says_so() -> None:
    reason = {"not_relevant_reason": "No guests come here."}
    every = [attestation(code, 0, **reason) for code in (COMPUTING, MATHEMATICS, CIVIL)]
    assert judged(*every).status == "not_relevant"
    assert judged(*every[:2]).status == "attested"
    assert judged(attestation(INSTITUTION, 0, **reason)).status == "not_relevant"


def test_a_goal_judged_by_figures_shows_what_is_attested_beside_them() -> None:
    row = judged(attestation(INSTITUTION, 4, goal_id="A4"), goal="A4")
    assert row.status == "no_data"
    assert row.milestone is not None
    assert row.milestone.required == 1
