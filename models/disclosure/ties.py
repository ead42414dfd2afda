"""What ties counts over the same rows to each other: parts and wholes, sums of two, and counts that never differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

import numpy as np


@dataclass(frozen=True)
class Relation:
    """A difference of counts that is a count itself, so that showing them shows it: `more` added up less `less`."""

    more: tuple[int, ...]
    less: tuple[int, ...]


class Ties:
    """The ties between some measures, read from the ways in which rows count: (ways, measures), what each row adds.

    `shown` are the measures that are looked at, each by its place among all.
    """

    def __init__(self, ways: np.ndarray, shown: Sequence[int]) -> None:
        self._shown = tuple(shown)
        self._rows: np.ndarray = ways[:, list(self._shown)]

    @cached_property
    def group(self) -> dict[int, int]:
        """For each measure that any row counts in, the first of those that are the same in every way."""
        first: dict[bytes, int] = {}
        counting = np.asarray(self._rows.any(axis=0))
        return {
            at: first.setdefault(self._rows[:, place].tobytes(), at)
            for place, at in enumerate(self._shown)
            if counting[place]
        }

    @cached_property
    def sums(self) -> tuple[tuple[int, int, int], ...]:
        """The groups that are two others added up: (sum, one, other)."""
        places = [place for place, at in enumerate(self._shown) if self.group.get(at) == at]
        column_of = {self._rows[:, place].tobytes(): place for place in places}
        triples = []
        for one, other in combinations(places, 2):
            total = column_of.get((self._rows[:, one] + self._rows[:, other]).tobytes())
            if total is not None:
                triples.append((self._shown[total], self._shown[one], self._shown[other]))
        return tuple(triples)

    @cached_property
    def parts(self) -> np.ndarray:
        """(measures shown, measures shown): whether the first is a part of the second; nobody is in no part."""
        rows = self._rows
        counting = np.asarray(rows.any(axis=0))
        within = np.asarray((rows[:, :, None] <= rows[:, None, :]).all(axis=0))
        return np.asarray(within & counting[:, None] & counting[None, :])

    @cached_property
    def near(self) -> dict[int, tuple[int, ...]]:
        """For each measure those after it of which it is a part or a whole."""
        either = self.parts | self.parts.T
        return {
            at: tuple(self._shown[each] for each in np.flatnonzero(either[place]).tolist() if each > place)
            for place, at in enumerate(self._shown)
        }

    @cached_property
    def spread(self) -> "Spread":
        """Which measures share a suppressed cell's status."""
        return Spread(self)

    @cached_property
    def relations(self) -> dict[int, tuple[Relation, ...]]:
        """For each measure those with a whole or a part before it; where some are the same, for the first alone."""
        return {
            name: (
                *(Relation((self._shown[each],), (name,)) for each in self._earlier(place) if self.parts[place, each]),
                *(Relation((name,), (self._shown[each],)) for each in self._earlier(place) if self.parts[each, place]),
            )
            for place, name in enumerate(self._shown)
        }

    @cached_property
    def in_common(self) -> dict[int, tuple[Relation, ...]]:
        """For each measure who is counted twice where it and others make up a whole, all of them before it but one."""
        return {name: tuple(self._in_common(place)) for place, name in enumerate(self._shown)}

    def _earlier(self, place: int) -> list[int]:
        """The places before one of measures that differ; none for a measure that is the same as one before it."""
        first = [each for each in range(place + 1) if self.group.get(self._shown[each]) == self._shown[each]]
        return first[:-1] if place in first else []

    def _in_common(self, place: int) -> Iterator[Relation]:
        rows, parts, name, earlier = self._rows, self.parts, self._shown, self._earlier(place)
        of_cell = rows[:, place]
        for one, other in combinations((each for each in earlier if parts[each, place]), 2):
            if (rows[:, one] + rows[:, other] >= of_cell).all():
                yield Relation((name[one], name[other]), (name[place],))
        for whole in (each for each in earlier if parts[place, each]):
            for other in earlier:
                if other != whole and parts[other, whole] and (of_cell + rows[:, other] >= rows[:, whole]).all():
                    yield Relation((name[place], name[other]), (name[whole],))


class Spread:
    """Which measures share a suppressed cell's status, in the ties of one member.

    A set of measures is a number here: the one at place n is 2 to the power of n.
    """

    def __init__(self, ties: Ties) -> None:
        self._sums = [1 << total | 1 << one | 1 << other for total, one, other in ties.sums]
        self._group_of = {1 << at: 1 << group for at, group in ties.group.items()}
        self._members = dict.fromkeys(self._group_of.values(), 0)
        for at, group in self._group_of.items():
            self._members[group] |= at
        self._results: dict[int, int] = {}

    def __call__(self, suppressed: int) -> int:
        """The measures to suppress with some in a cell: those that are the same, and of a sum never one alone."""
        if suppressed not in self._results:
            self._results[suppressed] = self._with(suppressed)
        return self._results[suppressed]

    def _with(self, suppressed: int) -> int:
        groups = 0
        for at, group in self._group_of.items():
            if at & suppressed:
                groups |= group
        before = None
        while groups != before:
            before = groups
            for each in self._sums:
                inside = groups & each
                if inside and not inside & (inside - 1):  # one of the three
                    groups |= 1 << (each - inside).bit_length() - 1  # and the one that is decided last
        together = 0
        for group, members in self._members.items():
            if group & groups:
                together |= members
        return together & ~suppressed


@cache
def places(measures: int) -> tuple[int, ...]:
    """The places of a set of measures as `Spread` gives it."""
    return tuple(at for at in range(measures.bit_length()) if measures >> at & 1)
