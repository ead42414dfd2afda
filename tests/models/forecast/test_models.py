"""What the two models say of series whose future is plain."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.forecast.counts import predicted_additions
from models.forecast.shares import Year, predicted_shares, tells_apart

PARTS = (0.1, 0.5, 0.9)
COVID = {2021: 1 / 3, 2022: 2 / 3, 2023: 2 / 3, 2024: 1 / 3}


def steady(last: int, share: float = 0.2, dip: float = 0.0) -> list[Year]:
    marks = COVID if dip else {}
    return [Year(y, 1000 * (share - dip * marks.get(y, 0)), 1000, marks.get(y, 0)) for y in range(2016, last + 1)]


def middle(observed: list[Year], year: int) -> float:
    return predicted_shares(observed, [Year(year, 0, 1000)], PARTS)[0][1]


def test_a_share_that_stands_still_goes_on_standing_still() -> None:
    assert middle(steady(2025), 2030) == pytest.approx(0.2, abs=0.005)


def test_a_dip_that_has_a_mark_is_not_taken_for_a_trend() -> None:
    observed = steady(2023, dip=0.15)
    unmarked = [Year(year.year, year.numerator, year.denominator) for year in observed]
    assert middle(observed, 2026) == pytest.approx(0.2, abs=0.02)
    assert middle(unmarked, 2026) < 0.13


def test_years_that_all_bear_the_same_mark_do_not_tell_it_from_the_level() -> None:
    assert tells_apart(steady(2025, dip=0.1))
    assert not tells_apart([Year(year, 200, 1000, 1.0) for year in range(2016, 2026)])
    assert not tells_apart(steady(2017))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=5, max_size=9))
def test_edges_lie_around_the_middle_and_within_0_and_1_whatever_the_counts(counts: list[tuple[int, int]]) -> None:
    observed = [Year(2016 + i, k, k + rest) for i, (k, rest) in enumerate(counts)]
    ahead = [Year(2025 + i, 0, 40) for i in (1, 10, 20)]
    for low, mid, high in predicted_shares(observed, ahead, PARTS):
        assert 0 <= low <= mid <= high <= 1


def test_a_portfolio_grows_by_about_as_many_a_year_as_so_far_and_less_surely_so_year_by_year() -> None:
    edges = predicted_additions([5, 4, 6, 5], 4, PARTS)
    assert [mid for _, mid, _ in edges] == pytest.approx([5, 10, 15, 20], abs=1)
    widths = [high - low for low, _, high in edges]
    assert widths == sorted(widths)


def test_no_grant_so_far_does_not_prove_that_none_will_come() -> None:
    [(low, mid, high)] = predicted_additions([0, 0, 0], 1, PARTS)
    assert (low, mid) == (0, 0)
    assert high >= 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=7))
def test_a_portfolio_never_shrinks(added: list[int]) -> None:
    edges = predicted_additions(added, 3, PARTS)
    assert all(0 <= low <= mid <= high for low, mid, high in edges)
    assert all(earlier[i] <= later[i] for earlier, later in pairwise(edges) for i in range(3))
