"""What members would make of the years ahead if each added so many cases a year."""

import pytest

from models.forecast import forecast
from models.question import Question, QuestionError, Viewer
from models.whatif import if_members_added
from tests.dashboard.cli.ten_years import ten_years
from tests.models.asked import ANALYST
from tests.models.given import given

BY_FACULTY = Question("outbound_share", ("faculty",))


def test_each_member_adds_so_many_to_those_of_the_year_before_on_top_of_the_forecast() -> None:
    """Two faculties, 50 graduates: one more each is 2 of 50 in the first year, 4 in the second and 10 in the fifth."""
    growth = if_members_added(1, 2030, BY_FACULTY, ANALYST, ten_years())
    assert (growth.members, growth.start) == (2, (2025, 12 / 50))
    assert [year.year for year in growth.years[:5]] == [2026, 2027, 2028, 2029, 2030]
    gains = [round(50 * (year.with_more - year.at_this_pace)) for year in growth.years[:6]]
    assert gains == [2, 4, 6, 8, 10, 10], "after 2030 nothing more is added"


def test_the_middle_is_that_of_the_forecast() -> None:
    growth = if_members_added(1, 2030, BY_FACULTY, ANALYST, ten_years())
    foreseen = forecast(Question("outbound_share"), ANALYST, ten_years())
    assert [year.at_this_pace for year in growth.years] == [point.mid for point in foreseen.value_at]


def test_nobody_adds_more_cases_than_there_are() -> None:
    """Of 30 and 20 graduates 26 and 12 have not been abroad: 100 more of each are 38 of 50."""
    first = if_members_added(100, 2030, BY_FACULTY, ANALYST, ten_years()).years[0]
    assert first.with_more == pytest.approx(min(first.at_this_pace + 38 / 50, 1.0))


def test_the_first_year_that_meets_the_target_is_told() -> None:
    growth = if_members_added(2, 2030, BY_FACULTY, ANALYST, ten_years())
    met = [year.year for year in growth.years if year.with_more >= 0.5]
    assert growth.reached_in == met[0]


def test_within_a_faculty_it_is_the_faculty_that_grows() -> None:
    growth = if_members_added(
        1, 2030, Question("outbound_share", ("department",), {"faculty": ("64",)}), ANALYST, ten_years()
    )
    first = growth.years[0]
    assert growth.start == (2025, 8 / 20)
    assert first.with_more - first.at_this_pace == pytest.approx(1 / 20)


@pytest.mark.parametrize(
    ("more", "until", "question", "says"),
    [
        (0, 2030, BY_FACULTY, "0 more a year is not a growth"),
        (1, 2025, BY_FACULTY, "2025 is not ahead"),
        (1, 2030, Question("outbound_share"), "split by a dimension"),
        (1, 2030, Question("study_abroad_share", ("faculty",)), "no forecast of study_abroad_share"),
    ],
)
def test_what_cannot_be_supposed_is_refused(more: int, until: int, question: Question, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        if_members_added(more, until, question, ANALYST, ten_years())


def test_without_a_figure_nothing_is_added() -> None:
    with pytest.raises(QuestionError):
        if_members_added(1, 2030, BY_FACULTY, Viewer("viewer"), given())
