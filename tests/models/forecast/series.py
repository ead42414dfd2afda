"""Series of shares with a known course, and how often a forecast's edges hold the year that came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from models.forecast.shares import Year, predicted_shares

YEARS = 15
SPREAD = 0.05
PARTS = (0.025, 0.1, 0.9, 0.975)


@dataclass(frozen=True)
class Coverage:
    """Which part of later years lay between the edges that should hold 80 % and 95 % of them, of how many years."""

    of_80: float
    of_95: float
    years: int

    def __str__(self) -> str:
        return f"80 %: {self.of_80:.1%}, 95 %: {self.of_95:.1%}, of {self.years} years"


def coverage(held: Iterable[tuple[bool, bool]]) -> Coverage:
    """Coverage from one (held by the 80 %, held by the 95 %) a forecast year."""
    all_held = np.array(list(held), dtype=float)
    return Coverage(float(all_held[:, 0].mean()), float(all_held[:, 1].mean()), len(all_held))


def rolling(series: Sequence[Year], fewest: int, ahead: Sequence[int]) -> Iterable[tuple[bool, bool]]:
    """Stand at the end of every year from the `fewest`-th on, foresee the years `ahead` of it, and look what came."""
    for known in range(fewest, len(series) - min(ahead) + 1):
        came = [series[known + years - 1] for years in ahead if known + years <= len(series)]
        for year, edges in zip(came, predicted_shares(series[:known], came, PARTS), strict=True):
            share = year.numerator / year.denominator
            yield bool(edges[1] <= share <= edges[2]), bool(edges[0] <= share <= edges[3])


def drawn(rng: np.random.Generator, cases: int, memory: float, marks: Sequence[float] = ()) -> list[Year]:
    """Fifteen years of a share on a slope; each year keeps `memory` of how far the last one was off it."""
    level, slope, off = rng.normal(-1.4, 0.3), rng.normal(0.02, 0.03), 0.0
    series = []
    for number in range(YEARS):
        off = memory * off + rng.normal(0, SPREAD)
        mark = marks[number] if number < len(marks) else 0.0
        share = 1 / (1 + np.exp(-(level + slope * number + off - mark)))
        series.append(Year(2010 + number, float(rng.binomial(cases, share)), cases, mark))
    return series
