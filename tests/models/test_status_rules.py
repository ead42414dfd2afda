"""The five rules on figures that can be checked in one's head, and at their edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import Direction
from models.plan import Sense
from models.status import ReasonId, StatusId
from models.status.rules import (
    balance_status,
    change_status,
    linear_pace,
    portfolio_status,
    programme_pace,
    roll_up_counts,
    target_status,
    weakest,
)


@pytest.mark.parametrize(
    ("value", "target", "sense", "pace", "status"),
    [
        (0.50, 0.50, "at_least", 0.40, "reached"),
        (0.51, 0.50, "at_least", None, "reached"),
        (0.45, 0.50, "at_least", 0.40, "on_pace"),
        (0.40, 0.50, "at_least", 0.40, "on_pace"),
        (10 / 7, 2.0, "at_least", 2.0 * 5 / 7, "on_pace"),
        (0.399, 0.50, "at_least", 0.40, "behind_pace"),
        (0.40, 0.50, "at_least", None, "no_data"),
        (20, 20, "at_most", 24, "reached"),
        (22, 20, "at_most", 24, "on_pace"),
        (24, 20, "at_most", 24, "on_pace"),
        (25, 20, "at_most", 24, "behind_pace"),
    ],
)
def test_a_value_is_held_against_target_and_pace_and_equal_is_enough(
    value: float, target: float, sense: Sense, pace: float | None, status: StatusId
) -> None:
    assert target_status(value, target, sense, pace, is_due=False) == status


@pytest.mark.parametrize(
    ("value", "sense", "status"),
    [
        (0.19, "at_least", "not_reached"),
        (0.50, "at_least", "reached"),
        (21, "at_most", "not_reached"),
        (17, "at_most", "reached"),
    ],
)
def test_once_the_year_of_the_target_is_complete_it_is_reached_or_not(
    value: float, sense: Sense, status: StatusId
) -> None:
    assert target_status(value, 0.5 if value < 1 else 20, sense, pace=None, is_due=True) == status


@pytest.mark.parametrize(
    ("year", "pace"), [(2021, 0.10), (2022, 0.20), (2023, 0.30), (2024, 0.40), (2025, 0.50), (2026, 0.50)]
)
def test_pace_runs_in_a_straight_line_from_the_baseline_and_stops_at_the_target(year: int, pace: float) -> None:
    assert linear_pace(0.10, 2021, 0.50, 2025, year) == pytest.approx(pace)


@pytest.mark.parametrize(("programme_year", "pace"), [(1, 2 / 7), (5, 10 / 7), (7, 2.0), (8, 2.0)])
def test_doubling_over_a_programme_is_due_year_by_year(programme_year: int, pace: float) -> None:
    assert programme_pace(2.0, programme_year, 7) == pytest.approx(pace)


AFTER_A_BREAK = [
    (1, 1, "improving"),
    (1, 0, "recovered"),
    (1, -1, "rising_below_earlier"),
    (0, 1, "no_clear_change"),
    (0, 0, "no_clear_change"),
    (0, -1, "declining"),
    (-1, -1, "declining"),
    (-1, 0, "declining"),
    (-1, 1, "no_clear_change"),
]


@pytest.mark.parametrize(("since_baseline", "since_earlier", "status"), AFTER_A_BREAK)
def test_a_change_from_inside_a_break_is_read_with_that_from_before_it(
    since_baseline: int, since_earlier: int, status: StatusId
) -> None:
    assert change_status(since_baseline, since_earlier, "higher_is_better") == status
    assert change_status(-since_baseline, -since_earlier, "lower_is_better") == status
    assert change_status(since_baseline, since_earlier, "none") == "no_clear_change"


@pytest.mark.parametrize(
    ("since_baseline", "better", "status"),
    [
        (1, "higher_is_better", "improving"),
        (-1, "higher_is_better", "declining"),
        (1, "lower_is_better", "declining"),
        (-1, "lower_is_better", "improving"),
        (0, "higher_is_better", "no_clear_change"),
        (1, "none", "no_clear_change"),
    ],
)
def test_a_change_from_an_ordinary_year_is_read_alone(since_baseline: int, better: Direction, status: StatusId) -> None:
    assert change_status(since_baseline, None, better) == status


@pytest.mark.parametrize(
    ("count", "former_count", "former_total", "status", "reason"),
    [
        (8, 4, 12, "on_pace", None),
        (7, 4, 12, "one_behind", None),
        (6, 4, 12, "behind_pace", None),
        (24, 4, 12, "reached", None),
        (8, 2, 12, "too_early", "former_few"),
        (6, 3, 4, "too_early", "judged_at_end"),
        (8, 3, 4, "reached", None),
        (3, 0, 0, "level_only", "former_none"),
    ],
)
def test_twice_a_former_portfolio_is_due_along_its_own_curve(
    count: int, former_count: int, former_total: int, status: StatusId, reason: ReasonId | None
) -> None:
    judged = portfolio_status(count, former_count, former_total, 2.0, is_over=False, same_dates=True)
    assert judged == (status, reason)


def test_twice_a_former_portfolio_is_missed_only_when_the_programme_is_over() -> None:
    assert portfolio_status(23, 12, 12, 2.0, is_over=False, same_dates=True) == ("one_behind", None)
    assert portfolio_status(23, 12, 12, 2.0, is_over=True, same_dates=True) == ("not_reached", None)
    assert portfolio_status(7, 4, 4, 2.0, is_over=True, same_dates=True) == ("not_reached", None)


def test_grants_dated_in_different_ways_have_no_pace_and_may_still_reach_the_target() -> None:
    assert portfolio_status(8, 4, 12, 2.0, is_over=False, same_dates=False) == ("level_only", "different_dates")
    assert portfolio_status(24, 4, 12, 2.0, is_over=False, same_dates=False) == ("reached", None)


def test_the_weakest_status_is_one_that_judges() -> None:
    assert weakest(["no_data", "improving", "declining", "too_few"]) == 2
    assert weakest(["reached", "no_clear_change"]) == 1
    assert weakest(["recovered", "no_clear_change"]) == 1
    assert weakest(["no_data", "too_few"]) == 0


@pytest.mark.parametrize(
    ("ratio", "status"),
    [
        (0.799, "out_of_balance"),
        (0.8, "in_balance"),
        (1.0, "in_balance"),
        (1.25, "in_balance"),
        (1.26, "out_of_balance"),
    ],
)
def test_balance_is_a_band_with_its_limits_in_it(ratio: float, status: StatusId) -> None:
    assert balance_status(ratio, (0.8, 1.25)) == status


def test_a_roll_up_counts_statuses_and_scores_nothing() -> None:
    assert roll_up_counts(["no_data", "improving", "no_data"]) == {"no_data": 2, "improving": 1}


@given(st.lists(st.sampled_from(["no_data", "improving", "too_few", "reached"])))
def test_roll_up_counts_sum_to_the_goals_below(below: list[StatusId]) -> None:
    assert sum(roll_up_counts(below).values()) == len(below)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(2021, 2030))
def test_pace_never_leaves_the_way_from_baseline_to_target(baseline: float, target: float, year: int) -> None:
    pace = linear_pace(baseline, 2021, target, 2025, year)
    assert min(baseline, target) - 1e-9 <= pace <= max(baseline, target) + 1e-9
