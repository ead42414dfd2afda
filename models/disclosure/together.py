"""One year's measures at one grain, decided together: what is suppressed of one decides what is of the others."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial

import numpy as np

from models.disclosure.cells import Counts, Levels, left
from models.disclosure.pattern import Cell, Parent, Path, Pattern, Suppressed
from models.disclosure.ties import Relation, Spread, Ties

Block = tuple[Parent, Parent]
Depths = tuple[int, int]  # a level of units, one of members


class Together:
    """The patterns of all measures, by their place among all.

    `shown` gives those that are published at a level of units and one of members, `ties` what ties some of them in a
    member's rows; fewer than `limit` are not shown. In each block the measures are decided in their order, and again
    where another has come to suppress a cell that reveals theirs, until none does:

    - measures that are the same in a member share each cell's status, and of a sum no two are shown without the third;
    - a measure that differs by few from one before it, of which it is a part or a whole, is suppressed where that is.
    """

    def __init__(
        self,
        counts: Counts,
        shown: Callable[[Depths], tuple[int, ...]],
        ties: Callable[[Path, tuple[int, ...]], Ties],
        *,
        limit: int,
        shows_whole: bool,
    ) -> None:
        self._counts, self._shown, self._ties = counts, shown, ties
        self._limit, self._shows_whole = limit, shows_whole
        self._spread: dict[Ties, Spread] = {}
        self._decided: dict[Block, dict[int, Suppressed]] = {}
        self._patterns: dict[int, Pattern] = {}
        self._with_few = [at for at in shown((0, 0)) if self._has_few(at)]

    def pattern(self, at: int, limit: int) -> Pattern | None:
        """The pattern of a measure, of which fewer than `limit` are not shown; None where nothing is suppressed."""
        if not self._with_few and limit <= self._limit:
            return None
        if limit <= self._limit:
            return self._pattern(at)
        levels, _ = self._counts.of(at, no_relations, limit)
        general = self._pattern(at)
        stricter: Pattern

        def decide(unit: Parent, member: Parent) -> Suppressed:
            key = unit, member
            if key not in decided:
                forced = set(general.suppressed_among(unit, member))
                decided[key] = Suppressed(stricter.decide(unit, member, forced, ()))
            return decided[key]

        decided: dict[Block, Suppressed] = {}
        stricter = Pattern(levels, limit, shows_whole=self._shows_whole, decided_with=decide)
        return stricter

    def _has_few(self, at: int) -> bool:
        levels, is_small = self._counts.of(at, partial(self._relations, at), self._limit)
        if is_small:
            self._patterns[at] = self._new(levels, at)
        return is_small or bool(self._few_between[at])

    def _pattern(self, at: int) -> Pattern:
        if at not in self._patterns:
            self._patterns[at] = self._new(self._counts.of(at, no_relations, self._limit)[0], at)
        return self._patterns[at]

    def _relations(self, at: int, depths: Depths) -> Sequence[Relation]:
        return self._ties((), self._shown(depths)).relations.get(at, ())

    def _new(self, levels: Levels, at: int) -> Pattern:
        return Pattern(levels, self._limit, shows_whole=self._shows_whole, decided_with=partial(self._block, at))

    @cached_property
    def _few_between(self) -> Mapping[int, Mapping[Cell, list[frozenset[int]]]]:
        """The cells in which a measure and others before it reveal few, with those others.

        A part and its whole in members where they are that and elsewhere not; and who is in two that make up a whole.
        """
        by_measure = defaultdict[int, dict[Cell, list[frozenset[int]]]](lambda: defaultdict(list))
        for depths, (cells, sums) in self._counts.levels.items():
            shown = self._shown(depths)
            everywhere = self._ties((), shown)
            groups = defaultdict[Ties, list[int]](list)
            for row, cell in enumerate(cells):
                groups[self._ties(cell[1], shown)].append(row)
            for ties, rows in groups.items():
                first = [ties.group.get(at, at) for at in shown]
                pairs = np.argwhere(ties.parts & ~everywhere.parts)
                values = sums[rows][:, np.array(shown)[pairs.ravel()]].reshape(len(rows), -1, 2)
                few = self._is_few(values[:, :, 1] - values[:, :, 0]) & (values[:, :, 0] > 0)
                for row, pair in np.argwhere(few).tolist():
                    one, other = sorted(first[each] for each in pairs[pair])
                    if one != other:
                        by_measure[other][cells[rows[row]]].append(frozenset({one}))
            for at in shown:
                for relation in everywhere.in_common[at]:
                    others = frozenset((*relation.more, *relation.less)) - {at}
                    for row in np.flatnonzero(self._is_few(left(relation, sums)) & (sums[:, at] > 0)).tolist():
                        by_measure[at][cells[row]].append(others)
        return by_measure

    def _is_few(self, counts: np.ndarray) -> np.ndarray:
        return np.asarray((counts > 0) & (counts < self._limit))

    def _block(self, at: int, unit: Parent, member: Parent) -> Suppressed:
        key = unit, member
        if key not in self._decided:
            self._decided[key] = self._decide(unit, member)
        return self._decided[key].get(at) or Suppressed()

    def _decide(self, unit: Parent, member: Parent) -> dict[int, Suppressed]:
        shown = self._shown(depths_of(unit, member))
        suppressed, moving = defaultdict[int, set[Cell]](set), defaultdict[int, set[Cell]](set)
        above = self._suppressed_above(unit, member)
        waiting = sorted({*self._with_few, *above}.intersection(shown))
        while waiting:
            at = waiting.pop(0)
            before, pattern = set(suppressed[at]), self._pattern(at)
            for cell in self._telling(at, unit, member, suppressed):
                suppressed[at].add(cell)
                moving[at].add(cell)
            dear = {cell for cell in pattern.children(unit, member) if self._with(at, cell, suppressed, shown)}
            suppressed[at] = pattern.decide(unit, member, suppressed[at], moving[at], dear)
            for cell in suppressed[at] - before:
                for other, needs_room in self._revealed_by(at, cell, suppressed, shown):
                    suppressed[other].add(cell)
                    if needs_room:
                        moving[other].add(cell)
                    if other not in waiting:
                        waiting = sorted([*waiting, other])
        return {at: Suppressed(cells) for at, cells in suppressed.items() if cells}

    def _telling(self, at: int, unit: Parent, member: Parent, suppressed: Mapping[int, set[Cell]]) -> Iterator[Cell]:
        """The cells of a block where a measure and others that are shown reveal few."""
        few = self._few_between.get(at, {})
        for cell in self._pattern(at).children(unit, member) if few else ():
            if any(all(cell not in suppressed[other] for other in others) for others in few.get(cell, ())):
                yield cell

    def _suppressed_above(self, unit: Parent, member: Parent) -> set[int]:
        """The measures of which a total over the block is suppressed."""
        suppressed = set[int]()
        for key in {(unit, _above(member)), (_above(unit), member), (_above(unit), _above(member))} - {(unit, member)}:
            self._block(0, *key)
            suppressed.update(self._decided[key])
        return suppressed

    def _with(self, at: int, cell: Cell, suppressed: Mapping[int, set[Cell]], shown: tuple[int, ...]) -> set[int]:
        """The measures that are suppressed in a cell if one is, beside those that are already."""
        ties = self._ties(cell[1], shown)
        if ties not in self._spread:
            self._spread[ties] = Spread(ties)
        return self._spread[ties]({at, *(other for other, cells in suppressed.items() if cell in cells)})

    def _revealed_by(
        self, at: int, cell: Cell, suppressed: Mapping[int, set[Cell]], shown: tuple[int, ...]
    ) -> list[tuple[int, bool]]:
        """The measures to suppress in a cell where one has been, and whether they must be able to hold other counts."""
        ties = self._ties(cell[1], shown)
        revealing = [(other, True) for other in sorted(self._with(at, cell, suppressed, shown))]
        together = {other for other, _ in revealing}.union(at for at, cells in suppressed.items() if cell in cells)
        place = shown.index(at)
        own_count = self._value(at, cell)
        near = np.flatnonzero((ties.parts[place] | ties.parts[:, place])[place + 1 :]) + place + 1
        for other in (shown[each] for each in near.tolist()):
            value = self._value(other, cell)
            if other not in together and value > 0 and abs(value - own_count) < self._limit:
                revealing.append((other, False))
        return revealing

    @cached_property
    def _rows(self) -> Mapping[tuple[int, int], Mapping[Cell, int]]:
        return {
            depths: {cell: row for row, cell in enumerate(cells)} for depths, (cells, _) in self._counts.levels.items()
        }

    def _value(self, at: int, cell: Cell) -> float:
        depths = len(cell[0]), len(cell[1])
        row = self._rows[depths].get(cell)
        return 0.0 if row is None else float(self._counts.levels[depths][1][row, at])


def depths_of(unit: Parent, member: Parent) -> Depths:
    """The levels of the cells among the children of a unit by those of a member."""
    return (0 if unit is None else len(unit) + 1, 0 if member is None else len(member) + 1)


def no_relations(_depths: Depths) -> Sequence[Relation]:
    """What a measure is given at each level where others are not looked at."""
    return ()


def _above(path: Parent) -> Parent:
    return path[:-1] if path else None
