"""What the students now under way make of the next years' graduates: a share expected from start cohorts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import mean, stdev
from typing import NamedTuple

FEWEST_EARLIER = 3
WIDEST = 0.2  # edges further apart say nothing
FEWEST_AWAY = 10  # in a cohort by then: a ratio to fewer is chance
# Student's t below which nine tenths lie, by degrees of freedom from 1. Source: NIST/SEMATECH, 1.3.6.7.2
T_90 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)


class Stage(NamedTuple):
    """An earlier cohort at the same semester: its share then, and what its graduates' share became (0–1)."""

    then: float
    became: float


@dataclass(frozen=True)
class Group:
    """Graduates of one degree level in a coming year: their part of all (0–1), their cohort's share by now, and what
    earlier cohorts made of theirs.
    """

    weight: float
    now: float
    earlier: Sequence[Stage]


class Expected(NamedTuple):
    """The share expected, and the edges between which four outcomes of five lie."""

    low: float
    mid: float
    high: float


def expected_share(groups: Sequence[Group]) -> Expected | None:
    """The share of a coming year's graduates, from what its cohorts have done by now.

    A cohort's graduates end at so many times its share by now as those of earlier cohorts did at the same semester (the
    geometric mean): more will go, and who leaves without a degree has seldom gone. How differently those did, and how
    few they are, makes the edges. Groups are independent. None where some group has too few earlier cohorts, or the
    edges would be further apart than 20 points.
    """
    if not groups or any(len(group.earlier) < FEWEST_EARLIER for group in groups):
        return None
    total, variance = sum(group.weight for group in groups), 0.0
    mid = 0.0
    for group in groups:
        ratios = [log(stage.became / stage.then) for stage in group.earlier]
        share = min(group.now * exp(mean(ratios)), 1.0)
        part = group.weight / total
        mid += part * share
        variance += (part * share * stdev(ratios)) ** 2 * (1 + 1 / len(ratios))
    freedom = min(len(group.earlier) for group in groups) - 1
    half = T_90[min(freedom, len(T_90)) - 1] * sqrt(variance)
    expected = Expected(max(mid - half, 0.0), mid, min(mid + half, 1.0))
    return expected if expected.high - expected.low <= WIDEST else None


def stages(shares: Mapping[int, float], became: Mapping[int, float], left_out: Sequence[int] = ()) -> tuple[Stage, ...]:
    """The earlier cohorts of which both are known, by cohort, without those left out."""
    usable = [year for year in sorted(shares) if year in became and year not in left_out]
    return tuple(Stage(shares[year], became[year]) for year in usable if shares[year] > 0 and became[year] > 0)
