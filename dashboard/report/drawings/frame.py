"""From years and values to places on a sheet."""

from dataclasses import dataclass

from dashboard.report.drawings.paper import WIDTH

HEIGHT = 172
TOP, BOTTOM = 16.0, 26.0  # room above the highest value, and below zero for the years
BEFORE, AFTER = 0.4, 0.7  # years of room at the ends


@dataclass(frozen=True)
class Frame:
    """Years from `first` to `last`, values from `low` to `high`; both axes begin `left` and `top` from the corner."""

    first: int
    last: int
    low: float
    high: float
    left: float
    top: float = TOP

    def x(self, year: float) -> float:
        """How far from the left a year is."""
        return self.left + (year - self.first + BEFORE) / (self.last - self.first + BEFORE + AFTER) * (
            WIDTH - self.left
        )

    def y(self, value: float) -> float:
        """How far from the top a value is."""
        return self.top + (self.high - value) / (self.high - self.low) * (HEIGHT - self.top - BOTTOM)
