"""Whole numbers that keep their totals, and tables that keep both margins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.demo.balancing import apportion, draw_row, fit

WEIGHTS = st.lists(st.floats(min_value=0.01, max_value=100), min_size=1, max_size=12)


@given(total=st.integers(min_value=0, max_value=10_000), weights=WEIGHTS)
def test_apportioned_numbers_sum_to_the_total_and_miss_their_share_by_less_than_one(
    total: int, weights: list[float]
) -> None:
    share = np.array(weights)
    numbers = apportion(total, share)
    assert numbers.sum() == total
    assert np.all(np.abs(numbers - total * share / share.sum()) < 1 + 1e-6)


def test_a_fitted_table_keeps_both_margins_and_its_empty_cells() -> None:
    prior = np.array([[1.0, 0.0], [1.0, 1.0]])
    table = fit(prior, np.array([3.0, 7.0]), np.array([5.0, 5.0]))
    assert table == pytest.approx(np.array([[3.0, 0.0], [2.0, 5.0]]), abs=1e-6)


@given(row=st.lists(st.floats(min_value=0, max_value=20), min_size=1, max_size=10), seed=st.integers(0, 99))
def test_a_drawn_row_keeps_its_total_and_stays_empty_where_it_was(row: list[float], seed: int) -> None:
    exact = np.array(row)
    numbers = draw_row(exact, np.random.default_rng(seed))
    assert numbers.sum() == round(float(exact.sum()))
    assert np.all(numbers[exact == 0] == 0)
