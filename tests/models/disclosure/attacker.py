"""A reader with every published figure and linear algebra: how many values could a suppressed count have?"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from models.answer import Answer, Sign
from tests.models.disclosure.people import Atom, People

Atoms = frozenset[Atom]
SLACK = 1e-6
MOST = 1000  # more than any count in a test


@dataclass(frozen=True)
class Cell:
    """A cell of an answer: what it is called, the atoms that it adds up, its counts (None: suppressed).

    `is_sum`: it adds up several cells of one dimension or several years; it is suppressed as soon as one of them is.
    """

    name: str
    atoms: Atoms
    counts: tuple[float, float] | None
    is_sum: bool


@dataclass(frozen=True)
class Breach:
    """A count of a suppressed cell that has too few possible values."""

    cell: str
    count: int
    low: float
    high: float


@dataclass(frozen=True)
class Known:
    """What a reader knows of one count: sums over sets of atoms, with those atoms left out that must be empty."""

    sums: dict[Atoms, float]
    settled: Atoms

    @classmethod
    def of(cls, cells: Collection[Cell], own: dict[Atom, int], count: int) -> "Known":
        """What cells tell, with the reader's own persons subtracted."""
        mine = frozenset(own)
        rest = {
            cell.atoms - mine: cell.counts[count] - sum(own[atom] for atom in cell.atoms & mine)
            for cell in cells
            if cell.counts is not None
        }
        settled = mine.union(*(atoms for atoms, total in rest.items() if total == 0))
        return cls({atoms - settled: total for atoms, total in rest.items() if atoms - settled}, settled)


def cells_of(answers: Iterable[Answer], people: People, *, is_share: bool) -> list[Cell]:
    """Every cell of the answers, those that are not listed being zero."""
    cells = []
    for answer in answers:
        meta = answer.meta
        rows = {tuple(row.key[name] for name in meta.by): row for row in answer.rows}
        groups: dict[tuple[object, ...], set[Atom]] = {key: set() for key in rows}
        for atom in people.atoms:
            in_years = meta.years is None or meta.years[0] <= atom[0] <= meta.years[1]
            if in_years and all(people.of(atom, name) in members for name, members in meta.where.items()):
                groups.setdefault(tuple(people.of(atom, name) for name in meta.by), set()).add(atom)
        for key, atoms in groups.items():
            row = rows.get(key)
            counts: tuple[float, float] | None = (0, 0)
            if row is not None and row.sign == Sign.SUPPRESSED:
                counts = None
            elif row is not None:
                numerator, denominator = row.numerator or 0, row.denominator or 0
                counts = (numerator, denominator - numerator if is_share else denominator)
            is_sum = "year" not in meta.by or any(len(kept) > 1 for kept in meta.where.values())
            # a region holds priority countries and others, which are cells of their own
            is_sum |= "region" in meta.by and "is_priority" not in meta.by
            name = f"{dict(zip(meta.by, key, strict=True))} {dict(meta.where)}"
            cells.append(Cell(name, frozenset(atoms), counts, is_sum))
    return cells


def breaches(cells: Collection[Cell], people: People, k: int, own: Collection[Atom] = ()) -> list[Breach]:
    """The suppressed cells' counts that all cells together bound to fewer than k values, or the few that the whole
    allows.

    A count is not suppressed where published zeros tell it: it is zero, or it is a published figure whose other parts
    are zero. `own` are atoms whose counts the reader knows from the own unit.
    """
    listed = []
    for count in (0, 1):
        counts = {atom: pair[count] for atom, pair in people.counts.items()}
        known = Known.of(cells, {atom: counts.get(atom, 0) for atom in own}, count)
        names = {cell.atoms - known.settled: cell.name for cell in cells if cell.counts is None and not cell.is_sum}
        sought = [atoms for atoms in names if atoms and atoms not in known.sums]
        wholes: dict[int, int] = {}
        for atom, number in counts.items():
            wholes[atom[0]] = wholes.get(atom[0], 0) + (0 if atom in own else number)
        for atoms, (low, high) in _bounds(sought, known, counts, k).items():
            year = next(iter(atoms))[0]
            if _values(low, high) < min(k, wholes[year] + 1):
                listed.append(Breach(names[atoms], count, round(low, 3), round(high, 3)))
    return listed


def _bounds(sought: list[Atoms], known: Known, truth: dict[Atom, int], enough: int) -> dict[Atoms, tuple[float, float]]:
    """The least and the most that each set of atoms can hold, as far as it takes to see that this is enough values."""
    if not sought:
        return {}
    variables = _variables([*known.sums, *sought])
    matrix, targets = _matrix(known.sums, variables), _matrix(sought, variables)
    right = np.array(list(known.sums.values()), dtype=float)
    low = high = np.array([sum(truth.get(atom, 0) for atom in atoms) for atoms in sought], dtype=float)
    for at in range(len(sought)):
        for direction in (-1, 1):
            if _values(low[at], high[at]) < enough:
                # a world that fits what is published is possible for all suppressed cells, not for this one alone
                values = targets @ _world(direction * targets[at], matrix, right)
                low, high = np.minimum(low, values), np.maximum(high, values)
    return {atoms: (float(low[at]), float(high[at])) for at, atoms in enumerate(sought)}


def _values(low: float, high: float) -> int:
    """How many whole numbers lie between two bounds."""
    return math.floor(high + SLACK) - math.ceil(low - SLACK) + 1


def _variables(sets: Collection[Atoms]) -> list[Atoms]:
    """Atoms that the same sets hold, as one variable each."""
    holders: dict[Atom, list[int]] = {}
    for at, atoms in enumerate(sets):
        for atom in atoms:
            holders.setdefault(atom, []).append(at)
    groups: dict[tuple[int, ...], set[Atom]] = {}
    for atom, held in holders.items():
        groups.setdefault(tuple(held), set()).add(atom)
    return [frozenset(group) for group in groups.values()]


def _matrix(sets: Collection[Atoms], variables: list[Atoms]) -> np.ndarray:
    """Which variables each set holds, a row per set."""
    held = np.array([[group <= atoms for group in variables] for atoms in sets], dtype=float)
    return held.reshape(len(sets), len(variables))


def _world(objective: np.ndarray, matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The world with the least of the objective among those that fit what is published."""
    result = linprog(objective, A_eq=csr_array(matrix), b_eq=right, bounds=(0, MOST), method="highs")
    assert result.status == 0, result.message
    return np.asarray(result.x)
