"""Which cells must go with the small ones, so that no reader can work these out: in one line, and in one block.

A block is the cells of some rows and columns whose totals the reader knows. With the totals and the shown cells fixed,
persons can still be moved round a closed path of suppressed cells: one cell up, the next in its row or column down, and
so on. How far a cell can move is a flow between its column and its row. A cell that moves too little is given another
path of cells, suppressed with it: as few as possible, then small ones, and empty cells only where no other path leads
round.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import inf

Place = tuple[int, int]
Values = tuple[float, ...]
Node = tuple[bool, int]  # whether it is a column, and which
Along = Mapping[int, Sequence[int]]
Path = list[tuple[Place, bool]]  # the cells on the way, and whether they go down
EMPTY = 1000.0  # an empty cell is suppressed rather than this many others
DEAR = 3.0  # a cell that takes one of another table with it, rather than this many others
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

    Rows or columns whose own totals are suppressed stand together as one; its cells are `joined`: it is enough that
    they may be as large as needed, since the reader does not know how they divide. Where the cells hold amounts it is
    enough for all of them, and the reader knows which are empty.
    """

    values: Mapping[Place, Values]
    rows: int
    columns: int
    joined: Collection[Place] = ()
    of_amounts: bool = False

    @cached_property
    def counts(self) -> list[dict[Place, float]]:
        """The cells once for each count."""
        return [dict(zip(self.values, numbers, strict=True)) for numbers in zip(*self.values.values(), strict=True)]

    @cached_property
    def costs(self) -> dict[Place, float]:
        """What suppressing each cell costs that is not empty: one, and less than one more for its size."""
        return {place: 1 + 1 - 1 / (1 + sum(values)) for place, values in self.values.items()}


def protected(
    block: Block,
    small: Mapping[Place, Values],
    suppressed_before: Iterable[Place],
    needed: Values,
    dear: Collection[Place] = (),
) -> set[Place]:
    """The cells to suppress: `small`, and those that let each of their counts move by as much as they say for it.

    What is suppressed with them must be able to move by as much as `needed` says. `suppressed_before` are suppressed
    already, and need no room to move. Suppressing `dear` cells costs more. The totals reveal a count that nothing can
    move: the others of its row or its column are empty.
    """
    suppressed = _Suppressed(block, {*small, *suppressed_before}, dear)
    waiting = deque(sorted(small))
    while waiting:
        place = waiting.popleft()
        for count, amount in enumerate(small.get(place, needed)):
            waiting.extend(_free(block, place, count, amount, suppressed))
    return suppressed.places


class _Suppressed:
    """The suppressed places of a block, by row and by column: alone, or with all cells that are not empty."""

    def __init__(self, block: Block, places: Iterable[Place], dear: Collection[Place]) -> None:
        self.places: set[Place] = set()
        self.columns_of, self.rows_of = _along(()), _along(())
        self.known_columns_of, self.known_rows_of = _along(block.values), _along((c, r) for r, c in block.values)
        self.values = block.values
        self.costs = block.costs | {place: block.costs[place] + DEAR for place in dear if place in block.costs}
        self.add(sorted(places))

    def cost(self, path: Path) -> float:
        """What it costs to suppress those cells of a path that are not."""
        return sum(self.costs.get(place, EMPTY) for place, _ in path if place not in self.places)

    def add(self, places: Iterable[Place]) -> list[Place]:
        """Suppress places; those that were not suppressed before."""
        new = [place for place in places if place not in self.places]
        for row, column in new:
            self.places.add((row, column))
            self.columns_of[row].append(column)
            self.rows_of[column].append(row)
            if (row, column) not in self.values:
                self.known_columns_of[row].append(column)
                self.known_rows_of[column].append(row)
        return new


def _along(places: Iterable[Place]) -> defaultdict[int, list[int]]:
    places_by_line = defaultdict[int, list[int]](list)
    for one, other in places:
        places_by_line[one].append(other)
    return places_by_line


