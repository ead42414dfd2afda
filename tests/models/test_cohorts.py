"""Start cohorts against earlier ones at the same semester of study."""

import pytest

from models.cohorts import Cohorts, cohorts
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import ANALYST
from tests.models.given import Cell, enrolment, given, stay

Rows = list[dict[str, Cell]]


def began(year: int, went: int, of: int, unit_code: str = "631000") -> tuple[Rows, Rows]:
    """So many begin in the autumn and are there to autumn 2025; `went` of them go abroad in their third semester."""
    enrolments: Rows = []
    stays: Rows = []
    away = year + 1
    for number in range(of):
        person = f"{year}-{unit_code}-{number}"
        enrolments += [
            enrolment(person_id=person, semester=semester, unit_code=unit_code)
            for semester in (f"{year}-autumn", "2025-autumn")
        ]
        if number < went:
            stays.append(stay(person_id=person, date_from=f"{away}-08-15", date_to=f"{away}-12-20"))
    return enrolments, stays


def build_of(*cohorts_: tuple[Rows, Rows]) -> OpenBuild:
    oldest = [enrolment(person_id="always", semester="2014-autumn")]
    enrolments = [*oldest, *(row for rows, _ in cohorts_ for row in rows)]
    return given(as_of="2026-01-31", enrolments=enrolments, stays=[row for _, rows in cohorts_ for row in rows])


def follow(build: OpenBuild, viewer: Viewer = ANALYST, **where: tuple[str, ...]) -> Cohorts:
    return cohorts(Question("cohort_outbound_share", where=where), viewer, build)


@pytest.fixture(scope="module")
def of_seven_years() -> Cohorts:
    """By semester 3 went 40 of 100 each in 2016 and 2017, 5 of 100 in 2020, 40 of 100 in 2022, 20 of 100 in 2024."""
    return follow(build_of(began(2016, 40, 100), began(2017, 40, 100), began(2020, 5, 100), began(2022, 40, 100),
                           began(2024, 20, 100)))  # fmt: skip


def test_a_cohort_is_compared_at_the_last_semester_that_it_has_begun(of_seven_years: Cohorts) -> None:
    newest = of_seven_years.standings[-1]
    assert (newest.cohort, newest.point.semester) == (2024, 3)
    assert newest.point.row.value == 0.2
    assert [point.is_booked for point in of_seven_years.curves[2024]] == [False, False, False, True]


def test_the_earlier_ones_are_those_that_covid_did_not_touch_by_then(of_seven_years: Cohorts) -> None:
    newest = of_seven_years.standings[-1]
    assert newest.earlier == (2022, 2017, 2016)
    assert newest.before == (120, 300)
    assert newest.difference == pytest.approx(-0.2)
    assert newest.verdict == "behind"


def test_who_stands_as_the_earlier_ones_did_shows_no_clear_difference(of_seven_years: Cohorts) -> None:
    standing = next(one for one in of_seven_years.standings if one.cohort == 2022)
    assert (standing.point.semester, standing.verdict) == (7, "no_clear_difference")
    assert standing.interval is not None
    assert standing.interval[0] < 0 < standing.interval[1]


def test_a_cohort_that_is_followed_to_the_end_has_no_standing_of_its_own(of_seven_years: Cohorts) -> None:
    assert [one.cohort for one in of_seven_years.standings] == [2022, 2024]
    assert len(of_seven_years.curves[2016]) == 10


def test_fewer_than_twenty_are_too_few_to_judge() -> None:
    [standing] = follow(build_of(began(2017, 40, 100), began(2024, 0, 19))).standings
    assert (standing.verdict, standing.difference) == ("too_few", None)


def test_without_an_earlier_cohort_nothing_is_compared() -> None:
    [standing] = follow(build_of(began(2024, 10, 50))).standings
    assert (standing.verdict, standing.earlier) == ("none_earlier", ())


def test_what_is_suppressed_for_the_viewer_is_not_compared() -> None:
    build = build_of(began(2017, 40, 100), began(2024, 2, 50), began(2024, 20, 50, "641000"))
    [standing] = follow(build, Viewer("viewer"), faculty=("63",)).standings
    assert (standing.verdict, standing.before, standing.interval) == ("suppressed", None, None)
    [exact] = follow(build, faculty=("63",)).standings
    assert exact.point.row.numerator == 2


@pytest.mark.parametrize("question", [Question("outbound_share"), Question("cohort_outbound_share", ("year",))])
def test_only_what_follows_cohorts_is_followed_and_without_a_breakdown(question: Question) -> None:
    with pytest.raises(QuestionError, match="cohorts are followed by a share that grows"):
        cohorts(question, ANALYST, given())
