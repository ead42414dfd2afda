"""A table in which cells are decided, over its years, and which of a question's cells hold a suppressed one."""

from collections.abc import Iterable, Iterator, Mapping

from models.disclosure.grain import Grain, column
from models.disclosure.pattern import Cell, Pattern
from models.question import Question

Key = tuple[str | int | None, ...]


class Table:
    """The cells of a measure at a grain, by year (None: of no year), and what is suppressed of them.

    `patterns` are those of the years in which anything is suppressed.
    """

    def __init__(
        self,
        grain: Grain,
        years: Iterable[int | None],
        patterns: Mapping[int | None, Pattern],
    ) -> None:
        self.grain, self.patterns = grain, patterns
        self._years = tuple(years)
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
        for year in self._years:
            if not _is_asked(year, question) or (last_years is not None and year not in last_years):
                continue
            for cell in self._cells(year, kept):
                if but is None or not any(but in step for step in cell[0]):
                    yield tuple(
                        year if name == "year" else self._member(cell, column(name, question)) for name in question.by
                    )

    def _cells(self, year: int | None, kept: Mapping[str, tuple[str, ...]]) -> Iterator[Cell]:
        depths = len(self.grain.units), len(self.grain.members)
        if pattern := self.patterns.get(year):
            units = [cell[0] for cell in pattern.at(depths[0], 0) if self._is_kept(cell, kept, side=0)]
            members = [cell[1] for cell in pattern.at(0, depths[1]) if self._is_kept(cell, kept, side=1)]
            yield from pattern.suppressed(units, members)

    def _is_kept(self, cell: Cell, kept: Mapping[str, tuple[str, ...]], side: int) -> bool:
        return all(
            self._member(cell, name) in members for name, members in kept.items() if self._places[name][0] == side
        )

    def _member(self, cell: Cell, name: str) -> str | int | None:
        side, at, position = self._places[name]
        return cell[side][at][position]


def _is_asked(year: int | None, question: Question) -> bool:
    if year is None:
        return question.years is None and "year" not in question.by
    return question.years is None or question.years[0] <= year <= question.years[1]
