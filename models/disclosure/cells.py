"""The counts that decide what is suppressed, read from a build at the grain of a question: all measures at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, product

import numpy as np
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.disclosure.block import Values
from models.disclosure.dominance import MOST, Contribution, Sums
from models.disclosure.grain import LISTED, Grain
from models.disclosure.measures import Measures, as_way, flags
from models.disclosure.pattern import Cell, Path
from models.disclosure.ties import Relation
from models.engines.engine import Engine
from models.facts import Fact
from models.question import Question
from models.store import OpenBuild


class Levels(dict[tuple[int, int], dict[Cell, Values]]):
    """The cells of a measure at each level of units and members, from `make` when a level is first looked at."""

    def __init__(self, make: Callable[[tuple[int, int]], dict[Cell, Values]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, depths: tuple[int, int]) -> dict[Cell, Values]:
        self[depths] = self._make(depths)
        return self[depths]


@dataclass(frozen=True)
class Counts:
    """A year's cells that are not empty, at the finest levels of units and members: (cells, measures)."""

    cells: tuple[Cell, ...]
    values: np.ndarray

    @cached_property
    def levels(self) -> dict[tuple[int, int], tuple[tuple[Cell, ...], np.ndarray]]:
        """The same at all levels."""
        unit_depth, member_depth = (len(side) for side in self.cells[0]) if self.cells else (0, 0)
        by_level = {}
        for units, members in product(range(unit_depth + 1), range(member_depth + 1)):
            places: dict[Cell, int] = {}
            at = [places.setdefault((unit[:units], member[:members]), len(places)) for unit, member in self.cells]
            sums = np.zeros((len(places), self.values.shape[1]))
            np.add.at(sums, at, self.values)
            by_level[units, members] = tuple(places), sums
        return by_level

    def few(
        self, relations: Callable[[tuple[int, int]], Mapping[int, Sequence[Relation]]], limit: int
    ) -> dict[int, tuple[Relation, ...]]:
        """The measures of which any cell holds few persons, or of which relations at its level show few there: these.

        `relations` gives those of each measure that is looked at, at a level.
        """
        kept: dict[int, dict[Relation, None]] = {}
        for depths, (_, sums) in self.levels.items():
            of_level = relations(depths)
            for at in np.flatnonzero(((sums > 0) & (sums < limit)).any(axis=0)).tolist():
                kept.setdefault(at, {})
            pairs = [(at, each) for at, some in of_level.items() for each in some]
            if not pairs:
                continue
            rests = np.column_stack([left(each, sums) for _, each in pairs])
            is_few = (rests > 0) & (rests < limit) & (sums[:, [at for at, _ in pairs]] > 0)
            for place in np.flatnonzero(is_few.any(axis=0)).tolist():
                at, each = pairs[place]
                kept.setdefault(at, {})[each] = None
        return {at: tuple(rests) for at, rests in kept.items()}

    def of(
        self,
        measure: int,
        rests: Sequence[Relation] = (),
        is_at: Callable[[Relation, tuple[int, int]], bool] = lambda _relation, _depths: True,
    ) -> Levels:
        """A measure at all levels, with what some of its relations show at the levels where they are looked at."""

        def at(depths: tuple[int, int]) -> dict[Cell, Values]:
            cells, sums = self.levels[depths]
            nobody = np.zeros(len(cells))
            shown = (left(each, sums) if is_at(each, depths) else nobody for each in rests)
            columns = np.column_stack([sums[:, measure], *shown])
            # of a part that is empty the whole can protect another's
            is_kept = np.asarray(columns.any(axis=1))
            kept = (cells[row] for row in np.flatnonzero(is_kept).tolist())
            return dict(zip(kept, map(tuple, columns[is_kept].tolist()), strict=True))

        return Levels(at)


Years = dict[int | None, Counts]


def counts_of(
    question: Question, fact: Fact, year: str, measures: Measures, grain: Grain, *, but: exp.Expr | None, engine: Engine
) -> Years:
    """The counts of a grain's cells in the years of a question, by year (None: rows of no year).

    `but` chooses the rows that a reader does not know already.
    """
    names = [f"m{at}" for at in range(len(measures.sql))]
    of_row = [sqlglot.parse_one(sql, read="duckdb") for sql in measures.sql]
    sums = [exp.Sum(this=each).as_(name) for each, name in zip(of_row, names, strict=True)]
    columns = [exp.column(name) for name in (year, *grain.columns)]
    query = _rows_of(question, fact, year, grain, but=but).select(*sums).group_by(*columns)
    by_year: dict[int | None, tuple[list[Cell], list[list[float]]]] = defaultdict(lambda: ([], []))
    for when, cell, numbers in _by_cell(engine.rows(query), grain):
        values = [max(0.0, float(str(number or 0))) for number in numbers]
        if any(values):
            cells, rows = by_year[when]
            cells.append(cell)
            rows.append(values)
    return {when: Counts(tuple(cells), np.array(rows)) for when, (cells, rows) in by_year.items()}


