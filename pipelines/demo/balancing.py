"""Makes two published series hold at once: whole numbers that keep both margins of a table."""

import numpy as np
import numpy.typing as npt

from pipelines.demo.institution import Generator

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def apportion(total: int, weights: Floats) -> Ints:
    """Whole numbers in proportion to weights that sum to total (largest remainders)."""
    exact: Floats = total * weights / weights.sum()
    whole: Ints = np.floor(exact).astype(np.int64)
    short = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return whole


def fit(prior: Floats, rows: Floats, columns: Floats, rounds: int = 400) -> Floats:
    """Iterative proportional fitting: the table closest to prior whose margins are rows and columns."""
    table = prior.copy()
    for _ in range(rounds):
        table *= _ratio(columns, table.sum(axis=0))[None, :]
        table *= _ratio(rows, table.sum(axis=1))[:, None]
    return table


def draw_row(row: Floats, rng: Generator) -> Ints:
    """Round a row to whole numbers with the same total, the remainders by chance."""
    total = round(float(row.sum()))
    whole = np.floor(row).astype(np.int64)
    short = total - int(whole.sum())
    if short > 0:
        rest = row - whole
        whole[rng.choice(len(row), size=short, replace=False, p=rest / rest.sum())] += 1
    return whole


def _ratio(wanted: Floats, have: Floats) -> Floats:
    return np.divide(wanted, have, out=np.zeros_like(wanted, dtype=np.float64), where=have > 0)
