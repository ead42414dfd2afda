"""The forecast of a share: a straight line in log-odds, and years that wander around it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.forecast.mixture import Array, Mixture

SPREADS = np.geomspace(0.005, 1.0, 16)
MEMORIES = np.arange(0.0, 0.95, 0.1)
USUAL_SPREAD = 0.3


@dataclass(frozen=True)
class Year:
    """A year's counts, and how heavily passing breaks weigh on it (0 not at all, 1 wholly)."""

    year: int
    numerator: float
    denominator: float
    mark: float = 0.0


def tells_apart(observed: Sequence[Year]) -> bool:
    """Whether there are years enough, and marked unlike enough, to separate level, slope and mark from one another."""
    line, _ = _line(observed, ())
    effects = int(line.shape[1])
    return len(observed) > effects and int(np.linalg.matrix_rank(line)) == effects


def predicted_shares(
    observed: Sequence[Year], ahead: Sequence[Year], parts: Sequence[float]
) -> list[tuple[float, ...]]:
    """For every year `ahead` the shares below which each part (0–1) of the expected outcomes is, in whole cases.

    A year has whole cases, so the edges move outward to the next one: a year of 20 is between 3 and 7 of them, never
    between 3.4 and 6.8.

    The log-odds of a year's share are a + b·year + c·mark + e, beside the binomial error of its own count. The e have
    a spread σ and keep a part ρ of the e one year before. a, b and c have flat priors and are integrated out; σ (half
    normal, 0.3) and ρ (0 to 0.9, all alike) are integrated over a grid. Nothing is drawn at random: equal figures give
    equal forecasts. `observed` must separate the effects, and there must be a year ahead; its numerator is not read.
    Source of the log-odds of a count and their variance: Cox 1970.
    """
    mixture = _predict(observed, ahead, *_line(observed, ahead))
    cases = np.array([max(round(year.denominator), 1) for year in ahead])
    shares = [
        _in_whole_cases(_share(log_odds), cases, part)
        for part, log_odds in zip(parts, mixture.quantiles(parts), strict=True)
    ]
    return [tuple(float(share) for share in year) for year in zip(*shares, strict=True)]


def _predict(observed: Sequence[Year], ahead: Sequence[Year], line: Array, line_ahead: Array) -> Mixture:
    """All models of the grid at once: the first axis of every array."""
    k = np.array([year.numerator for year in observed]) + 0.5
    others = np.array([year.denominator - year.numerator for year in observed]) + 0.5
    log_odds, error = np.log(k / others), 1 / k + 1 / others
    spread, memory = (grid.reshape(-1, 1, 1) for grid in np.meshgrid(SPREADS, MEMORIES))
    covariance = spread**2 * memory ** _apart(observed, observed) + np.diag(error)
    shared = spread**2 * memory ** _apart(ahead, observed)
    inverse = np.linalg.inv(covariance)
    precision = line.T @ inverse @ line
    uncertainty = np.linalg.inv(precision)
    fitted = (uncertainty @ line.T @ inverse @ log_odds)[..., None]
    residual = log_odds[:, None] - line @ fitted
    kept = shared @ inverse
    lever = line_ahead - kept @ line
    mean = (line_ahead @ fitted + kept @ residual)[..., 0]
    variance = spread[..., 0] ** 2 - np.sum(kept * shared, axis=-1) + np.sum(lever @ uncertainty * lever, axis=-1)
    expected = _share(mean) * np.array([year.denominator for year in ahead]) + 0.5
    rest = _share(-mean) * np.array([year.denominator for year in ahead]) + 0.5
    logs = -0.5 * (
        np.linalg.slogdet(covariance)[1]
        + np.linalg.slogdet(precision)[1]
        + np.sum(residual * (inverse @ residual), axis=(1, 2))
    )
    logs += np.log(spread[:, 0, 0]) - 0.5 * (spread[:, 0, 0] / USUAL_SPREAD) ** 2  # the grid is even in log σ
    weight = np.exp(logs - logs.max())
    return Mixture(weight / weight.sum(), mean, np.sqrt(variance + 1 / expected + 1 / rest))


def _in_whole_cases(share: Array, cases: Array, part: float) -> Array:
    """Edges outward, the middle to the nearest case."""
    middle = 0.5
    whole = np.floor if part < middle else np.ceil if part > middle else np.rint
    return np.asarray(whole(share * cases) / cases)


def _share(log_odds: Array) -> Array:
    return (1 + np.tanh(log_odds / 2)) / 2


def _line(observed: Sequence[Year], ahead: Sequence[Year]) -> tuple[Array, Array]:
    """Level, slope and, where some year bears one, mark: one row a year."""
    middle = float(np.mean([year.year for year in observed]))
    marked = any(year.mark for year in observed)

    def rows(years: Sequence[Year]) -> Array:
        return np.array([(1.0, y.year - middle, *((y.mark,) if marked else ())) for y in years])

    return rows(observed), rows(ahead)


def _apart(some: Sequence[Year], others: Sequence[Year]) -> Array:
    """Years between each of some and each of others."""
    return np.abs(np.subtract.outer([float(y.year) for y in some], [float(y.year) for y in others]))
