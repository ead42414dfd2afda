"""The fewest cells that can be suppressed so that a reader narrows none too far: found by cuts, one table at a time.

Slow, and for small tables alone. A set of cells is chosen by integer programming, a reader with linear algebra attacks
it, and what gave a cell away becomes a condition for the next choice, until no cell is given away.
(Fischetti and Salazar, "Models and algorithms for optimizing cell suppression in tabular data", 2000.)
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

SLACK = 1e-6


@dataclass(frozen=True)
class Linked:
    """The cells of a table and what links them: each of `sums` is (total, parts), as places in `counts`.

    `counts` has one array per count, with a number for each cell.
    """

    counts: tuple[np.ndarray, ...]
    sums: Sequence[tuple[int, Collection[int]]]

    @property
    def size(self) -> int:
        """How many cells."""
        return len(self.counts[0])

    def matrix(self) -> csr_array:
        """A row per sum: its total less its parts."""
        entries = [(row, total, -1.0) for row, (total, _) in enumerate(self.sums)]
        entries += [(row, part, 1.0) for row, (_, parts) in enumerate(self.sums) for part in parts]
        rows, columns, numbers = zip(*entries, strict=True)
        return csr_array((numbers, (rows, columns)), shape=(len(self.sums), self.size))


@dataclass(frozen=True)
class Room:
    """How far one count of a suppressed cell can move, and how much suppressing each cell gives to that at most."""

    width: float
    given: np.ndarray


def room(table: Linked, cell: int, count: int, suppressed: np.ndarray) -> Room:
    """What linear algebra leaves of a cell's count where `suppressed` (true per cell) is not shown and all else is."""
    counts = table.counts[count]
    most = float(counts.sum())
    low, high = np.where(suppressed, -counts, 0.0), np.where(suppressed, most, 0.0)
    width, given = 0.0, np.zeros(table.size)
    for sign in (-1.0, 1.0):
        objective = np.zeros(table.size)
        objective[cell] = sign
        matrix = table.matrix()
        solved = linprog(objective, A_eq=matrix, b_eq=np.zeros(len(table.sums)), bounds=np.column_stack([low, high]))
        if solved.status != 0:
            raise SystemExit(f"the attack on cell {cell} failed: {solved.message}")
        width -= solved.fun
        reduced = objective - matrix.T @ solved.eqlin.marginals
        given += np.where(reduced > 0, reduced * counts, -reduced * most)
    return Room(width, given)


def fewest(
    table: Linked, needed: Mapping[int, Sequence[float]], small: Collection[int], shown: int, seconds: float
) -> np.ndarray | None:
    """Which cells to suppress (true per cell), `small` among them, where each suppressed one must move as far as
    `needed` says.

    `needed` has a number per count for each cell that is protected if it is suppressed; `shown` is the one that never
    is. None where time runs out.
    """
    start, cuts = perf_counter(), list[np.ndarray]()
    least, most = np.zeros(table.size), np.ones(table.size)
    least[list(small)], most[shown] = 1, 0
    while perf_counter() - start < seconds:
        conditions = [LinearConstraint(csr_array(np.array(cuts)), lb=0)] if cuts else []
        chosen = milp(
            np.ones(table.size), integrality=np.ones(table.size), bounds=Bounds(least, most), constraints=conditions
        )
        if chosen.status != 0:
            raise SystemExit(f"no choice of cells: {chosen.message}")
        suppressed = chosen.x > 0.5
        new = [cut for cell in needed if suppressed[cell] for cut in _cuts(table, cell, needed[cell], suppressed)]
        if not new:
            return suppressed
        cuts += new
    return None


def _cuts(table: Linked, cell: int, needed: Sequence[float], suppressed: np.ndarray) -> list[np.ndarray]:
    """What other choices must hold so that the cell moves as far as needed, for each count that it did not."""
    cuts = []
    for count, amount in enumerate(needed):
        if amount > 0 and (attacked := room(table, cell, count, suppressed)).width < amount - SLACK:
            cut = np.minimum(attacked.given, amount)
            cut[cell] -= amount
            cuts.append(cut)
    return cuts
