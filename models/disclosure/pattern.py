"""Which cells of one year's table stay suppressed: units down one side, one other dimension along the other.

Both sides are trees (university › faculty › department › programme; world › region › country › partner). Every cell
is decided once, in the block of its unit's siblings by its member's siblings, after the totals of that block: so it is
shown or suppressed alike in every question. What is below a suppressed cell is suppressed, empty cells too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from models.disclosure.block import Block, Place, Values, protected, protected_in_line

Step = tuple[str | int | None, ...]  # one level of a tree: its attributes, most often one
Path = tuple[Step, ...]
Cell = tuple[Path, Path]
Parent = Path | None  # None: above the whole
IsDear = Callable[[Cell], bool]
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


@dataclass(frozen=True)
class LaidOut:
    """A block by row and column: the places of units, of members and of the cells that are not empty.

    `counts` are those that decide it, `small` the places of cells that are.
    """

    counts: tuple[int, ...]
    rows: list[list[Path]]
    columns: list[list[Path]]
    row_of: Mapping[Path, int]
    column_of: Mapping[Path, int]
    place_of: Mapping[Cell, Place]
    cells_of: Mapping[Place, list[Cell]]
    small: Collection[Place]
    block: Block


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
        self._small: dict[tuple[int, int], set[Cell]] = {}
        self._laid_out: tuple[Path, Path, LaidOut] | None = None  # the last block, asked for again
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
        is_dear: IsDear = lambda _cell: False,
    ) -> set[Cell]:
        """The suppressed cells among the children of a unit by the children of a member, after the totals above them.

        `forced` are suppressed already; those of them that are `moving` must be able to hold other counts, as small
        cells must. Suppressing a cell that `is_dear` suppresses it in another table too: others go first.
        """
        if unit is not None and member is not None:
            return {*forced, *self._in_block(unit, member, forced, moving, is_dear)}
        return {*forced, *self._in_line(unit, member, forced, moving, is_dear)}

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
        is_dear: IsDear,
    ) -> Iterable[Cell]:
        """Totals of the units alone or of the members alone: one line, whose sum is known if it is shown."""
        if unit is None and member is None:
            return [WHOLE] if not self._shows_whole and self._is_small(WHOLE) else []
        children = self.children(unit, member)
        if self.suppresses((unit or (), member or ())):
            return children
        if not moving and not any(map(self._is_small, children)):
            return []
        columns = self._columns(children)
        cells = [cell for cell in sorted(children, key=str) if any(self._counts(cell, columns)) or cell in forced]
        small = [at for at, cell in enumerate(cells) if self._is_small(cell) or cell in moving]
        if not small:
            return []
        line = [self._counts(cell, columns) for cell in cells]
        suppressed = [at for at, cell in enumerate(cells) if at in small or cell in forced]
        last = {at for at, cell in enumerate(cells) if is_dear(cell)}
        needed = self._needed_for((cells[at] for at in small), columns)
        return [cells[at] for at in protected_in_line(line, suppressed, needed, last)]

    def _in_block(
        self,
        unit: Path,
        member: Path,
        forced: Collection[Cell],
        moving: Collection[Cell],
        is_dear: IsDear,
    ) -> Iterable[Cell]:
        """Units by members: their totals are decided already, and those that are suppressed stand together as one."""
        suppressed_units = self._block(unit, _above(member)).units_of.get(member, set())
        suppressed_members = self._block(_above(unit), member).members_of.get(unit, set())
        if self.suppresses((unit, member)):
            return [(u, m) for u in suppressed_units for m in suppressed_members]
        children = self.children(unit, member)
        if not (suppressed_units or suppressed_members or moving or any(map(self._is_small, children))):
            return []
        laid_out = self._laid_out
        if laid_out is None or laid_out[:2] != (unit, member):
            laid_out = self._laid_out = unit, member, self._lay_out(children, suppressed_units, suppressed_members)
        return self._within(laid_out[2], forced, moving, is_dear)

    def _lay_out(self, children: Sequence[Cell], suppressed_units: Set[Path], suppressed_members: Set[Path]) -> LaidOut:
        """The cells of a block by row and column, those of suppressed units or members together as one."""
        counts = self._columns(children)
        values_of = {cell: values for cell in children if any(values := self._counts(cell, counts))}
        rows = _joined({cell[0] for cell in values_of}, suppressed_units)
        columns = _joined({cell[1] for cell in values_of}, suppressed_members)
        row_of = {path: at for at, paths in enumerate(rows) for path in paths}
        column_of = {path: at for at, paths in enumerate(columns) for path in paths}
        place_of = {(u, m): (row_of[u], column_of[m]) for u, m in children if u in row_of and m in column_of}
        sums: dict[Place, Values] = {}
        cells_of = defaultdict[Place, list[Cell]](list)
        small: set[Place] = set()
        joined: set[Place] = set()
        for cell, values in values_of.items():
            place = place_of[cell]
            cells_of[place].append(cell)
            sums[place] = tuple(map(sum, zip(sums[place], values, strict=True))) if place in sums else values
            if cell[0] in suppressed_units or cell[1] in suppressed_members:
                joined.add(place)
            elif self._is_small(cell):
                small.add(place)
        block = Block(sums, len(rows), len(columns), joined, of_amounts=self._of_amounts)
        return LaidOut(counts, rows, columns, row_of, column_of, place_of, cells_of, small, block)

    def _within(self, of: LaidOut, forced: Collection[Cell], moving: Collection[Cell], is_dear: IsDear) -> list[Cell]:
        """The cells of a block to suppress, those that are suppressed already among them."""
        joined = of.block.joined
        moved = {of.place_of[cell] for cell in moving if cell in of.place_of and cell in of.cells_of[of.place_of[cell]]}
        protected_places = {*of.small, *moved, *joined}
        if not protected_places:
            return []
        dear = {place for cell, place in of.place_of.items() if is_dear(cell)}
        suppressed = {(of.row_of[u], of.column_of[m]) for u, m in forced if u in of.row_of and m in of.column_of}
        needed = {place: self._needed_for(of.cells_of.get(place, ()), of.counts) for place in protected_places}
        places = protected(of.block, needed, suppressed, self._needed_for((), of.counts), dear)
        return [(u, m) for row, column in places for u in of.rows[row] for m in of.columns[column]]

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
        depths = len(cell[0]), len(cell[1])
        if depths not in self._small:
            limit = self._limit
            self._small[depths] = {
                each for each, values in self.at(*depths).items() if any(0 < value < limit for value in values)
            }
        return cell in self._small[depths]


def _above(path: Path) -> Parent:
    return path[:-1] if path else None


def _joined(paths: set[Path], suppressed: Set[Path]) -> list[list[Path]]:
    """Each path alone, in a fixed order, then the suppressed ones together."""
    alone = [[path] for path in sorted(paths - suppressed, key=str)]
    return [*alone, sorted(suppressed, key=str)] if suppressed else alone