def _free(block: Block, place: Place, count: int, amount: float, suppressed: _Suppressed) -> list[Place]:
    """Suppress what it takes for one count of a cell to move by `amount`, if anything does; the new places."""
    value = block.counts[count].get(place, 0)
    is_joined = block.of_amounts or place in block.joined
    missing = amount - value if is_joined else amount
    ways: list[_Way] = []
    for is_up in (True,) if is_joined else (True, False):
        if missing > 0:
            way = _Way(block, place, count, suppressed, is_up=is_up, room=inf if is_up else value)
            ways.append(way)
            while missing > 0 and (path := way.suppressed_path()):
                missing -= way.move(path, missing)
    new: list[Place] = []
    while missing > 0:
        paths = [(path, way) for way in ways if (path := way.path(missing) or way.path(0))]
        if not paths:
            break
        path, way = min(
            paths,
            key=lambda each: sum(suppressed.costs.get(p, EMPTY) for p, _ in each[0] if p not in suppressed.places),
        )
        new += suppressed.add(where for where, _ in path)
        missing -= way.move(path, missing)
    return new


class _Way:
    """One count of a cell moved in one direction: `room` is how far it may still go."""

    def __init__(
        self, block: Block, place: Place, count: int, suppressed: _Suppressed, *, is_up: bool, room: float
    ) -> None:
        self.block, self.place, self.suppressed, self.room = block, place, suppressed, room
        self.left = dict(block.counts[count])
        row, column = (False, place[0]), (True, place[1])
        self.start, self.end = (column, row) if is_up else (row, column)

    def suppressed_path(self) -> Path | None:
        """A closed path through the cell along suppressed cells."""
        return self._cheapest(0, self.suppressed.columns_of, self.suppressed.rows_of)

    def path(self, least: float) -> Path | None:
        """The cheapest closed path through the cell whose falling cells hold `least`, or anything where that is 0."""
        # a way round empty cells is cheaper than one through any, and there are few of them to look at
        cheapest = self._cheapest(least, self.suppressed.known_columns_of, self.suppressed.known_rows_of)
        return cheapest if cheapest or self.block.of_amounts else self._cheapest(least, None, None)

    def _cheapest(self, least: float, columns_of: Along | None, rows_of: Along | None) -> Path | None:
        """The same along some cells, or along any."""
        best, came, most = {self.start: 0.0}, dict[Node, tuple[Node, Place]](), inf
        heap = [(0.0, self.start)] if self.room > 0 else []
        left, suppressed, costs, end, start = (
            self.left,
            self.suppressed.places,
            self.suppressed.costs,
            self.end,
            self.place,
        )
        least = least or SOME
        while heap:
            cost, node = heappop(heap)
            if node == end:
                return self._back(came)
            if cost > best[node]:
                continue
            is_column, index = node
            if is_column:
                others = range(self.block.rows) if rows_of is None else rows_of.get(index, ())
            else:
                others = range(self.block.columns) if columns_of is None else columns_of.get(index, ())
            for other in others:
                place = (other, index) if is_column else (index, other)
                # from a column lead those that can fall, from a row those that can rise
                if (is_column and left.get(place, 0) < least) or place == start:
                    continue
                step = cost if place in suppressed else cost + costs.get(place, EMPTY)
                reached = (not is_column, other)
                if step < most and step < best.get(reached, inf):
                    best[reached] = step
                    came[reached] = (node, place)
                    heappush(heap, (step, reached))
                    if reached == end:
                        most = step
        return None

    def move(self, path: Path, most: float) -> float:
        """Move up to `most` along a path; how much went."""
        falling = [self.left[place] for place, falls in path if falls]
        amount = min(self.room, most, *falling)
        for place, falls in path:
            self.left[place] = self.left.get(place, 0) + (-amount if falls else amount)
        self.room -= amount
        return amount

    def _back(self, came: Mapping[Node, tuple[Node, Place]]) -> Path:
        path: Path = []
        node = self.end
        while node != self.start:
            node, place = came[node]
            path.append((place, node[0]))
        return path
