"""Series with a known course, and how often a forecast's edges hold the year that came."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.forecast.counts import predicted_additions
from models.forecast.shares import Year, predicted_shares

YEARS = 15
SERIES = 12  # in one draw
SPREAD = 0.05
AHEAD = (1, 2, 5)
PARTS = (0.025, 0.1, 0.9, 0.975)
COVID = (0, 0, 0, 0, 0, 1 / 3, 2 / 3, 2 / 3, 1 / 3)

Held = Iterable[tuple[bool, bool]]


@dataclass(frozen=True)
class Coverage:
    """Which part of later years lay between the edges that should hold 80 % and 95 % of them, of how many years."""

    of_80: float
    of_95: float
    years: int

    def __str__(self) -> str:
        return f"80 %: {self.of_80:.1%}, 95 %: {self.of_95:.1%}, of {self.years} years"


def coverage(held: Held) -> Coverage:
    """Coverage from one (held by the 80 %, held by the 95 %) a forecast year."""
    all_held = np.array(list(held), dtype=float)
    return Coverage(float(all_held[:, 0].mean()), float(all_held[:, 1].mean()), len(all_held))


def rolling(series: Sequence[Year], fewest: int, ahead: Sequence[int] = AHEAD) -> Iterator[tuple[bool, bool]]:
    """Stand at the end of every year from the `fewest`-th on, foresee the years `ahead` of it, and look what came."""
    for known in range(fewest, len(series) - min(ahead) + 1):
        came = [series[known + years - 1] for years in ahead if known + years <= len(series)]
        for year, edges in zip(came, predicted_shares(series[:known], came, PARTS), strict=True):
            share = year.numerator / year.denominator
            yield bool(edges[1] <= share <= edges[2]), bool(edges[0] <= share <= edges[3])


def became_as_foreseen(added: Sequence[int], known: int) -> tuple[bool, bool]:
    """Whether what was added after the years known lies between the edges, of 80 % and of 95 %."""
    edges = predicted_additions(added[:known], len(added) - known, PARTS)[-1]
    became = sum(added[known:])
    return edges[1] <= became <= edges[2], edges[0] <= became <= edges[3]


@dataclass(frozen=True)
class Shares:
    """Shares of so many cases on a slope that may bend; each year keeps `memory` of how far the last one was off it."""

    cases: int = 7500
    memory: float = 0.0
    spread: float = SPREAD
    bend: float = 0.0
    marks: Sequence[float] = ()
    fewest: int = 6

    def __call__(self, rng: np.random.Generator) -> Iterator[tuple[bool, bool]]:
        """One draw of twelve series."""
        for _ in range(SERIES):
            yield from rolling(self.series(rng), self.fewest)

    def series(self, rng: np.random.Generator) -> list[Year]:
        """Fifteen years."""
        level, slope, off = rng.normal(-1.4, 0.3), rng.normal(0.02, 0.03), 0.0
        series = []
        for number in range(YEARS):
            off = self.memory * off + rng.normal(0, self.spread)
            mark = self.marks[number] if number < len(self.marks) else 0.0
            log_odds = level + slope * number + self.bend * number**2 + off - mark
            share = 1 / (1 + np.exp(-log_odds))
            series.append(Year(2010 + number, float(rng.binomial(self.cases, share)), self.cases, mark))
        return series


@dataclass(frozen=True)
class Portfolios:
    """Seven years' additions around rates of 1.5, 4 and 12 a year, uneven by so much, that grow by so much a year."""

    unevenness: float = 0.0
    growth: float = 0.0

    def __call__(self, rng: np.random.Generator) -> Iterator[tuple[bool, bool]]:
        """One draw of sixty series of each rate, seen after three and after five years."""
        for rate in (1.5, 4.0, 12.0):
            for _ in range(60):
                uneven = rng.gamma(1 / self.unevenness, self.unevenness, 7) if self.unevenness else np.ones(7)
                growing = (1 + self.growth) ** np.arange(7)
                added = [int(count) for count in rng.poisson(rate * uneven * growing)]
                yield from (became_as_foreseen(added, known) for known in (3, 5))


Draw = Callable[[np.random.Generator], Iterable[tuple[bool, bool]]]

# As docs/forecast.md names them: what the model is made for
COVERED: dict[str, Draw] = {
    "years that scatter around a line": Shares(),
    "years that take after the one before": Shares(memory=0.6),
    "a random walk beside a line": Shares(memory=1.0),
    "years with a passing break among them": Shares(marks=COVID, fewest=9),
    "150 cases a year": Shares(cases=150),
    "20 cases a year, the fewest that are judged": Shares(cases=20),
    "a portfolio with years that differ by chance": Portfolios(),
    "a portfolio with uneven years": Portfolios(unevenness=0.15),
}
# What it is not made for, measured all the same
EXCLUDED: dict[str, Draw] = {
    "a random walk twice as restless": Shares(memory=1.0, spread=2 * SPREAD),
    "a share that grows faster each year": Shares(bend=0.01),
    "5 cases a year": Shares(cases=5),
    "a portfolio that grows by a fifth a year": Portfolios(growth=0.2),
    "a portfolio that shrinks by a fifth a year": Portfolios(growth=-0.2),
}
