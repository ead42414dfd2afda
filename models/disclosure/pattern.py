"""Which cells of one year's table stay suppressed: units down one side, one other dimension along the other.

Both sides are trees (university › faculty › department › programme; world › region › country › partner). Every cell
is decided once, in the block of its unit's siblings by its member's siblings, after the totals of that block: so it is
shown or suppressed alike in every question. What is below a suppressed cell is suppressed if it is not empty.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from models.disclosure.block import TOTAL, Block, Place, Values, protected, protected_in_line

Step = tuple[str | int | None, ...]  # one level of a tree: its attributes, most often one
Path = tuple[Step, ...]
Cell = tuple[Path, Path]
Parent = Path | None  # None: above the whole
WHOLE: Cell = ((), ())


class Suppressed:
    """The suppressed cells of a block, to be found by unit and by member."""

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        self.members_of, self.units_of = defaultdict[Path, set[Path]](set), defaultdict[Path, set[Path]](set)
        for unit, member in cells:
            self.members_of[unit].add(member)
            self.units_of[member].add(unit)

    def __contains__(self, cell: Cell) -> bool:
        return cell[1] in self.members_of.get(cell[0], ())

    def __iter__(self) -> Iterator[Cell]:
        return ((unit, member) for unit, members in self.members_of.items() for member in members)


class Pattern:
    """The suppression of all cells of a table that are given with their counts at all levels, none of them negative.

    The first count is the measure's own, the others are what relations to other measures show. `limit` is the smallest
    count that may be shown; `shows_whole` says that the table's total is shown in any case. `decided_with` gives what
    is suppressed among the children of a unit by those of a member where other measures are decided with this one;
    without it the table is decided alone, each block when it is first asked for. `of_amounts`: see `Block`.
    """

    def __init__(
        self,
        levels: Mapping[tuple[int, int], Mapping[Cell, Values]],
        limit: int,
        *,
        shows_whole: bool,
        of_amounts: bool = False,
        decided_with: Callable[[Parent, Parent], Suppressed] | None = None,
    ) -> None:
        self._levels, self._limit, self._shows_whole, self._of_amounts = levels, limit, shows_whole, of_amounts
        self._groups: dict[tuple[int, int, bool, bool], Mapping[Cell, list[Cell]]] = {}
        self._decided: dict[tuple[Parent, Parent], Suppressed] = {}
        self._block = decided_with or self._alone

    def at(self, unit_depth: int, member_depth: int) -> Mapping[Cell, Values]:
        """The cells of a grain that are not empty."""
        return self._levels[unit_depth, member_depth]

    def suppresses(self, cell: Cell) -> bool:
        """Whether a cell, empty or not, is suppressed."""
        return cell in self._block(_above(cell[0]), _above(cell[1]))

    def suppressed(self, units: Iterable[Path], members: Iterable[Path]) -> Iterator[Cell]:
        """The suppressed cells of some units, all of one depth, by some members, all of one depth."""
        units, members = set(units), set(members)
        for unit in {_above(unit) for unit in units}:
            for member in {_above(member) for member in members}:
                yield from (cell for cell in self._block(unit, member) if cell[0] in units and cell[1] in members)

    def suppressed_among(self, unit: Parent, member: Parent) -> Suppressed:
        """The suppressed cells among the children of a unit by the children of a member."""
        return self._block(unit, member)

    def decide(
        self,
        unit: Parent,
        member: Parent,
        forced: Collection[Cell] = (),
        moving: Collection[Cell] = (),
        dear: Collection[Cell] = (),
    ) -> set[Cell]:
        """The suppressed cells among the children of a unit by the children of a member, after the totals above them.

        `forced` are suppressed already; those of them that are `moving` must be able to hold other counts, as small
        cells must. Suppressing a `dear` cell suppresses it in another table too: others go first.
        """
        if unit is not None and member is not None:
            return {*forced, *self._in_block(unit, member, forced, moving, dear)}
        return {*forced, *self._in_line(unit, member, forced, moving, dear)}

    def _alone(self, unit: Parent, member: Parent) -> Suppressed:
        key = (unit, member)
        if key not in self._decided:
            self._decided[key] = Suppressed(self.decide(unit, member))
        return self._decided[key]

    def _in_line(
        self,
        unit: Parent,
        member: Parent,
        forced: Collection[Cell],
        moving: Collection[Cell],
        dear: Collection[Cell],
    ) -> Iterable[Cell]:
        """Totals of the units alone or of the members alone: one line, whose sum is known if it is shown."""
        if unit is None and member is None:
            return [WHOLE] if not self._shows_whole and self._is_small(WHOLE) else []
        cells = sorted(self.children(unit, member), key=str)
        if self.suppresses((unit or (), member or ())):
            return cells
        columns = self._columns(cells)
        cells = [cell for cell in cells if any(self._counts(cell, columns)) or cell in forced]
        small = [at for at, cell in enumerate(cells) if self._is_small(cell) or cell in moving]
        if not small:
            return []
        line = [self._counts(cell, columns) for cell in cells]
        suppressed = [at for at, cell in enumerate(cells) if at in small or cell in forced]
        last = {at for at, cell in enumerate(cells) if cell in dear}
        needed = self._needed_for((cells[at] for at in small), columns)
        return [cells[at] for at in protected_in_line(line, suppressed, needed, last)]

    def _in_block(
        self,
        unit: Path,
        member: Path,
        forced: Collection[Cell],
        moving: Collection[Cell],
        dear: Collection[Cell],
    ) -> Iterable[Cell]:
        """Units by members: their totals are decided already."""
        counts = self._columns(self.children(unit, member))
        cells = [cell for cell in self.children(unit, member) if any(self._counts(cell, counts))]
        suppressed_units = self._block(unit, _above(member)).units_of.get(member, set())
        suppressed_members = self._block(_above(unit), member).members_of.get(unit, set())
        # below a cell that is suppressed itself anything may be anywhere
        below = product(suppressed_units, suppressed_members) if self.suppresses((unit, member)) else ()
        row_of = _places({cell[0] for cell in cells} | suppressed_units)
        column_of = _places({cell[1] for cell in cells} | suppressed_members)
        totals = {
            **dict.fromkeys((u, member) for u in suppressed_units),
            **dict.fromkeys((unit, m) for m in suppressed_members),
        }

        def place(cell: Cell) -> Place:
            return row_of.get(cell[0], TOTAL), column_of.get(cell[1], TOTAL)

        def places(some: Iterable[Cell]) -> set[Place]:
            return {place(cell) for cell in some if cell[0] in row_of and cell[1] in column_of}

        small = {
            place(cell): self._needed_for((cell,), counts)
            for cell in cells
            if self._is_small(cell) or cell in moving or cell[0] in suppressed_units or cell[1] in suppressed_members
        }
        if not small and not totals:
            return []
        block = Block(
            {place(cell): self._counts(cell, counts) for cell in (*cells, *totals)},
            len(row_of),
            len(column_of),
            dear=places(dear),
            of_amounts=self._of_amounts,
            bound=[(is_column, TOTAL) for is_column, path in ((False, unit), (True, member)) if path],
        )
        suppressed = protected(block, small, places((*forced, *below)), self._needed_for((), counts))
        units, members = list(row_of), list(column_of)
        return [(units[row], members[column]) for row, column in suppressed]

    def children(self, unit: Parent, member: Parent, *, by_unit: bool = True, by_member: bool = True) -> list[Cell]:
        """The cells that are not empty of a unit's children (or the unit itself) by a member's (or itself)."""
        by_unit, by_member = by_unit and unit is not None, by_member and member is not None
        depths = (len(unit or ()) + by_unit, len(member or ()) + by_member)
        key = (*depths, by_unit, by_member)
        if key not in self._groups:
            groups = defaultdict[Cell, list[Cell]](list)
            for u, m in self.at(*depths):
                groups[u[:-1] if by_unit else u, m[:-1] if by_member else m].append((u, m))
            self._groups[key] = groups
        return self._groups[key].get((unit or (), member or ()), [])

    @cached_property
    def _needed(self) -> Values:
        """How far each count of a suppressed cell must be able to move: the limit, where the whole is as large."""
        return tuple(min(self._limit, total) for total in self.at(0, 0).get(WHOLE, (0.0,)))

    def _columns(self, cells: Sequence[Cell]) -> tuple[int, ...]:
        """The counts that decide a block: the measure's own, and those that are few persons in a cell of the block.

        What is few elsewhere decides nothing here: the same block is decided alike in every question that shows it.
        """
        few = (at for at in range(1, len(self._needed)) for cell in cells if 0 < self._values(cell)[at] < self._limit)
        return (0, *dict.fromkeys(few))

    def _counts(self, cell: Cell, columns: Sequence[int]) -> Values:
        values = self._values(cell)
        return tuple(values[at] for at in columns)

    def _needed_for(self, cells: Iterable[Cell], columns: Sequence[int]) -> Values:  # noqa: ARG002 # the same for all
        """How far each count of a place must be able to move that holds some cells."""
        return tuple(self._needed[at] for at in columns)

    def _values(self, cell: Cell) -> Values:
        return self.at(len(cell[0]), len(cell[1])).get(cell, (0.0,) * len(self._needed))

    def _is_small(self, cell: Cell) -> bool:
        return any(0 < value < self._limit for value in self._values(cell))


def _above(path: Path) -> Parent:
    return path[:-1] if path else None


def _places(paths: set[Path]) -> dict[Path, int]:
    """The place of each path in a fixed order."""
    return {path: at for at, path in enumerate(sorted(paths, key=str))}
