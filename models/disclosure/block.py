"""One block of a table: which cells must go with the small ones, so that no reader can work these out.

A block is the cells of some rows and columns whose totals the reader knows. With the totals and the shown cells fixed,
persons can still be moved round a closed path of hidden cells: one cell up, the next in its row or column down, and so
on. How far a cell can move is a flow between its column and its row. A cell that moves too little is given another path
of cells, hidden with it: as few as possible, then small ones, and empty cells only where no other path leads round.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

Place = tuple[int, int]
Values = tuple[float, ...]
Node = tuple[bool, int]  # whether it is a column, and which
Path = list[tuple[Place, bool]]  # the cells on the way, and whether they go down
EMPTY = 1000.0  # an empty cell is hidden rather than this many others


@dataclass(frozen=True)
class Block:
    """The cells that are not zero by (row, column), each with its counts (numerator and rest, for one).

    Rows or columns whose own totals are hidden stand together as one; its cells are `joined`: it is enough that they
    may be as large as needed, since the reader does not know how they divide. The cells `outside` are not the table's
    own: nobody is shown them, and they need no protection.
    """

    values: Mapping[Place, Values]
    rows: int
    columns: int
    joined: Collection[Place] = ()
    outside: Collection[Place] = ()

    def cost(self, place: Place) -> float:
        """What hiding a cell costs: one, and less than one more for its size."""
        return 1 + 1 - 1 / (1 + sum(self.values[place])) if place in self.values else EMPTY


def protected(block: Block, small: Collection[Place], needed: Values) -> set[Place]:
    """The cells to hide: `small`, and those that let each of their counts move by as much as `needed` says for it.

    A count that nothing can move is told by the totals: the others of its row or its column are empty.
    """
    hidden = {*small, *block.outside}
    waiting = deque(sorted(small))
    while waiting:
        place = waiting.popleft()
        for count, amount in enumerate(needed):
            before = set(hidden)
            _free(block, place, count, amount, hidden)
            waiting.extend(sorted(hidden - before))
    return hidden


def _free(block: Block, place: Place, count: int, amount: float, hidden: set[Place]) -> None:
    """Hide what it takes for one count of a cell to move by `amount`, where anything does."""
    value = block.values[place][count] if place in block.values else 0
    up = _Way(block, place, count, hidden, up=True, room=inf)
    down = _Way(block, place, count, hidden, up=False, room=value)
    ways = [up] if place in block.joined else [up, down]
    missing = amount - value if place in block.joined else amount
    for way in ways:
        while missing > 0 and (path := way.path(0, hides=False)):
            missing -= way.move(path, missing)
    while missing > 0:
        found = [(path, way) for way in ways if (path := way.path(missing) or way.path(0))]
        if not found:
            return
        path, way = min(found, key=lambda each: sum(block.cost(p) for p, _ in each[0] if p not in hidden))
        hidden.update(where for where, _ in path)
        missing -= way.move(path, missing)


class _Way:
    """One count of a cell moved in one direction: `room` is how far it may still go."""

    def __init__(self, block: Block, place: Place, count: int, hidden: set[Place], *, up: bool, room: float) -> None:
        self.block, self.place, self.hidden, self.room = block, place, hidden, room
        self.left = {where: values[count] for where, values in block.values.items()}
        row, column = (False, place[0]), (True, place[1])
        self.start, self.end = (column, row) if up else (row, column)

    def path(self, least: float, *, hides: bool = True) -> Path | None:
        """The cheapest closed path through the cell whose falling cells hold `least` or more than nothing."""
        best, came = {self.start: 0.0}, dict[Node, tuple[Node, Place]]()
        heap = [(0.0, self.start)]
        while heap and self.room > 0:
            cost, node = heappop(heap)
            if node == self.end:
                return self._back(came)
            if cost > best[node]:
                continue
            for place, step in self._steps(node, least, hides=hides):
                reached = (not node[0], place[0] if node[0] else place[1])
                if cost + step < best.get(reached, inf):
                    best[reached] = cost + step
                    came[reached] = (node, place)
                    heappush(heap, (cost + step, reached))
        return None

    def move(self, path: Path, most: float) -> float:
        """Move up to `most` along a path; how much went."""
        falling = [self.left[place] for place, falls in path if falls]
        amount = min(self.room, most, *falling)
        for place, falls in path:
            self.left[place] = self.left.get(place, 0) + (-amount if falls else amount)
        self.room -= amount
        return amount

    def _steps(self, node: Node, least: float, *, hides: bool) -> Iterator[tuple[Place, float]]:
        """The cells that lead on: from a column those that can fall, from a row those that can rise."""
        is_column, index = node
        for other in range(self.block.rows if is_column else self.block.columns):
            place = (other, index) if is_column else (index, other)
            left = self.left.get(place, 0) if is_column else inf
            if place == self.place or left <= 0 or left < least:
                continue
            if place in self.hidden:
                yield place, 0.0
            elif hides:
                yield place, self.block.cost(place)

    def _back(self, came: Mapping[Node, tuple[Node, Place]]) -> Path:
        path: Path = []
        node = self.end
        while node != self.start:
            node, place = came[node]
            path.append((place, node[0]))
        return path
