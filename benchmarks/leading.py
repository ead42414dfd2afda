"""A share of graduates foreseen a year ahead, from its years alone and from start cohorts: which is nearer.

python -m benchmarks.leading --draws 40      prints the table of docs/forecast.md

A drawn university: three degree levels, each with its years of study, its part of the graduates, and the semesters in
which its students go abroad; of three who begin two graduate, and who goes graduates. A start year's wish to go moves
from one to the next as the kind says. One year ahead, because nobody goes in the first semester of two years of study.
"""

import argparse
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.forecast.cohorts import Expected, Group, Stage, expected_share
from models.forecast.shares import Year, predicted_shares

FIRST_SEED = 1
STARTS = 22  # start years drawn
FIRST_STANDING = 8  # graduation years known when the first forecast is made
PARTS = (0.1, 0.5, 0.9)
BEGINNERS = 3000  # of a start year, all levels


@dataclass(frozen=True)
class Level:
    """Years of study, part of the beginners, and of those who go the part by semester of study."""

    years: int
    part: float
    semesters: Sequence[float]


LEVELS = (
    Level(3, 0.45, (0, 0, 0.1, 0.35, 0.35, 0.2)),
    Level(2, 0.25, (0, 0.3, 0.6, 0.1)),
    Level(5, 0.30, (0, 0, 0, 0, 0.1, 0.2, 0.3, 0.25, 0.15, 0)),
)
GRADUATE = 2 / 3

Wishes = Callable[[np.random.Generator], np.ndarray]
KINDS: dict[str, Wishes] = {
    "start years on a line": lambda rng: -1.8 + 0.02 * np.arange(STARTS) + rng.normal(0, 0.05, STARTS),
    "start years that wander": lambda rng: -1.8 + np.cumsum(rng.normal(0, 0.12, STARTS)),
    "a third more go from one start year on": lambda rng: (
        -1.8 + 0.35 * (np.arange(STARTS) >= rng.integers(9, 15)) + rng.normal(0, 0.05, STARTS)
    ),
}


@dataclass(frozen=True)
class Drawn:
    """By level and start year: beginners, how many have gone by each semester, graduates."""

    gone: list[np.ndarray]
    begun: list[int]
    graduates: list[int]

    def share(self, year: int) -> Year:
        """The graduates of a year, over all levels: those who began so many years before."""
        cells = [(self.gone[i][year - level.years, -1], self.graduates[i]) for i, level in enumerate(LEVELS)]
        return Year(year, float(sum(n for n, _ in cells)), float(sum(d for _, d in cells)))

    def group(self, at: int, standing: int) -> Group:
        """A level's graduates of the year after `standing`, by the last semester begun, and earlier cohorts by then."""
        level = LEVELS[at]
        by_now = self.gone[at][:, 2 * level.years - 2] / self.begun[at]
        became = self.gone[at][:, -1] / self.graduates[at]
        cohort = standing + 1 - level.years
        earlier = [Stage(float(by_now[c]), float(became[c])) for c in range(cohort)]
        return Group(self.graduates[at], float(by_now[cohort]), earlier)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=40)
    draws = parser.parse_args().draws
    print("| start years | off, years alone | off, cohorts | 80 % held, years alone | 80 % held, cohorts |")
    print("|---|---|---|---|---|")
    for kind, wishes in KINDS.items():
        runs = [one_draw(wishes, np.random.default_rng(FIRST_SEED + seed)) for seed in range(draws)]
        off_alone, off_cohorts, held_alone, held_cohorts = (list(column) for column in zip(*runs, strict=True))
        points = [f"{statistics.mean(c):.1f} ± {statistics.stdev(c):.1f}" for c in (off_alone, off_cohorts)]
        held = [
            f"{100 * statistics.mean(c):.0f} % ± {100 * statistics.stdev(c):.0f}" for c in (held_alone, held_cohorts)
        ]
        print(f"| {kind} | {' | '.join(points + held)} |", flush=True)


def one_draw(wishes: Wishes, rng: np.random.Generator) -> tuple[float, float, float, float]:
    """How far off in points on average, from the years and from cohorts, then the part of years that each held."""
    drawn = _draw(wishes(rng), rng)
    first, last = max(level.years for level in LEVELS), STARTS + min(level.years for level in LEVELS) - 1
    years = [drawn.share(year) for year in range(first, last + 1)]
    off: tuple[list[float], list[float]] = ([], [])
    held: tuple[list[bool], list[bool]] = ([], [])
    for known_through in range(FIRST_STANDING, len(years)):
        came = years[known_through]
        share = came.numerator / came.denominator
        [(low, mid, high)] = predicted_shares(years[:known_through], [came], PARTS)
        expected = expected_share([drawn.group(at, years[known_through - 1].year) for at in range(len(LEVELS))])
        if expected is None:
            raise ValueError("too few earlier cohorts: begin later")
        for place, edges in enumerate((Expected(low, mid, high), expected)):
            off[place].append(100 * abs(edges.mid - share))
            held[place].append(edges.low <= share <= edges.high)
    alone, cohorts = (float(np.mean(cells)) for cells in off)
    return alone, cohorts, float(np.mean(held[0])), float(np.mean(held[1]))


def _draw(wishes: np.ndarray, rng: np.random.Generator) -> Drawn:
    gone, begun, graduates = [], [], []
    for level in LEVELS:
        size = round(BEGINNERS * level.part)
        going = rng.binomial(size, 1 / (1 + np.exp(-wishes)))
        semesters = np.array(level.semesters) / sum(level.semesters)
        gone.append(np.cumsum([rng.multinomial(n, semesters) for n in going], axis=1))
        begun.append(size)
        graduates.append(round(size * GRADUATE))
    return Drawn(gone, begun, graduates)


if __name__ == "__main__":
    main()
