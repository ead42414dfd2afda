"""Which cells must go with the small ones, so that no reader can work these out: in one line, and in one block.

A block is the cells of some rows and columns with their totals. With the shown cells fixed, persons can still be moved
round a closed path of suppressed cells: one cell up, the next in its row or column down, and so on. How far a cell can
move is a flow between its column and its row. A cell that moves too little is given another path of cells, suppressed
with it: as few as possible, then small ones, and empty cells only where no other path leads round. A suppressed total
is a cell of one more row or column that counts the other way: it rises with the cells of its row.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import product
from math import inf

Place = tuple[int, int]
Values = tuple[float, ...]
Node = tuple[bool, int]  # whether it is a column, and which
Along = Mapping[int, Sequence[int]]
Path = list[tuple[Place, bool]]  # the cells on the way, and whether they go down
EMPTY = 1000.0  # an empty cell is suppressed rather than this many others
DEAR = 3.0  # a cell that takes one of another table with it, rather than this many others
BELOW = 0.5  # an empty cell below a suppressed total
TOTAL = -1  # the row of the columns' totals, and the column of the rows'
SOME = 1e-12  # less than any count: a count is whole, or a sum of parts of persons or credits


def protected_in_line(
    line: Sequence[Values], small: Collection[int], needed: Values, dear: Collection[int] = ()
) -> set[int]:
    """The cells of a line to suppress, whose total alone is known: `small`, and others until no count can be derived.

    Any suppressed cell may hold all that the suppressed ones hold together, so this is what must be as much as
    `needed`. Those that are `dear` go last.
    """
    suppressed = set(small)
    while len(suppressed) < len(line):
        missing = [amount - sum(line[at][count] for at in suppressed) for count, amount in enumerate(needed)]
        count = max(range(len(needed)), key=missing.__getitem__)
        if missing[count] <= 0 and len(suppressed) > 1:
            break
        rest = [at for at in range(len(line)) if at not in suppressed]
        enough = [at for at in rest if line[at][count] >= missing[count]] or [max(rest, key=lambda at: line[at][count])]
        suppressed.add(min(enough, key=lambda at: (at in dear, sum(line[at]))))
    return suppressed


@dataclass(frozen=True)
class Block:
    """The cells that are not empty by (row, column), each with its counts (numerator and rest, for one).

    Among them are the totals that are suppressed, in row or column `TOTAL`; of the cells below these it is enough that
    they may be as large as needed. Totals that are `bound` cannot be exchanged freely, as further totals are above
    them. `dear` cells cost more to suppress. Where the cells hold amounts it is enough for all of them that they may be
    as large, and the reader knows which are empty.
    """

    values: Mapping[Place, Values]
    rows: int
    columns: int
    dear: Collection[Place] = ()
    bound: Collection[Node] = ()
    of_amounts: bool = False

    @cached_property
    def counts(self) -> list[dict[Place, float]]:
        """The cells once for each count."""
        return [dict(zip(self.values, numbers, strict=True)) for numbers in zip(*self.values.values(), strict=True)]

    @cached_property
    def totals(self) -> list[Place]:
        """The suppressed totals."""
        return [place for place in self.values if TOTAL in place]

    @cached_property
    def costs(self) -> dict[Place, float]:
        """What suppressing each cell costs: one and less than one more for its size; less if empty below a total."""
        empty = {
            place: BELOW
            for row, column in self.totals
            for place in product(
                range(self.rows) if row == TOTAL else (row,), range(self.columns) if column == TOTAL else (column,)
            )
            if row != column and not self.of_amounts
        }
        return empty | {
            place: 1 + 1 - 1 / (1 + sum(values)) + DEAR * (place in self.dear) for place, values in self.values.items()
        }

    @cached_property
    def below(self) -> set[Place]:
        """The cells below a suppressed total of their row or column, empty ones too."""
        rows, columns = (
            {row for row, column in self.totals if column == TOTAL},
            {c for r, c in self.totals if r == TOTAL},
        )
        return {place for place in self.costs if TOTAL not in place and (place[0] in rows or place[1] in columns)}


def protected(
    block: Block, small: Mapping[Place, Values], suppressed_before: Iterable[Place], needed: Values
) -> set[Place]:
    """The cells to suppress: `small`, and those that let each of their counts move by as much as they say for it.

    What is suppressed with them must be able to move by as much as `needed` says. `suppressed_before` are suppressed
    already, and need no room to move. The totals reveal a count that nothing can
    move: the others of its row or its column are empty. Of the empty cells below a suppressed total those are
    suppressed by which what is in one such row or column could be in another.
    """
    waiting = deque(sorted(small))
    suppressed = _Suppressed(block, {*small, *suppressed_before, *block.totals})
    for count, amount in enumerate(needed):
        waiting.extend(_exchanging(block, count, amount, suppressed))
    while waiting:
        place = waiting.popleft()
        for count, amount in enumerate(small.get(place, needed)):
            waiting.extend(_free(block, place, count, amount, suppressed))
    return {place for place in suppressed.places if TOTAL not in place}


class _Suppressed:
    """The suppressed places of a block, by row and by column: alone, or with all that have a cost of their own."""

    def __init__(self, block: Block, places: Iterable[Place]) -> None:
        self.places: set[Place] = set()
        self.columns_of, self.rows_of = _along(()), _along(())
        self.known_columns_of, self.known_rows_of = _along(block.costs), _along((c, r) for r, c in block.costs)
        self.costs = block.costs
        self.add(sorted(places))

    def add(self, places: Iterable[Place]) -> list[Place]:
        """Suppress places; those that were not suppressed before."""
        new = [place for place in places if place not in self.places]
        for row, column in new:
            self.places.add((row, column))
            self.columns_of[row].append(column)
            self.rows_of[column].append(row)
            if (row, column) not in self.costs:
                self.known_columns_of[row].append(column)
                self.known_rows_of[column].append(row)
        return new


def _along(places: Iterable[Place]) -> defaultdict[int, list[int]]:
    places_by_line = defaultdict[int, list[int]](list)
    for one, other in places:
        places_by_line[one].append(other)
    return places_by_line


class _Way:
    """One count moved from a row or column to another: `room` is how far it may still go.

    A cell rises along the way from its column to its row, `beside` itself. No way leads through `without`.
    """

    def __init__(
        self,
        block: Block,
        start: Node,
        end: Node,
        count: int,
        suppressed: _Suppressed,
        *,
        room: float = inf,
        beside: Place | None = None,
        without: Collection[Node] = (),
    ) -> None:
        self.block, self.start, self.end, self.suppressed, self.room = block, start, end, suppressed, room
        self.beside, self.without = beside, without
        self.left = dict(block.counts[count])

    def suppressed_path(self) -> Path | None:
        """A path along suppressed cells."""
        return self._cheapest(0, self.suppressed.columns_of, self.suppressed.rows_of)

    def path(self, least: float) -> Path | None:
        """The cheapest path whose falling cells hold `least`, or anything where that is 0."""
        # a way round empty cells is cheaper than one through any, and there are few of them to look at
        cheapest = self._cheapest(least, self.suppressed.known_columns_of, self.suppressed.known_rows_of)
        return cheapest if cheapest or self.block.of_amounts else self._cheapest(least, None, None)

    def _cheapest(self, least: float, columns_of: Along | None, rows_of: Along | None) -> Path | None:
        """The same along some cells, or along any."""
        best, came, most = {self.start: 0.0}, dict[Node, tuple[Node, Place]](), inf
        heap = [(0.0, self.start)] if self.room > 0 else []
        left, suppressed, costs, end = self.left, self.suppressed.places, self.block.costs, self.end
        least = least or SOME
        while heap:
            cost, node = heappop(heap)
            if node == end:
                return self._back(came)
            if cost > best[node]:
                continue
            is_column, index = node
            for other in self._others(is_column, index, rows_of if is_column else columns_of):
                place = (other, index) if is_column else (index, other)
                # from a column lead those that can fall, from a row those that can rise; totals count the other way
                falls = is_column != is_total(place)
                reached = (not is_column, other)
                if (falls and left.get(place, 0) < least) or place == self.beside or reached in self.without:
                    continue
                step = cost if place in suppressed else cost + costs.get(place, EMPTY)
                if step < most and step < best.get(reached, inf):
                    best[reached] = step
                    came[reached] = (node, place)
                    heappush(heap, (step, reached))
                    if reached == end:
                        most = step
        return None

    def _others(self, is_column: bool, index: int, along: Along | None) -> Iterable[int]:
        suppressed = (self.suppressed.rows_of if is_column else self.suppressed.columns_of).get(index, ())
        if index == TOTAL:
            return suppressed
        if along is not None:
            return along.get(index, ())
        total = (TOTAL,) if TOTAL in suppressed else ()
        return (*range(self.block.rows if is_column else self.block.columns), *total)

    def move(self, path: Path, most: float) -> float:
        """Move up to `most` along a path; how much went."""
        down = {place for place, falls in path if falls != is_total(place)}
        amount = min([self.room, most, *(self.left[place] for place in down)])
        for place, _ in path:
            self.left[place] = self.left.get(place, 0) + (-amount if place in down else amount)
        self.room -= amount
        return amount

    def _back(self, came: Mapping[Node, tuple[Node, Place]]) -> Path:
        path: Path = []
        node = self.end
        while node != self.start:
            node, place = came[node]
            path.append((place, node[0]))
        return path


def _free(block: Block, place: Place, count: int, amount: float, suppressed: _Suppressed) -> list[Place]:
    """Suppress what it takes for one count of a cell to move by `amount`, if anything does; the new places."""
    value = block.counts[count].get(place, 0)
    row, column = (False, place[0]), (True, place[1])
    if block.of_amounts or place in block.below:
        return _led(block, [_Way(block, column, row, count, suppressed, beside=place)], amount - value, suppressed)
    up, down = (
        _Way(block, *ends, count, suppressed, room=room, beside=place)
        for ends, room in (((column, row), inf), ((row, column), value))
    )
    return _led(block, [up, down], amount, suppressed)


def _exchanging(block: Block, count: int, amount: float, suppressed: _Suppressed) -> Iterator[Place]:
    """Suppress what it takes for one count to move between any two rows, or columns, whose totals are suppressed."""
    counts = block.counts[count]
    for is_column in (False, True):
        totals = {place[is_column]: place for place in block.totals if place[not is_column] == TOTAL}
        if not totals:
            continue
        most = max(totals, key=lambda at: counts[totals[at]])
        for at in sorted(totals.keys() - {most}):
            for rising, falling in ((most, at), (at, most)):
                start, end = (falling, rising) if is_column else (rising, falling)
                without = {(not is_column, TOTAL), *block.bound}
                way = _Way(block, (is_column, start), (is_column, end), count, suppressed, without=without)
                yield from _led(block, [way], min(amount, counts[totals[falling]]), suppressed)


def _led(block: Block, ways: Sequence[_Way], missing: float, suppressed: _Suppressed) -> list[Place]:
    """Suppress what it takes for the ways to have led `missing` together, if anything does; the new places."""
    for way in ways:
        while missing > 0 and (path := way.suppressed_path()):
            missing -= way.move(path, missing)
    new: list[Place] = []
    while missing > 0:
        paths = [(path, way) for way in ways if (path := way.path(missing) or way.path(0))]
        if not paths:
            break
        path, way = min(
            paths, key=lambda each: sum(block.costs.get(p, EMPTY) for p, _ in each[0] if p not in suppressed.places)
        )
        new += suppressed.add(where for where, _ in path)
        missing -= way.move(path, missing)
    return new


def is_total(place: Place) -> bool:
    """Whether a place holds the total of a row or a column, not of all."""
    return (place[0] == TOTAL) != (place[1] == TOTAL)
