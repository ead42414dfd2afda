"""Rows as exact numbers, so that parts can sum exactly to a whole."""

from fractions import Fraction
from math import isclose

from models.answer import Row
from models.asking import SCALE
from models.catalogue import Indicator
from models.contribution.effects import NO_CASES, Counts


def exact(number: float) -> Fraction:
    """The decimal number that is meant: 0.1 is a tenth, not the double next to it."""
    return Fraction(str(number))


def counts(row: Row | None) -> Counts:
    """Numerator and denominator; none of either where there is no row."""
    if row is None or row.numerator is None:
        return NO_CASES
    return Counts(exact(row.numerator), exact(row.denominator or 0))


def value(row: Row | None, indicator: Indicator) -> Fraction:
    """The value as shown: the one its counts give, unless it was rounded apart from them; nothing without a row."""
    if row is None or row.value is None:
        return Fraction(0)
    numerator, denominator = counts(row)
    computed = numerator
    if indicator.value == "gap":
        computed = exact(indicator.gap_to or 0) * denominator - numerator
    elif denominator:
        computed = SCALE.get(indicator.unit, 1) * numerator / denominator
    return computed if isclose(computed, row.value, rel_tol=1e-12, abs_tol=1e-9) else exact(row.value)
