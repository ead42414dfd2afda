"""The plan for a unit: its own figures, judged by their change and by its own word, never by the whole's targets."""

from dataclasses import replace

from models.config_sections import LocalTarget
from models.local_targets import with_local_targets
from models.question import Viewer, Where
from models.status import StatusRow
from models.store import OpenBuild
from tests.models.given import given, graduate, stay
from tests.models.judging import row_of
from tests.models.test_milestones import CIVIL, COMPUTING, INSTITUTION, MATHEMATICS, attestation

COMPUTING_FACULTY: Where = {"faculty": ("63",)}
ENGINEERING: Where = {"faculty": ("64",)}


def of(unit: Where, goal: str, build: OpenBuild, viewer: str = "institutional_analyst") -> StatusRow:
    return row_of(goal, build, Viewer.parse(viewer), unit)


def abroad(unit_code: str, before: int, after: int) -> dict[str, list[dict[str, object]]]:
    """Forty graduations of a department in 2021 and 2025, so many of them with a stay."""
    people = [(year, number) for year in (2021, 2025) for number in range(40)]
    went = [(year, number) for year, number in people if number < (before if year == 2021 else after)]
    return {
        "graduates": [
            graduate(
                person_id=f"{unit_code}-{y}-{n}",
                unit_code=unit_code,
                started_on=f"{y - 5}-08-15",
                graduated_on=f"{y}-06-15",
            )
            for y, n in people
        ],
        "stays": [
            stay(
                person_id=f"{unit_code}-{y}-{n}",
                unit_code=unit_code,
                date_from=f"{y - 1}-08-15",
                date_to=f"{y - 1}-12-20",
            )
            for y, n in went
        ],
    }


def two_faculties(one: dict[str, list[dict[str, object]]], other: dict[str, list[dict[str, object]]]) -> OpenBuild:
    return given(**{feed: [*one[feed], *other[feed]] for feed in one})  # type: ignore[arg-type]


def test_each_unit_is_judged_by_its_own_change_and_not_by_the_plans_target() -> None:
    build = two_faculties(abroad(COMPUTING, 4, 24), abroad(CIVIL, 24, 4))
    computing, engineering = of(COMPUTING_FACULTY, "SG-D1", build), of(ENGINEERING, "SG-D1", build)
    assert (computing.value, computing.status, computing.target) == (0.6, "improving", None)
    assert (engineering.value, engineering.status, engineering.target) == (0.1, "declining", None)
    assert of({"department": (COMPUTING,)}, "SG-D1", build).value == 0.6


def test_balance_is_shown_of_a_unit_and_judged_of_the_whole_alone() -> None:
    build = given(stays=[stay(direction=direction) for direction in ("out", "in") for _ in range(30)])
    row = of(COMPUTING_FACULTY, "D6", build)
    assert (row.value, row.status) == (1.0, "not_per_unit")


def test_what_cannot_be_told_of_units_says_so_instead_of_showing_the_wholes_figure() -> None:
    row = of(COMPUTING_FACULTY, "C4", given())
    assert (row.value, row.status, str(row.sign)) == (None, "not_per_unit", "–")


def test_without_its_feeds_a_goal_of_a_unit_has_no_data() -> None:
    assert of(COMPUTING_FACULTY, "SG-D1", given()).status == "no_data"


def test_a_faculty_counts_the_departments_in_it_that_have_attested() -> None:
    build = given(attestations=[attestation(INSTITUTION, 4), attestation(COMPUTING, 3), attestation(CIVIL, 1)])
    row = of(COMPUTING_FACULTY, "E3", build)
    assert row.milestone is not None
    assert (row.milestone.institution, row.milestone.attested, row.milestone.required) == (None, 1, 2)
    assert of({"department": (MATHEMATICS,)}, "E3", build).status == "no_data"


def test_what_the_institution_attests_is_no_word_of_a_unit() -> None:
    build = given(attestations=[attestation(INSTITUTION, 4, goal_id="A1")])
    assert of(COMPUTING_FACULTY, "A1", build).milestone is None


def test_a_suppressed_figure_of_a_unit_carries_no_judgement() -> None:
    build = two_faculties(abroad(COMPUTING, 3, 3), abroad(CIVIL, 24, 4))
    row = of(COMPUTING_FACULTY, "SG-D1", build, "viewer")
    assert (row.value, row.status, str(row.sign)) == (None, "no_data", "..")
    assert of(COMPUTING_FACULTY, "SG-D1", build, "unit_analyst:63").value == 0.075


def test_a_roll_up_counts_the_statuses_of_the_unit() -> None:
    row = of(COMPUTING_FACULTY, "O2", given())
    assert sum(row.counts.values()) == len(row.goal.rolls_up)


def test_a_unit_with_a_target_of_its_own_is_judged_by_it_and_it_is_local() -> None:
    build = two_faculties(abroad(COMPUTING, 4, 24), abroad(CIVIL, 24, 4))
    targets = (
        LocalTarget(goal="SG-D1", unit="63", value=0.5, year=2025),
        LocalTarget(goal="SG-D1", unit=CIVIL, value=0.4, year=2027),
    )
    build = replace(build, given_plan=with_local_targets(build.plan, targets, build.indicators))
    row = of(COMPUTING_FACULTY, "SG-D1", build)
    assert (row.status, row.target, row.target_year, row.is_local) == ("reached", 0.5, 2025, True)
    # from 60 % in 2021 to 40 % in 2027 a straight line is at 46.7 % in 2025
    department = of({"department": (CIVIL,)}, "SG-D1", build)
    assert (department.status, department.value, department.is_local) == ("behind_pace", 0.1, True)
    assert of(ENGINEERING, "SG-D1", build).target is None


def test_the_public_is_not_told_a_units_suppressed_figure_by_its_target() -> None:
    build = two_faculties(abroad(COMPUTING, 3, 3), abroad(CIVIL, 24, 4))
    targets = (LocalTarget(goal="SG-D1", unit="63", value=0.5, year=2025),)
    build = replace(build, given_plan=with_local_targets(build.plan, targets, build.indicators))
    row = of(COMPUTING_FACULTY, "SG-D1", build, "viewer")
    assert (row.status, row.value, row.target) == ("no_data", None, 0.5)
