"""Where an axis has its marks: round numbers, and years counted back from the last."""

MOST_STEPS = 6


def round_steps(low: float, top: float) -> list[float]:
    """At most seven round numbers that span from `low` (zero or less) to `top`, zero among them."""
    exponent = 0
    while 10**exponent < top - low:
        exponent += 1
    while 10**exponent >= top - low:
        exponent -= 1
    step = next(
        10**exponent * part for part in (0.2, 0.5, 1, 2, 5) if (top - low) / (10**exponent * part) <= MOST_STEPS
    )
    return [round(step * n, 12) for n in range(-int(-low / step), int(top / step) + 1)]


def year_ticks(first: int, last: int) -> list[int]:
    """Every year, or every second or fifth, counted back from the last."""
    span = last - first
    step = next((step for step, most in ((1, 6), (2, 14)) if span <= most), 5)
    return [year for year in range(first, last + 1) if (last - year) % step == 0]
