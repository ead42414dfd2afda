"""The academic year as a dimension and as a reference date: it begins in the month that the institution says."""

from datetime import date

import pytest

from models.catalogue import load_indicators
from models.config import Config, load_config
from models.question import QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import answer, by_year, fractions
from tests.models.given import doctorate, given, graduate, staff_mobility, stay


def config(month: int) -> Config:
    shipped = load_config()
    return shipped.model_copy(update={"settings": shipped.settings.model_copy(update={"academic_year_month": month})})


def spans(*days: tuple[str, str], month: int = 8) -> OpenBuild:
    return given(stays=[stay(date_from=first, date_to=last) for first, last in days], config=config(month))


@pytest.mark.both_engines
def test_a_stay_counts_in_the_academic_year_that_it_begins_in() -> None:
    """All of 2024/25, and of the calendar years 2024 and 2025 by their ends."""
    build = spans(("2024-08-01", "2024-12-20"), ("2025-01-10", "2025-06-01"), ("2025-07-31", "2025-12-20"))
    assert by_year(build, "outgoing_stays", dated_by="academic") == {2024: 3}
    assert by_year(build, "outgoing_stays") == {2024: 1, 2025: 2}
    result = answer(build, "outgoing_stays", by=("academic_year",))
    assert [(row.key, row.value) for row in result.rows] == [({"academic_year": "2024"}, 3)]
    assert result.meta.labels["academic_year"]["2024"]["en"] == "2024/25"


def test_the_institution_says_in_which_month_it_begins() -> None:
    """A stay from 20 August is one of the autumn before September's year begins."""
    build = spans(("2024-08-20", "2024-12-20"), ("2024-09-01", "2024-12-20"), month=9)
    assert by_year(build, "outgoing_stays", dated_by="academic") == {2023: 1, 2024: 1}


def test_a_person_counts_once_per_agreement_and_academic_year_of_the_institution() -> None:
    """Begun in August and in October: one academic year from August on, two from September on."""
    stays = [
        stay(person_id="kari", agreement_id="a", date_from=first, date_to=last)
        for first, last in (("2024-08-20", "2024-12-20"), ("2024-10-01", "2025-01-10"))
    ]
    for month, counted in ((8, 1), (9, 2)):
        build = given(stays=stays, config=config(month))
        assert answer(build, "outgoing_stays").rows[0].value == counted


def test_graduations_doctorates_and_stays_of_staff_have_it_too() -> None:
    build = given(
        graduates=[graduate(graduated_on="2025-06-15"), graduate(graduated_on="2025-08-15")],
        stays=[stay()],
        doctorates=[doctorate(completed_on="2024-02-01"), doctorate(completed_on="2024-12-01")],
        staff_mobility=[staff_mobility(date_from="2024-07-31", date_to="2024-08-10")],
    )
    assert fractions(build, "outbound_share", dated_by="academic") == {2024: (0, 1), 2025: (0, 1)}
    assert fractions(build, "early_career_abroad_share", dated_by="academic") == {2023: (1, 1), 2024: (1, 1)}
    assert by_year(build, "staff_stays", dated_by="academic") == {2023: 1}


def test_every_flow_over_a_fact_with_academic_years_can_be_asked_by_them() -> None:
    """One that is held against a register of calendar years cannot."""
    without = {
        each.id
        for each in load_indicators().values()
        if each.facts[0].overlapping_years and each.time == "flow" and "academic" not in each.reference_dates
    }
    assert without == {"guest_researchers"}


def test_an_academic_year_that_is_not_over_is_marked() -> None:
    """The build is of 15 January 2026: with August 2024/25 is over, 2025/26 is not."""
    days = [("2024-08-15", "2024-12-20"), ("2025-08-15", "2025-12-20")]
    build = spans(*days)
    by_option = answer(build, "outgoing_stays", by=("year",), dated_by="academic")
    assert (list(by_option.meta.incomplete), by_option.meta.calendar) == ([2025], "academic_year")
    by_dimension = answer(build, "outgoing_stays", by=("academic_year",))
    assert [by_dimension.incomplete_until(row) for row in by_dimension.rows] == [None, date(2026, 1, 15)]


VIEWER = Viewer("viewer")


@pytest.mark.parametrize(
    "question",
    [
        {"by": ("academic_year", "faculty")},
        {"by": ("academic_year",), "where": {"department": ("631000",)}},
        {"by": ("academic_year", "year")},
        {"by": ("academic_year",), "years": (2024, 2025)},
        {"by": ("year", "faculty"), "dated_by": "academic"},
    ],
)
def test_beside_calendar_years_it_is_shown_for_the_whole_institution_alone(question: dict[str, object]) -> None:
    """Calendar and academic years share semesters: both by unit would give single semesters away."""
    build = spans(("2024-08-15", "2024-12-20"))
    with pytest.raises(QuestionError, match="shown for the whole institution"):
        answer(build, "outgoing_stays", VIEWER, **question)
    assert answer(build, "outgoing_stays", **question).rows


def test_readers_without_exact_figures_see_academic_years_of_the_whole_institution() -> None:
    build = spans(*[("2024-08-15", "2024-12-20")] * 12)
    by_dimension = answer(build, "outgoing_stays", VIEWER, by=("academic_year",))
    by_option = answer(build, "outgoing_stays", VIEWER, by=("year",), dated_by="academic")
    assert [row.value for row in by_dimension.rows] == [row.value for row in by_option.rows] == [12]
