"""Sums of amounts over persons (grants, credits, days): a cell of which one person has more than 80 % is suppressed.

It takes other cells with it, as a small count does, until the reader must take it for possible that the sum is large
enough for the largest contribution to be 80 % of it (the protection level of a dominance rule with n = 1, k = 80). The
sum of few persons must be able to be more than it is by a quarter of the largest contribution.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np

from models.disclosure.block import Values
from models.disclosure.pattern import Cell, Parent, Pattern, Suppressed

MOST = 0.8  # of a sum, for one person
ROUNDING = 1e-9  # of a sum of decimals


@dataclass(frozen=True)
class Sum:
    """The sum of a cell, the largest contribution of one person, and how many persons contribute."""

    total: float
    largest: float
    persons: float

    def is_sensitive(self, limit: int) -> bool:
        """Whether fewer than `limit` persons contribute, or one of them more than 80 %."""
        return self.persons < limit or self.largest > self.total * (MOST + ROUNDING)

    def must_be_possible(self, limit: int) -> float:
        """How much the sum of a sensitive cell must be able to be for a reader."""
        if self.persons >= limit:
            return self.largest / MOST
        return self.total + self.largest * (1 / MOST - 1)


class Contribution(NamedTuple):
    """What a person adds to a cell; for None what several add of whom none is in another row, and the largest."""

    person: object
    added: float
    largest: float
    persons: float


@dataclass(frozen=True)
class Sums:
    """What persons add to an amount in a year: contributions (added, largest, persons), each in one of the cells.

    `person` numbers the persons, -1 for several.
    """

    cells: tuple[Cell, ...]
    at: np.ndarray
    person: np.ndarray
    numbers: np.ndarray

    @classmethod
    def of(cls, contributions: Sequence[tuple[Cell, Contribution]]) -> "Sums":
        """From contributions to cells, none of which is nothing."""
        places: dict[Cell, int] = {}
        at = np.array([places.setdefault(cell, len(places)) for cell, _ in contributions])
        number_of: dict[object, int] = {None: -1}
        person = np.array([number_of.setdefault(each.person, len(number_of)) for _, each in contributions])
        return cls(tuple(places), at, person, np.array([each[1:] for _, each in contributions]))

    @cached_property
    def levels(self) -> dict[tuple[int, int], dict[Cell, Sum]]:
        """The cells at all levels of units and members."""
        unit_depth, member_depth = (len(side) for side in self.cells[0])
        return {depths: self._at(*depths) for depths in product(range(unit_depth + 1), range(member_depth + 1))}

    def _at(self, units: int, members: int) -> dict[Cell, Sum]:
        places: dict[Cell, int] = {}
        above = [places.setdefault((unit[:units], member[:members]), len(places)) for unit, member in self.cells]
        at, is_one = np.array(above)[self.at], self.person >= 0
        added, largest_of_several, several = self.numbers.T
        pairs, pair_of = np.unique(np.column_stack([at, self.person])[is_one], axis=0, return_inverse=True)
        largest, persons = np.zeros(len(places)), np.bincount(pairs[:, 0], minlength=len(places))
        np.maximum.at(largest, pairs[:, 0], np.bincount(pair_of.ravel(), weights=added[is_one], minlength=len(pairs)))
        np.maximum.at(largest, at[~is_one], largest_of_several[~is_one])
        persons = persons + np.bincount(at[~is_one], weights=several[~is_one], minlength=len(places))
        totals = np.bincount(at, weights=added)
        numbers = zip(totals.tolist(), largest.tolist(), persons.tolist(), strict=True)
        return {cell: Sum(*each) for cell, each in zip(places, numbers, strict=True)}


class AmountPattern(Pattern):
    """The suppression of the sums of a year's cells.

    What is suppressed of the count of persons behind the sums (`cases`, None: nothing) is of the sums as well. Which
    cells are empty is known where the count is shown: these protect nothing.
    """

    def __init__(self, sums: Sums, cases: Pattern | None, limit: int, *, shows_whole: bool) -> None:
        levels: dict[tuple[int, int], dict[Cell, Values]] = {
            depths: {cell: (each.total,) for cell, each in of_level.items()} for depths, of_level in sums.levels.items()
        }
        super().__init__(levels, limit, shows_whole=shows_whole, of_amounts=True, decided_with=self._with_cases)
        self._cases = cases
        self._with: dict[tuple[Parent, Parent], Suppressed] = {}
        self._must_be_possible: Mapping[Cell, float] = {
            cell: each.must_be_possible(limit)
            for of_level in sums.levels.values()
            for cell, each in of_level.items()
            if each.is_sensitive(limit)
        }

    def _with_cases(self, unit: Parent, member: Parent) -> Suppressed:
        key = unit, member
        if key not in self._with:
            forced = set(self._cases.suppressed_among(unit, member) if self._cases else ())
            cells = self.decide(unit, member, forced)
            self._with[key] = Suppressed(cell for cell in cells if cell in forced or any(self._values(cell)))
        return self._with[key]

    def _is_small(self, cell: Cell) -> bool:
        return cell in self._must_be_possible

    def _needed_for(self, cells: Iterable[Cell], columns: Sequence[int]) -> Values:  # noqa: ARG002
        return (max((self._must_be_possible.get(cell, 0.0) for cell in cells), default=0.0),)
