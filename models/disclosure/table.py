"""A table in which cells are decided, over its years, and which of a question's cells hold a suppressed one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from models.disclosure.grain import Grain, column
from models.disclosure.pattern import Cell, Path, Pattern
from models.question import Question

Key = tuple[str | int | None, ...]
Keeps = Callable[[Path], bool]


class Cells(Protocol):
    """The suppressed cells of a year at the finest levels of a grain."""

    def within(self, keeps_unit: Keeps, keeps_member: Keeps) -> Iterable[Cell]:
        """Those of some units and members."""
        ...


@dataclass(frozen=True)
class OfPattern:
    """Those that a pattern suppresses, at some levels of units and members."""

    pattern: Pattern
    depths: tuple[int, int]

    def within(self, keeps_unit: Keeps, keeps_member: Keeps) -> Iterator[Cell]:
        """Those of some units and members."""
        units = [unit for unit, _ in self.pattern.at(self.depths[0], 0) if keeps_unit(unit)]
        members = [member for _, member in self.pattern.at(0, self.depths[1]) if keeps_member(member)]
        return self.pattern.suppressed(units, members)


class Table:
    """What is suppressed of the cells of a measure at a grain, in those years (None: of no year) where anything is."""

    def __init__(self, grain: Grain, years: Mapping[int | None, Cells]) -> None:
        self.grain, self.years = grain, years
        self._places = {
            name: (side, at, position)
            for side, levels in enumerate((grain.units, grain.members))
            for at, level in enumerate(levels)
            for position, name in enumerate(level)
        }

    def suppressed(
        self, question: Question, last_years: frozenset[int] | None, but: str | None = None
    ) -> Iterator[Key]:
        """The keys of the question's cells that hold a suppressed one, of all units `but` one and those below it.

        Only `last_years` count where given.
        """
        kept = {column(name, question): members for name, members in question.where.items()}
        places = [None if name == "year" else self._places[column(name, question)] for name in question.by]
        for year, cells in self.years.items():
            if not _is_asked(year, question) or (last_years is not None and year not in last_years):
                continue
            for cell in cells.within(partial(self._is_kept, kept, 0), partial(self._is_kept, kept, 1)):
                if but is None or not any(but in step for step in cell[0]):
                    yield tuple([year if place is None else cell[place[0]][place[1]][place[2]] for place in places])

    def _is_kept(self, kept: Mapping[str, tuple[str, ...]], side: int, path: Path) -> bool:
        places = ((members, self._places[name]) for name, members in kept.items())
        return all(path[place[1]][place[2]] in members for members, place in places if place[0] == side)


def _is_asked(year: int | None, question: Question) -> bool:
    if year is None:
        return question.years is None and "year" not in question.by
    return question.years is None or question.years[0] <= year <= question.years[1]