def sums_of(  # what a question is decided by
    question: Question,
    fact: Fact,
    year: str,
    amount: str,
    grain: Grain,
    *,
    limit: int,
    but: exp.Expr | None,
    engine: Engine,
) -> dict[int | None, Sums]:
    """What persons add to an amount, in a grain's cells, by year as in `counts_of`.

    Who is not known by the fact's column of persons counts as somebody else in each row. Persons are read one by one
    where they can be of those fewer than `limit`, or have most of a sum: whoever has most of it at any level has so in
    one of the finest cells.
    """
    columns = (year, *grain.columns)
    cells, persons = ", ".join(columns), "case when person is null then parts else 1 end"
    person = exp.column(fact.person) if fact.person else exp.null()
    added = sqlglot.parse_one(amount, read="duckdb")
    rows = _rows_of(question, fact, year, grain, but=but).select(person.as_("person"), added.as_("part"))
    rows = rows.where(exp.GT(this=added.copy(), expression=exp.Literal.number(0)))
    each = exp.select(*columns, "person", "sum(part) as added", "max(part) as largest", "count(*) as parts")
    each = each.from_(rows.subquery("part_rows")).group_by(*columns, "person")
    together = f"over (partition by {cells})"
    much = f"sum({persons}) {together} < {limit} or added > {MOST} * sum(added) {together}"
    flagged = exp.select("*", f"case when {much} then 1 else 0 end as much").from_(each.subquery("each_person"))
    marked = exp.select("*", f"max(much) over (partition by {year}, person) as named")
    marked = marked.from_(flagged.subquery("flagged"))
    named = exp.select(*columns, "case when named = 1 then person end as who", "person", "added", "largest", "parts")
    named = named.from_(marked.subquery("marked"))
    largest = "max(case when person is null then largest else added end)"
    query = exp.select(*columns, "who", "sum(added) as added", f"{largest} as largest", f"sum({persons}) as persons")
    query = query.from_(named.subquery("named_persons")).group_by(*columns, "who")
    by_year: dict[int | None, list[tuple[Cell, Contribution]]] = defaultdict(list)
    for when, cell, (who, *numbers) in _by_cell(engine.rows(query), grain):
        by_year[when].append((cell, Contribution(who, *(float(str(number)) for number in numbers))))
    return {when: Sums.of(contributions) for when, contributions in by_year.items()}


def _rows_of(question: Question, fact: Fact, year: str, grain: Grain, *, but: exp.Expr | None) -> exp.Select:
    """The year and the cell of each row of a fact that a question is about."""
    query = exp.select(*(exp.column(name) for name in (year, *grain.columns)))
    query = query.from_(exp.table_(fact.name, db="facts"))
    if years := question.years:
        query = query.where(exp.Between(this=exp.column(year), low=exp.convert(years[0]), high=exp.convert(years[1])))
    if but is not None:
        query = query.where(but.copy())
    for name in (name for level in grain.members for name in level if name in LISTED):
        query = query.where(exp.column(name).isin(*sorted(LISTED[name])))
    return query


def _by_cell(rows: Iterable[tuple[object, ...]], grain: Grain) -> Iterator[tuple[int | None, Cell, Sequence[object]]]:
    """The year, the cell and what follows them, of rows that begin with the columns of `_rows_of`."""
    levels = [slice(*ends) for ends in pairwise(accumulate(map(len, (*grain.units, *grain.members)), initial=0))]
    depth, count = len(grain.units), len(grain.columns)
    for when, *rest in rows:
        members = _members(rest[:count])
        path = tuple(tuple(members[level]) for level in levels)
        yield None if when is None else int(str(when)), (path[:depth], path[depth:]), rest[count:]


Ways = dict[Path, frozenset[int]]


def ways_of(fact: Fact, measures: Measures, grain: Grain, engine: Engine) -> Ways:
    """The ways in which rows of a member count in any year, by member, at all levels but that of single partners."""
    levels = [level for level in grain.members if "partner" not in level]
    columns = [exp.column(name) for level in levels for name in level]
    if not columns:
        return {}
    query = exp.select(*columns, *flags(measures.sql)).from_(exp.table_(fact.name, db="facts")).distinct()
    steps = [slice(*ends) for ends in pairwise(accumulate(map(len, levels), initial=0))]
    measures_by_path = defaultdict[Path, set[int]](set)
    for row in engine.rows(query):
        members = _members(row[: len(columns)])
        path = tuple(tuple(members[step]) for step in steps)
        way = measures.place_of[as_way(row[len(columns) :]).tobytes()]
        for depth in range(1, len(path) + 1):
            measures_by_path[path[:depth]].add(way)
    return {path: frozenset(ways) for path, ways in measures_by_path.items()}


def _members(cells: Sequence[object]) -> list[str | int | None]:
    return [name if name is None or isinstance(name, str | int) else str(name) for name in cells]


def but_of(unit: str, level: str, dimensions: frozenset[str]) -> exp.Expr | None:
    """Chooses all but who were, or are today, of a unit; None where a fact does not know units of its level."""
    if level not in dimensions:
        return None
    return exp.and_(*(exp.column(name).neq(unit) for name in (level, f"{level}_today")))


def last_years(question: Question, indicator: Indicator, build: OpenBuild) -> frozenset[int] | None:
    """The year (of each fact) that a stock not asked by year represents; None where all asked years count."""
    if indicator.time == "flow" or "year" in question.by:
        return None
    year = exp.column(indicator.reference_dates[question.dated_by or indicator.default_reference_date])
    years = set[int]()
    for fact in indicator.facts:
        source = build.rollups.smallest(fact.name, {year.name}, (), ())
        table = source.rollup.table if source else exp.table_(fact.name, db="facts")
        query = exp.select(exp.Max(this=year.copy())).from_(table)
        if question.years:
            first, last = map(exp.convert, question.years)
            query = query.where(exp.Between(this=year.copy(), low=first, high=last))
        years.update(int(str(last)) for (last,) in build.engine.rows(query) if last is not None)
    return frozenset(years)


def left(relation: Relation, sums: np.ndarray) -> np.ndarray:
    """What a relation shows of cells that are given with their measures: (cells, measures)."""
    return np.asarray(sums[:, relation.more].sum(axis=1) - sums[:, relation.less].sum(axis=1))
