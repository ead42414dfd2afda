"""One year's measures at one grain, decided together: what is suppressed of one decides what is of the others."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import cast

import numpy as np

from models.disclosure.cells import Counts, Levels, left
from models.disclosure.pattern import WHOLE, Cell, Parent, Path, Pattern, Suppressed
from models.disclosure.ties import Relation, Ties, places

Block = tuple[Parent, Parent]
Depths = tuple[int, int]  # a level of units, one of members
NOTHING = Suppressed()


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
        self._counts, self._shown, self._ties = counts, cache(shown), cache(ties)
        self._limit, self._shows_whole = limit, shows_whole
        self._nobody: Sequence[float] = (0.0,) * int(counts.values.shape[-1])
        self._decided: dict[Block, dict[int, Suppressed]] = {}
        self._few = counts.few(self._relations, limit)
        self._with_few = [at for at in shown((0, 0)) if at in self._few or self._few_between[at]]
        self._patterns: dict[int, Pattern] = {}

    def pattern(self, at: int, limit: int) -> Pattern | None:
        """The pattern of a measure, of which fewer than `limit` are not shown; None where nothing is suppressed."""
        if not self._with_few and limit <= self._limit:
            return None
        if limit <= self._limit:
            return self._pattern(at)
        levels = self._counts.of(at)
        general = self._pattern(at)
        stricter: Pattern

        def decide(unit: Parent, member: Parent) -> Suppressed:
            key = unit, member
            if key not in decided:
                forced = set(general.suppressed_among(unit, member))
                decided[key] = Suppressed(stricter.decide(unit, member, forced))
            return decided[key]

        decided: dict[Block, Suppressed] = {}
        stricter = Pattern(levels, limit, shows_whole=self._shows_whole, decided_with=decide)
        return stricter

    def has_small_whole(self, limit: int) -> bool:
        """Whether the whole is fewer than `limit` persons of any measure, or few of what its relations show."""
        wholes = self._counts.values.sum(axis=0)
        rests = (value for at in self._few for value in self._pattern(at).at(0, 0).get(WHOLE, ()))
        return bool(((wholes > 0) & (wholes < limit)).any()) or any(0 < value < self._limit for value in rests)

    def _pattern(self, at: int) -> Pattern:
        if at not in self._patterns:
            rests = self._few.get(at, ())
            self._patterns[at] = self._new(self._counts.of(at, rests, partial(self._is_shown, at)), at)
        return self._patterns[at]

    def _relations(self, depths: Depths) -> Mapping[int, Sequence[Relation]]:
        return self._ties((), self._shown(depths)).relations

    def _is_shown(self, at: int, relation: Relation, depths: Depths) -> bool:
        return relation in self._relations(depths).get(at, ())

    def _new(self, levels: Levels, at: int) -> Pattern:
        return Pattern(levels, self._limit, shows_whole=self._shows_whole, decided_with=partial(self._block, at))

    @cached_property
    def _few_between(self) -> Mapping[int, Mapping[Block, Mapping[Cell, list[frozenset[int]]]]]:
        """The cells of each block in which a measure and others before it reveal few, with those others.

        A part and its whole in members where they are that and elsewhere not; and who is in two that make up a whole.
        """
        by_measure = defaultdict[int, dict[Block, dict[Cell, list[frozenset[int]]]]](dict)

        def note(at: int, cell: Cell, others: frozenset[int]) -> None:
            of_block = by_measure[at].setdefault((_above(cell[0]), _above(cell[1])), {})
            of_block.setdefault(cell, []).append(others)

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
                        note(other, cells[rows[row]], frozenset({one}))
            for at in shown:
                for relation in everywhere.in_common[at]:
                    others = frozenset((*relation.more, *relation.less)) - {at}
                    for row in np.flatnonzero(self._is_few(left(relation, sums)) & (sums[:, at] > 0)).tolist():
                        note(at, cells[row], others)
        return by_measure

    def _is_few(self, counts: np.ndarray) -> np.ndarray:
        return np.asarray((counts > 0) & (counts < self._limit))

    def _block(self, at: int, unit: Parent, member: Parent) -> Suppressed:
        key = unit, member
        if key not in self._decided:
            self._decided[key] = self._decide(unit, member)
        return self._decided[key].get(at, NOTHING)

    def _decide(self, unit: Parent, member: Parent) -> dict[int, Suppressed]:
        shown = self._shown(depths_of(unit, member))
        suppressed, moving = defaultdict[int, set[Cell]](set), defaultdict[int, set[Cell]](set)
        together = defaultdict[Cell, int](int)  # the measures that are suppressed in a cell, as `Spread` has them
        above = self._suppressed_above(unit, member)
        waiting = sorted({*self._with_few, *above}.intersection(shown))
        while waiting:
            at = waiting.pop(0)
            before, pattern = set(suppressed[at]), self._pattern(at)
            for cell in self._telling(at, (unit, member), suppressed):
                suppressed[at].add(cell)
                moving[at].add(cell)

            def is_dear(cell: Cell, this: int = 1 << at) -> bool:
                return self._ties(cell[1], shown).spread(together.get(cell, 0) | this) > 0

            suppressed[at] = pattern.decide(unit, member, suppressed[at], moving[at], is_dear)
            for cell in suppressed[at] - before:
                together[cell] |= 1 << at
                for other, needs_room in self._revealed_by(at, cell, together[cell], shown):
                    suppressed[other].add(cell)
                    together[cell] |= 1 << other
                    if needs_room:
                        moving[other].add(cell)
                    if other not in waiting:
                        waiting = sorted([*waiting, other])
        return {at: Suppressed(cells) for at, cells in suppressed.items() if cells}

    def _telling(self, at: int, block: Block, suppressed: Mapping[int, set[Cell]]) -> list[Cell]:
        """The cells of a block where a measure and others that are shown reveal few."""
        few = self._few_between[at].get(block, {})
        return [
            cell
            for cell, together in few.items()
            if any(all(cell not in suppressed[other] for other in others) for others in together)
        ]

    def _suppressed_above(self, unit: Parent, member: Parent) -> set[int]:
        """The measures of which a total over the block is suppressed."""
        suppressed = set[int]()
        for key in {(unit, _above(member)), (_above(unit), member), (_above(unit), _above(member))} - {(unit, member)}:
            self._block(0, *key)
            suppressed.update(self._decided[key])
        return suppressed

    def _revealed_by(self, at: int, cell: Cell, suppressed: int, shown: tuple[int, ...]) -> list[tuple[int, bool]]:
        """The measures to suppress in a cell where one has been, and whether they must be able to hold other counts."""
        ties = self._ties(cell[1], shown)
        spread = ties.spread(suppressed)
        revealing = [(other, True) for other in places(spread)]
        if near := ties.near[at]:
            together, values = suppressed | spread, self._values(cell)
            own_count = values[at]
            for other in near:
                if not together >> other & 1 and values[other] > 0 and abs(values[other] - own_count) < self._limit:
                    revealing.append((other, False))
        return revealing

    @cached_property
    def _rows(self) -> Mapping[tuple[int, int], Mapping[Cell, int]]:
        return {
            depths: {cell: row for row, cell in enumerate(cells)} for depths, (cells, _) in self._counts.levels.items()
        }

    def _values(self, cell: Cell) -> Sequence[float]:
        """How many each measure counts in a cell."""
        depths = len(cell[0]), len(cell[1])
        row = self._rows[depths].get(cell)
        if row is None:
            return self._nobody
        return cast(list[float], self._counts.levels[depths][1][row].tolist())


def depths_of(unit: Parent, member: Parent) -> Depths:
    """The levels of the cells among the children of a unit by those of a member."""
    return (0 if unit is None else len(unit) + 1, 0 if member is None else len(member) + 1)


def _above(path: Parent) -> Parent:
    return path[:-1] if path else None
