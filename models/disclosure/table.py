"""A table in which cells are decided, over its years, and which of a question's cells hold a hidden one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.disclosure.cells import Years
from models.disclosure.grain import Grain, column
from models.disclosure.measures import Relation
from models.disclosure.pattern import Cell, Pattern
from models.question import Question

Key = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Related:
    """What ties a measure to measures that are decided before it, by year, and the tables of these.

    `relations` and `splits` are those of `Measures` that any question at the grain could ask for.
    """

    relations: Mapping[int | None, Sequence[Relation]]
    splits: Mapping[int | None, Sequence[tuple[int, int]]]
    tables: Mapping[int, "Table"]


class Table:
    """The cells of a measure at a grain, by year (None: of no year), and what is hidden of them.

    `measure` is its place among the counts; `limit` is the smallest count shown; `shows_whole` says that a year's total
    is shown whatever it is. `also` are cells that are hidden for what other tables show, with all below them.
    """

    def __init__(
        self,
        grain: Grain,
        years: Years,
        measure: int,
        related: Related,
        *,
        limit: int,
        also: Mapping[int | None, frozenset[Cell]],
        shows_whole: bool,
    ) -> None:
        self._grain, self._years, self._also = grain, years, also
        self._patterns: dict[int | None, Pattern] = {}
        for year, counts in years.items():
            relations = related.relations[year]
            levels, is_small = counts.of(measure, relations, limit)
            near = {at for one in relations if len(one.more) == 1 for at in (*one.more, *one.less)} - {measure}
            before = [pattern for at in sorted(near) if (pattern := related.tables[at]._patterns.get(year))]
            pairs = [tuple(related.tables[at]._patterns.get(year) for at in pair) for pair in related.splits[year]]
            sums = [(one, other) for one, other in pairs if one or other]
            if is_small or before or sums:
                self._patterns[year] = Pattern(levels, limit, before, sums, shows_whole=shows_whole)
        self._places = {
            name: (side, at, position)
            for side, levels in enumerate((grain.units, grain.members))
            for at, level in enumerate(levels)
            for position, name in enumerate(level)
        }

    def hidden(self, question: Question, last_years: frozenset[int] | None, but: str | None = None) -> Iterator[Key]:
        """The keys of those of the question's cells that hold a hidden cell, of all units `but` one and those below it.

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

    def suppressed(self, year: int | None) -> set[Cell]:
        """The hidden cells of a year at the finest levels."""
        return set(self._cells(year, {}))

    def _cells(self, year: int | None, kept: Mapping[str, tuple[str, ...]]) -> Iterator[Cell]:
        depths = len(self._grain.units), len(self._grain.members)
        if pattern := self._patterns.get(year):
            units = [cell[0] for cell in pattern.at(depths[0], 0) if self._is_kept(cell, kept, side=0)]
            members = [cell[1] for cell in pattern.at(0, depths[1]) if self._is_kept(cell, kept, side=1)]
            yield from pattern.hidden(units, members)
        for unit, member in self._also.get(year, ()):
            for cell in self._years[year].levels[depths][0]:
                is_below = cell[0][: len(unit)] == unit and cell[1][: len(member)] == member
                if is_below and self._is_kept(cell, kept, side=0) and self._is_kept(cell, kept, side=1):
                    yield cell

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
