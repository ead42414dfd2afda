"""The one rule of rounding: halves away from zero, as a spreadsheet shows the same number."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal

# As many digits as a spreadsheet keeps: below them a double holds noise, so that 100 × 0.2825 is 28.25 and not less.
DIGITS = 15
_WIDE = Context(prec=60)


def half_away(value: float, decimals: int = 0) -> Decimal:
    """A number with so many decimals, halves away from zero: 31.25 is 31.3, −0.5 is −1."""
    return _meant(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def whole_cases(value: float) -> int:
    """Whole cases that cover a number of them: 326.5 cases missing are 327, and 3.5 more than needed are 3."""
    return int(_meant(value).to_integral_value(ROUND_CEILING))


def _meant(value: float) -> Decimal:
    """The decimal number that a double was written for."""
    return Decimal(f"{value:.{DIGITS}g}")
