"""Intervals for shares, with the standard library alone."""

from math import comb, sqrt
from statistics import NormalDist


def wilson_interval(numerator: float, denominator: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a share (0–1). Source: Wilson 1927. The denominator must be positive."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = numerator / denominator
    centre = share + z * z / (2 * denominator)
    half = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator * denominator))
    scale = 1 + z * z / denominator
    return (centre - half) / scale, (centre + half) / scale


def newcombe_interval(
    later: tuple[float, float], earlier: tuple[float, float], confidence: float = 0.95
) -> tuple[float, float]:
    """Interval of the difference of two independent shares, later minus earlier, each (numerator, denominator).

    The hybrid score interval without continuity correction. Source: Newcombe 1998, Statistics in Medicine 17,
    873–890, method 10. Denominators must be positive; the result is within −1 and 1.
    """
    p1, p2 = later[0] / later[1], earlier[0] / earlier[1]
    low1, high1 = wilson_interval(*later, confidence)
    low2, high2 = wilson_interval(*earlier, confidence)
    difference = p1 - p2
    return (
        difference - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2),
        difference + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2),
    )


def mcnemar_p(gained: int, lost: int) -> float:
    """Two-sided mid-p of McNemar's exact test: of the changed pairs as few going the rarer way, or fewer, by chance.

    The exact number itself counts by half. Source: McNemar 1947; Fagerland, Lydersen and Laake 2013, BMC Medical
    Research Methodology 13:91, which finds the mid-p closest to what it promises. 1 where no pair has changed.
    """
    changed, rarer = gained + lost, min(gained, lost)
    ways = sum(comb(changed, count) for count in range(rarer)) + comb(changed, rarer) / 2
    return min(1.0, float(2 * ways) / 2.0**changed)
