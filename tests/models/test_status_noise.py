"""What a change must exceed, by kind of noise, on figures that can be checked in one's head."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.statistics import mcnemar_p, newcombe_interval
from models.status.noise import (
    of_amounts,
    of_decisions,
    of_pairs,
    of_persons,
    of_weights,
    share_change_interval,
)

Direction = Literal[-1, 0, 1]


def test_one_graduate_more_tips_a_change_from_unclear_to_clear() -> None:
    # 10 of 100 before: 19 of 100 leaves zero within the interval, 20 of 100 does not
    assert of_persons((19, 100), (10, 100)).direction == 0
    assert of_persons((20, 100), (10, 100)).direction == 1
    assert of_persons((10, 100), (20, 100)).direction == -1
    assert of_persons((20, 100), (10, 100)).interval == newcombe_interval((20, 100), (10, 100))


def test_author_shares_are_worth_fewer_cases_than_they_sum_to() -> None:
    # a quarter against a tenth of 100 author shares: clear if they are 100 publications, unclear if worth 20
    assert of_weights((25, 100), (10, 100), (100, 100)).direction == 1
    assert of_weights((25, 100), (10, 100), (20, 20)).direction == 0
    assert of_weights((25, 100), (10, 100), (20, 20)).interval == newcombe_interval((5, 20), (2, 20))


@pytest.mark.parametrize(
    ("value", "baseline", "direction"),
    [
        (105, 100, 0),
        (106, 100, 1),
        (95, 100, 0),
        (94, 100, -1),
        (1, 0, 1),
        (0, 0, 0),
        (1.05 * 1.1, 1.1, 0),
        (-94, -100, 1),
    ],
)
def test_an_amount_has_changed_only_beyond_the_noise_band(value: float, baseline: float, direction: Direction) -> None:
    assert of_amounts(value, baseline, 0.05).direction == direction


@pytest.mark.parametrize(
    ("value", "baseline", "direction"), [(1, 0, 0), (4, 1, 0), (5, 0, 1), (1060, 1000, 0), (1095, 1000, 1)]
)
def test_a_count_has_changed_only_beyond_chance(value: int, baseline: int, direction: Direction) -> None:
    assert of_amounts(value, baseline, 0.05, is_count=True).direction == direction


@pytest.mark.parametrize(("value", "direction"), [(109, 0), (110, 1)])
def test_rounded_amounts_must_differ_by_more_than_rounding_adds(value: int, direction: Direction) -> None:
    assert of_amounts(value, 100, 0.05, slack=2).direction == direction


@pytest.mark.parametrize(
    ("later", "earlier", "direction"),
    [((35, 54), (27.5, 54), 1), ((29, 54), (28, 54), 0), ((30, 54), (28, 54), 1), ((26, 54), (28, 54), -1),
     ((56, 108), (28, 54), 0), ((58, 108), (28, 54), 1)],
)  # fmt: skip
def test_decisions_have_changed_from_two_units_on(
    later: tuple[float, float], earlier: tuple[float, float], direction: Direction
) -> None:
    """Of 108 the share of 28 in 54 is 56: two units more are 58."""
    assert of_decisions(later, earlier).direction == direction


def test_decisions_that_are_counts_have_changed_from_two_on() -> None:
    assert (of_decisions(11, 10).direction, of_decisions(12, 10).direction, of_decisions(8, 10).direction) == (0, 1, -1)


def departments(*with_project: int) -> dict[str, bool]:
    """Fifty-four departments, those named with a project."""
    return {str(number): number in with_project for number in range(54)}


def test_departments_that_gained_are_held_against_those_that_lost() -> None:
    before = departments(*range(28))
    # fifteen gained and eight lost, 35 now: chance alone would do as much in 15 of 100 draws
    now = of_pairs(departments(*range(8, 43)), before)
    assert (now.gained, now.lost, now.direction, now.p) == (15, 8, 0, pytest.approx(0.15, abs=0.005))
    # fifteen gained and five lost: in 3 of 100
    clear = of_pairs(departments(*range(5, 43)), before)
    assert (clear.gained, clear.lost, clear.direction, clear.p) == (15, 5, 1, pytest.approx(0.03, abs=0.005))
    assert of_pairs(before, departments(*range(5, 43))).direction == -1
    assert of_pairs(departments(*range(8, 36)), before).direction == 0


def test_a_department_that_is_new_or_gone_is_in_no_pair() -> None:
    change = of_pairs({"kept": True, "new": True}, {"kept": False, "gone": True})
    assert (change.gained, change.lost) == (1, 0)


@pytest.mark.parametrize(
    ("gained", "lost", "p"), [(0, 0, 1.0), (4, 0, 1 / 16), (6, 0, 1 / 64), (3, 3, 1.0), (1, 8, 11 / 512)]
)
def test_mcnemar_counts_the_ways_in_which_chance_gives_as_few(gained: int, lost: int, p: float) -> None:
    assert mcnemar_p(gained, lost) == pytest.approx(p)


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
