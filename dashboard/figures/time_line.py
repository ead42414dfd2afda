"""Periods on one axis of time, with the day that is today: a bar each, drawn as markup beside its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.markup import Html, tag

BEFORE, AFTER = 8, 2  # years of the axis before today at most, and after it at least
STEPS = 6  # names of years on the axis, at most
Look = Literal["running", "near", "coming", "over"]


@dataclass(frozen=True)
class Period:
    """From the first day to the last; None where it is open to that side."""

    first: date | None
    last: date | None
    look: Look


@dataclass(frozen=True)
class Axis:
    """Whole years, and the day that is today."""

    first_year: int
    last_year: int
    today: date

    def place(self, day: date) -> float:
        """Where a day is, in hundredths of the axis; one outside it is at its end."""
        first, end = date(self.first_year, 1, 1), date(self.last_year + 1, 1, 1)
        return min(max(100 * (day - first).days / (end - first).days, 0.0), 100.0)


def axis_of(periods: Sequence[Period], today: date) -> Axis:
    """The years that show all ends after today, and no more than a few before it."""
    years = [day.year for period in periods for day in (period.first, period.last) if day is not None]
    return Axis(max(min([*years, today.year - 1]), today.year - BEFORE), max([*years, today.year + AFTER]), today)


def axis_names(axis: Axis, today: str) -> Html:
    """Some years and the word for today, each where it is on the axis."""
    step = -(-(axis.last_year - axis.first_year + 1) // STEPS)
    years = [
        tag("span", year, style=f"left:{axis.place(date(year, 1, 1)):.1f}%")
        for year in range(axis.first_year, axis.last_year + 1, step)
        if abs(axis.place(date(year, 1, 1)) - axis.place(axis.today)) > 100 / STEPS / 2
    ]
    now = tag("b", today, style=f"left:{axis.place(axis.today):.1f}%")
    return tag("span", *years, now, class_="time-axis", aria_hidden="true")


def bar(period: Period, axis: Axis) -> Html:
    """The period as a bar, open to the side where it has no end, and the line of today."""
    left = axis.place(period.first) if period.first else 0.0
    right = axis.place(period.last) if period.last else 100.0
    drawn = tag("i", class_=period.look, style=f"left:{left:.1f}%;width:{max(right - left, 0.6):.1f}%")
    line = tag("u", style=f"left:{axis.place(axis.today):.1f}%")
    return tag("span", drawn, line, class_="time-bar", aria_hidden="true")
