"""Intervals against the published table, and what must hold for any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.statistics import newcombe_interval, wilson_interval

Fraction = tuple[int, int]
fractions = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 20), (-0.1611, 0.2775)),
        ((0, 10), (0, 10), (-0.2775, 0.2775)),
        ((10, 10), (0, 20), (0.6791, 1.0)),
        ((10, 10), (0, 10), (0.6075, 1.0)),
    ],
)
def test_newcombe_gives_the_intervals_printed_for_method_10(
    later: Fraction, earlier: Fraction, expected: tuple[float, float]
) -> None:
    assert newcombe_interval(later, earlier) == pytest.approx(expected, abs=5e-5)


def test_wilson_gives_the_interval_of_one_share() -> None:
    # 81 of 263, Newcombe 1998, Statistics in Medicine 17, 857–872, method 3
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@given(fractions, fractions)
def test_the_interval_holds_the_difference_and_stays_between_minus_one_and_one(a: Fraction, b: Fraction) -> None:
    low, high = newcombe_interval(a, b)
    difference = a[0] / a[1] - b[0] / b[1]
    assert -1 - 1e-9 <= low <= difference + 1e-9
    assert difference - 1e-9 <= high <= 1 + 1e-9


@given(fractions, fractions)
def test_exchanging_the_years_mirrors_the_interval(a: Fraction, b: Fraction) -> None:
    low, high = newcombe_interval(a, b)
    assert newcombe_interval(b, a) == pytest.approx((-high, -low))
