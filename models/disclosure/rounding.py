"""What the public sees of a figure: persons to the nearest 5, and no rate on a base too small to carry one."""

from models.answer import Row, Sign
from models.catalogue import Indicator
from models.rounding import half_away

PUBLIC_BASE = 5
PUBLIC_SMALLEST_DENOMINATOR = 23
PUBLIC_WHOLE_PERCENT_BELOW = 200


def rounded(row: Row, indicator: Indicator) -> Row:
    """Persons to the nearest 5 after all calculation; hidden where the denominator is too small for a rate.

    The row must hold a figure.
    """
    value = row.value
    is_whole = False
    if row.denominator is None or indicator.value == "gap":
        value = _to_base(value)
    elif row.denominator < PUBLIC_SMALLEST_DENOMINATOR:
        return Row(row.key, None, None, None, Sign.HIDDEN)
    elif value is not None and indicator.unit == "percent":
        is_whole = row.denominator < PUBLIC_WHOLE_PERCENT_BELOW
        value = float(half_away(value, 2 if is_whole else 3))
    elif value is not None:
        value = float(half_away(value, 2))
    # the numerator of a statistic is no count: it is the value
    numerator = value if indicator.value == "statistic" else _to_base(row.numerator)
    return Row(row.key, numerator, _to_base(row.denominator), value, is_whole=is_whole)


def _to_base(count: float | int | None) -> int | None:
    """The nearest multiple of five, halves away from zero."""
    if count is None:
        return None
    whole = int((abs(count) + PUBLIC_BASE / 2) // PUBLIC_BASE) * PUBLIC_BASE
    return whole if count >= 0 else -whole
