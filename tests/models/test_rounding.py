"""One rule of rounding: halves away from zero, and whole cases that are enough."""

import pytest

from models.answer import Row
from models.catalogue import load_indicators
from models.disclosure.rounding import rounded
from models.rounding import half_away, whole_cases


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (31.25, 1, "31.3"),
        (-31.25, 1, "-31.3"),
        (100 * (113 / 400), 1, "28.3"),  # 28.25, that a double holds as 28.249999999999996
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (0.49999, 0, "0"),
        (123_456_789_012.345, 2, "123456789012.35"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, decimals: int, shown: str) -> None:
    assert str(half_away(value, decimals)) == shown


@pytest.mark.parametrize(("cases", "whole"), [(326.5, 327), (327.0, 327), (0.0, 0), (-3.5, -3)])
def test_missing_cases_are_as_many_whole_ones_as_are_enough(cases: float, whole: int) -> None:
    assert whole_cases(cases) == whole


def test_the_publics_percentages_are_rounded_alike() -> None:
    """250 of 800 is 31.25 %: 31.3, as a spreadsheet shows it; 50 of 400 is 12.5 %: 13 on a base below 500."""
    share = load_indicators()["outbound_share"]
    assert rounded(Row({}, 250, 800, 0.3125), share).value == 0.313
    assert rounded(Row({}, 50, 400, 0.125), share).value == 0.13
