"""What the public sees of a figure: persons to the nearest 5, and rates of those rounded counts alone."""

from models.answer import Row, Sign
from models.catalogue import Indicator
from models.rounding import half_away

PUBLIC_BASE = 5
PUBLIC_SMALLEST_DENOMINATOR = 50  # of a rate, and of persons behind a 90th percentile
PUBLIC_WHOLE_PERCENT_BELOW = 500
PUBLIC_SMALLEST_GROUP = 100  # persons on either side of a difference between a group and the rest
PUBLIC_SMALLEST_MEDIAN = 10  # persons behind a median or a mean


def rounded(row: Row, indicator: Indicator) -> Row:
    """Persons to the nearest 5; a rate is computed from the rounded counts, so that it reveals no more than they do.

    Suppressed where too few persons are behind a rate or a statistic. The row must hold a figure.
    """
    if indicator.value == "statistic":
        return _statistic(row, indicator)
    numerator, denominator, value = _to_base(row.numerator), _to_base(row.denominator), row.value
    if denominator is None:
        return Row(row.key, numerator, None, _to_base(value))
    if indicator.gap_to is not None and numerator is not None:
        return Row(row.key, numerator, denominator, _to_base(indicator.gap_to * denominator - numerator))
    if row.denominator is not None and row.denominator < PUBLIC_SMALLEST_DENOMINATOR:
        return Row(row.key, None, None, None, Sign.SUPPRESSED)
    is_whole = False
    if value is not None and row.denominator and row.numerator and numerator is not None:
        # the same scale (per 100) as the exact rate
        value = value * row.denominator / row.numerator * numerator / denominator
    if value is not None and indicator.unit == "percent":
        is_whole = denominator < PUBLIC_WHOLE_PERCENT_BELOW
        value = float(half_away(value, 2 if is_whole else 3))
    elif value is not None:
        value = float(half_away(value, 2))
    return Row(row.key, numerator, denominator, value, is_whole=is_whole)


def _statistic(row: Row, indicator: Indicator) -> Row:
    """A median in whole units from 10 persons, a high percentile from 50; the numerator is the value, and no count."""
    is_median = "quantile" not in indicator.numerator or "0.5" in indicator.numerator
    fewest = PUBLIC_SMALLEST_MEDIAN if is_median else PUBLIC_SMALLEST_DENOMINATOR
    if row.denominator is None or row.denominator < fewest:
        return Row(row.key, None, None, None, Sign.SUPPRESSED)
    value = row.value
    if value is not None:
        value = float(half_away(value, 3 if indicator.unit == "percent" else 0))
    return Row(row.key, value, _to_base(row.denominator), value)


def _to_base(count: float | int | None) -> int | None:
    return None if count is None else nearest_base(count)


def nearest_base(count: float) -> int:
    """The nearest multiple of five, halves away from zero."""
    whole = int((abs(count) + PUBLIC_BASE / 2) // PUBLIC_BASE) * PUBLIC_BASE
    return whole if count >= 0 else -whole
