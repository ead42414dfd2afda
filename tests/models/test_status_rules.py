"""The five rules on figures that can be checked in one's head, and at their edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.statistics import newcombe_interval
from models.status import StatusId
from models.status.rules import (
    Good,
    Sense,
    amount_change_status,
    balance_status,
    linear_pace,
    programme_pace,
    roll_up_counts,
    share_change_interval,
    share_change_status,
    target_status,
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
    assert target_status(value, target, sense, pace) == status


@pytest.mark.parametrize(
    ("year", "pace"), [(2021, 0.10), (2022, 0.20), (2023, 0.30), (2024, 0.40), (2025, 0.50), (2026, 0.50)]
)
def test_pace_runs_in_a_straight_line_from_the_baseline_and_stops_at_the_target(year: int, pace: float) -> None:
    assert linear_pace(0.10, 2021, 0.50, 2025, year) == pytest.approx(pace)


@pytest.mark.parametrize(("programme_year", "pace"), [(1, 2 / 7), (5, 10 / 7), (7, 2.0), (8, 2.0)])
def test_doubling_over_a_programme_is_due_year_by_year(programme_year: int, pace: float) -> None:
    assert programme_pace(2.0, programme_year, 7) == pytest.approx(pace)


@pytest.mark.parametrize(
    ("interval", "good", "status"),
    [
        ((0.01, 0.05), "up", "improving"),
        ((0.01, 0.05), "down", "declining"),
        ((-0.05, -0.01), "up", "declining"),
        ((-0.05, -0.01), "down", "improving"),
        ((-0.01, 0.05), "up", "no_clear_change"),
        ((0.0, 0.05), "up", "no_clear_change"),
        ((-0.05, 0.0), "up", "no_clear_change"),
        ((0.01, 0.05), "none", "no_clear_change"),
    ],
)
def test_a_share_has_changed_only_where_its_interval_excludes_zero(
    interval: tuple[float, float], good: Good, status: StatusId
) -> None:
    assert share_change_status(interval, good) == status


def test_one_graduate_more_tips_a_change_from_unclear_to_clear() -> None:
    # 10 of 100 before: 19 of 100 leaves zero within the interval, 20 of 100 does not
    assert share_change_status(newcombe_interval((19, 100), (10, 100)), "up") == "no_clear_change"
    assert share_change_status(newcombe_interval((20, 100), (10, 100)), "up") == "improving"


@pytest.mark.parametrize(
    ("value", "baseline", "good", "status"),
    [
        (105, 100, "up", "no_clear_change"),
        (106, 100, "up", "improving"),
        (106, 100, "down", "declining"),
        (95, 100, "up", "no_clear_change"),
        (94, 100, "up", "declining"),
        (94, 100, "none", "no_clear_change"),
        (1, 0, "up", "improving"),
        (0, 0, "up", "no_clear_change"),
        (1.05 * 1.1, 1.1, "up", "no_clear_change"),
        (-94, -100, "up", "improving"),
    ],
)
def test_an_amount_has_changed_only_beyond_the_noise_band(
    value: float, baseline: float, good: Good, status: StatusId
) -> None:
    assert amount_change_status(value, baseline, 0.05, good) == status


@pytest.mark.parametrize(
    ("value", "baseline", "status"),
    [(1, 0, "no_clear_change"), (4, 1, "no_clear_change"), (5, 0, "improving"), (1060, 1000, "no_clear_change"),
     (1095, 1000, "improving")],
)  # fmt: skip
def test_a_count_has_changed_only_beyond_chance(value: int, baseline: int, status: StatusId) -> None:
    assert amount_change_status(value, baseline, 0.05, "up", is_count=True) == status


@pytest.mark.parametrize(("value", "status"), [(109, "no_clear_change"), (110, "improving")])
def test_rounded_amounts_must_differ_by_more_than_rounding_adds(value: int, status: StatusId) -> None:
    assert amount_change_status(value, 100, 0.05, "up", slack=2) == status


@given(st.integers(0, 40), st.integers(0, 40), st.integers(-2, 2), st.integers(-2, 2), st.integers(-2, 2))
def test_the_interval_of_rounded_counts_holds_that_of_the_exact_ones(
    later: int, earlier: int, by_later: int, by_earlier: int, by_all: int
) -> None:
    def exact(rounded: int, by: int) -> tuple[int, int]:
        return min(max(rounded + by, 0), 40 + by_all), 40 + by_all

    low, high = share_change_interval((later, 40), (earlier, 40), slack=2)
    inner_low, inner_high = newcombe_interval(exact(later, by_later), exact(earlier, by_earlier))
    assert low - 1e-9 <= inner_low
    assert inner_high <= high + 1e-9


def test_exact_counts_need_no_wider_interval() -> None:
    assert share_change_interval((56, 70), (48, 80), slack=0) == newcombe_interval((56, 70), (48, 80))


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
