"""The forecast of a count that adds up: so many a year, and years that differ by more than chance."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.forecast.mixture import Array

RATES = 120
UNEVENNESS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


def predicted_additions(observed: Sequence[int], years: int, parts: Sequence[float]) -> list[tuple[int, ...]]:
    """For each of the next `years` the counts added by then at or below which each part (0–1) of the outcomes is.

    A year's count has mean λ, the same in every year, and variance λ + d·λ² (negative binomial; Poisson where d is 0).
    λ has Jeffreys' prior, d is 0 to 0.8, all alike; both are integrated over a grid. Nothing is drawn at random: equal
    figures give equal forecasts. `observed` must hold a year, `parts` must ascend.
    """
    rates = np.geomspace(0.01, 4 * max(observed) + 10, RATES)
    rate, uneven = (grid.ravel() for grid in np.meshgrid(rates, np.array(UNEVENNESS)))
    by_count = _log_chances(rate, uneven)
    logs_of = [next(by_count) for _ in range(max(observed) + 1)]
    # Jeffreys' prior is λ^-½, and the grid is even in log λ
    logs = np.sum([logs_of[count] for count in observed], axis=0) + 0.5 * np.log(rate)
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    # m such years together have mean m·λ and variance m·λ + d/m·(m·λ)²
    return [_quantiles(weight, _log_chances(rate * m, uneven / m), parts) for m in range(1, years + 1)]


def _log_chances(mean: Array, uneven: Array) -> Iterator[Array]:
    """The logarithm of the chance of 0, then 1, 2 and so on without end, for each mean and unevenness."""
    spread_out = np.log1p(uneven * mean)
    logs = -np.divide(spread_out, uneven, out=mean.copy(), where=uneven > 0)
    count = 0
    while True:
        yield logs
        logs = logs + np.log(mean) - spread_out + np.log1p(uneven * count) - np.log(count + 1)
        count += 1


def _quantiles(weight: Array, log_chances: Iterator[Array], parts: Sequence[float]) -> tuple[int, ...]:
    """The smallest counts at or below which each part of the chances is."""
    quantiles: list[int] = []
    below = 0.0
    for count, logs in enumerate(log_chances):
        below += float(weight @ np.exp(logs))
        while len(quantiles) < len(parts) and below >= parts[len(quantiles)]:
            quantiles.append(count)
        if len(quantiles) == len(parts):
            break
    return tuple(quantiles)
