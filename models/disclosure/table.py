"""A table in which cells are decided, over its years, and which of a question's cells hold a hidden one."""

from collections.abc import Iterator, Mapping

from models.disclosure.block import Values
from models.disclosure.grain import Grain, column
from models.disclosure.pattern import Cell, Pattern
from models.question import Question

Key = tuple[str | int | None, ...]
Years = Mapping[int | None, Mapping[Cell, Values]]


class Table:
    """The cells of an indicator at a grain with their counts, by year (None: of no year), and what is hidden of them.

    `limit` is the smallest count shown; `shows_whole` says that a year's total is shown whatever it is.
    """

    def __init__(self, grain: Grain, years: Years, limit: int, *, shows_whole: bool) -> None:
        self._grain = grain
        self._patterns = {year: Pattern(cells, limit, shows_whole=shows_whole) for year, cells in years.items()}
        self._places = {
            name: (side, at, position)
            for side, levels in enumerate((grain.units, grain.members))
            for at, level in enumerate(levels)
            for position, name in enumerate(level)
        }

    def hidden(self, question: Question, last_years: frozenset[int] | None) -> Iterator[Key]:
        """The keys of those of the question's cells that hold a hidden cell. Only `last_years` count where given."""
        kept = {column(name, question): members for name, members in question.where.items()}
        depths = len(self._grain.units), len(self._grain.members)
        for year, pattern in self._patterns.items():
            if not _is_asked(year, question) or (last_years is not None and year not in last_years):
                continue
            units = [cell[0] for cell in pattern.at(depths[0], 0) if self._is_kept(cell, kept, side=0)]
            members = [cell[1] for cell in pattern.at(0, depths[1]) if self._is_kept(cell, kept, side=1)]
            for cell in pattern.hidden(units, members):
                yield tuple(
                    year if name == "year" else self._member(cell, column(name, question)) for name in question.by
                )

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
