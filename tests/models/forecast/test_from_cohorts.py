"""The share expected of the coming years' graduates, from what start cohorts have done by now."""

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from models.forecast import Forecast, forecast
from models.forecast.cohorts import Group, Stage, expected_share, stages
from models.question import Question, Viewer
from tests.models.asked import ANALYST
from tests.models.given import Cell, enrolment, given, graduate, stay

Rows = list[dict[str, Cell]]
SHARE = st.floats(0.02, 0.9)


def test_graduates_end_at_so_many_times_their_cohorts_share_by_now_as_those_of_earlier_cohorts_did() -> None:
    """A tenth by then became a fifth each time: a fifth by now becomes two fifths."""
    earlier = [Stage(0.1, 0.2)] * 3
    expected = expected_share([Group(1, 0.2, earlier)])
    assert expected is not None
    assert expected.mid == pytest.approx(2 / 5)
    assert (expected.low, expected.high) == pytest.approx((2 / 5, 2 / 5)), "earlier cohorts did not differ at all"


def test_levels_count_by_their_part_of_the_graduates() -> None:
    still = [Stage(0.1, 0.1)] * 3
    expected = expected_share([Group(30, 0.1, still), Group(10, 0.3, still)])
    assert expected is not None
    assert expected.mid == pytest.approx((3 * 0.1 + 0.3) / 4)


def test_two_earlier_cohorts_are_too_few() -> None:
    assert expected_share([Group(1, 0.2, [Stage(0.1, 0.2)] * 2)]) is None
    assert expected_share([]) is None


def test_where_earlier_cohorts_differed_too_much_nothing_is_expected() -> None:
    assert expected_share([Group(1, 0.2, [Stage(0.1, 0.1), Stage(0.1, 0.2), Stage(0.1, 0.4)])]) is None


def test_only_cohorts_of_which_both_are_known_and_that_no_break_disturbed_are_compared() -> None:
    shares = {2016: 0.1, 2017: 0.2, 2018: 0.3, 2019: 0.4}
    became = {2016: 0.2, 2017: 0.3, 2018: 0.4}
    assert stages(shares, became, [2017]) == (Stage(0.1, 0.2), Stage(0.3, 0.4))


@settings(max_examples=50, deadline=None)
@any_of(SHARE, st.lists(st.tuples(SHARE, SHARE), min_size=3, max_size=8))
def test_edges_are_around_the_middle_and_within_0_and_1(now: float, earlier: list[tuple[float, float]]) -> None:
    expected = expected_share([Group(1, now, [Stage(*pair) for pair in earlier])])
    assert expected is None or 0 <= expected.low <= expected.mid <= expected.high <= 1


def masters(years: range, of: int, went: dict[int, int]) -> dict[str, Rows]:
    """Masters of two years: `of` begin each autumn, and so many of them go abroad in their third semester.

    Half of those who began graduate two years later, all who went among them.
    """
    enrolments: Rows = [enrolment(person_id="always", semester=f"{years[0] - 2}-autumn")]
    stays: Rows = []
    graduates: Rows = []
    for year in years:
        for number in range(of):
            person = f"{year}-{number}"
            last = min(year + 1, 2025)
            enrolments += [enrolment(person_id=person, semester=f"{y}-autumn") for y in {year, last}]
            if number < went[year]:
                stays.append(stay(person_id=person, date_from=f"{year + 1}-08-15", date_to=f"{year + 1}-12-20"))
            if number < of // 2 and year + 2 <= 2025:
                days = {"started_on": f"{year}-08-15", "graduated_on": f"{year + 2}-06-15"}
                graduates.append(graduate(person_id=person, **days))
    return {"enrolments": enrolments, "stays": stays, "graduates": graduates}


@pytest.fixture(scope="module")
def foreseen() -> Forecast:
    """Of 60 who begin, 12 go; of those who began in 2024, 18. Their 30 graduates of 2026 are to be 18 of 30."""
    went = dict.fromkeys(range(2016, 2024), 12) | {2024: 18, 2025: 0}
    build = given(as_of="2026-01-31", **masters(range(2016, 2026), 60, went))
    return forecast(Question("outbound_share"), ANALYST, build)


def test_a_cohort_ahead_of_earlier_ones_lets_more_be_expected_before_any_of_it_has_graduated(
    foreseen: Forecast,
) -> None:
    """12 of 60 by the third semester became 12 of 30, so 18 of 60 become 18 of 30."""
    [point] = foreseen.from_cohorts
    assert point.year == 2026
    assert point.mid == pytest.approx(18 / 30)
    assert foreseen.value_at[0].mid == pytest.approx(0.4, abs=0.05), "the years alone show nothing of it"


def test_a_viewer_with_suppressed_cells_is_not_shown_what_is_cut_up_in_two_ways() -> None:
    went = dict.fromkeys(range(2016, 2026), 12)
    build = given(as_of="2026-01-31", **masters(range(2016, 2026), 60, went))
    assert forecast(Question("outbound_share"), Viewer("viewer"), build).from_cohorts == ()
