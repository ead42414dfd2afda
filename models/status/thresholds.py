"""What would give a goal another status: the nearest figure above and below that is judged otherwise."""

from collections.abc import Callable
from math import floor, isclose, log10

from models.answer import Row
from models.status.row import ChangeId, StatusId, WouldChange

StatusOf = Callable[[Row], StatusId]
FURTHEST = 2**20  # steps that are looked ahead


def nearest_changes(now: Row, status_of: StatusOf) -> tuple[WouldChange, ...]:
    """The nearest figure above and the nearest below with another status, each with that status.

    A share moves by one case of the same whole, a count by one, any other amount by a thousandth of its size. Statuses
    must follow each other in the order of the figures: a figure beyond one with another status never has the old one.
    """
    changes = (_nearest(now, status_of, step) for step in (1, -1))
    return tuple(change for change in changes if change is not None)


def _nearest(now: Row, status_of: StatusOf, direction: int) -> WouldChange | None:
    status = status_of(now)
    most = _most_steps(now, direction)

    def differs(steps: int) -> bool:
        return status_of(_moved(now, direction * steps)) != status

    low, high = 0, 1
    while high < most and not differs(high):
        low, high = high, high * 2
    high = min(high, most)
    if high <= low or not differs(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if differs(middle) else (middle, high)
    other = _moved(now, direction * high)
    key: ChangeId = "at_least" if direction > 0 else "at_most"
    n = high if _is_counted(now) else None
    return WouldChange(key, status_of(other), n=n, value=other.value)


def _most_steps(now: Row, direction: int) -> int:
    """How far a figure can move: a share to 0 or 1, a count to 0."""
    numerator, denominator = now.numerator or 0, now.denominator
    if direction < 0:
        return floor(abs(now.value or 0) / _step(now)) if denominator is None else floor(numerator)
    if denominator is not None and numerator <= denominator:
        return floor(denominator - numerator)
    return FURTHEST


def _moved(now: Row, steps: int) -> Row:
    if now.denominator is not None:
        numerator = (now.numerator or 0) + steps
        return Row(now.key, numerator, now.denominator, numerator / now.denominator * _per(now))
    value = (now.value or 0) + steps * _step(now)
    return Row(now.key, value, None, value)


def _per(now: Row) -> float:
    """How many of the denominator a figure is given for: 1, or 100 for a figure per 100."""
    if not now.numerator or not now.denominator or now.value is None:
        return 1
    return now.value / (now.numerator / now.denominator)


def _is_counted(now: Row) -> bool:
    return now.denominator is not None or isclose(_step(now), 1)


def _step(now: Row) -> float:
    """One, or a thousandth of an amount's size where that is more."""
    size = abs(now.value or 0)
    return 1 if size < 10_000 else 10.0 ** (floor(log10(size)) - 3)  # noqa: PLR2004
