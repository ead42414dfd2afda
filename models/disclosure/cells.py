"""The counts that decide what is suppressed, read from a build at the grain of a question: all measures at once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, pairwise, product

import numpy as np
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.disclosure.block import Values
from models.disclosure.grain import LISTED, Grain
from models.disclosure.measures import Measures, Relation
from models.disclosure.pattern import Cell
from models.engines.engine import Engine
from models.facts import Fact
from models.question import Question
from models.store import OpenBuild

Levels = dict[tuple[int, int], dict[Cell, Values]]


@dataclass(frozen=True)
class Counts:
    """A year's cells that are not empty, at the finest levels of units and members: (cells, measures)."""

    cells: tuple[Cell, ...]
    values: np.ndarray

    @cached_property
    def levels(self) -> dict[tuple[int, int], tuple[tuple[Cell, ...], np.ndarray]]:
        """The same at all levels."""
        unit_depth, member_depth = (len(side) for side in self.cells[0]) if self.cells else (0, 0)
        found = {}
        for units, members in product(range(unit_depth + 1), range(member_depth + 1)):
            places: dict[Cell, int] = {}
            at = [places.setdefault((unit[:units], member[:members]), len(places)) for unit, member in self.cells]
            sums = np.zeros((len(places), self.values.shape[1]))
            np.add.at(sums, at, self.values)
            found[units, members] = tuple(places), sums
        return found

    def of(self, measure: int, relations: Sequence[Relation], limit: int) -> tuple[Levels, bool]:
        """A measure at all levels, with what its relations show wherever that is few persons.

        Also whether any cell holds few persons of the measure or of such a relation.
        """
        counted = {depths: sums[:, measure] > 0 for depths, (_, sums) in self.levels.items()}

        def is_small(counts: Callable[[np.ndarray], np.ndarray]) -> bool:
            left = (counts(sums)[counted[depths]] for depths, (_, sums) in self.levels.items())
            return any(((each > 0) & (each < limit)).any() for each in left)

        rests = [each for each in relations if is_small(partial(_left, each))]
        found: Levels = {}
        for depths, (cells, sums) in self.levels.items():
            values = np.column_stack([sums[:, measure], *(_left(each, sums) for each in rests)])[counted[depths]]
            kept = (cell for cell, counts in zip(cells, counted[depths].tolist(), strict=True) if counts)
            found[depths] = dict(zip(kept, map(tuple, values.tolist()), strict=True))
        return found, bool(rests) or is_small(lambda sums: sums[:, measure])


Years = dict[int | None, Counts]


def counts_of(
    question: Question, fact: Fact, year: str, measures: Measures, grain: Grain, *, but: exp.Expr | None, engine: Engine
) -> Years:
    """The counts of a grain's cells in the years of a question, by year (None: rows of no year).

    `but` chooses the rows that a reader does not know already.
    """
    years = question.years
    columns = [exp.column(name) for name in (year, *grain.columns)]
    names = [f"m{at}" for at in range(len(measures.sql))]
    of_row = [sqlglot.parse_one(sql, read="duckdb") for sql in measures.sql]
    query = exp.select(*columns, *(exp.Sum(this=each).as_(name) for each, name in zip(of_row, names, strict=True)))
    query = query.from_(exp.table_(fact.name, db="facts")).group_by(*columns)
    if years:
        query = query.where(exp.Between(this=exp.column(year), low=exp.convert(years[0]), high=exp.convert(years[1])))
    if but is not None:
        query = query.where(but.copy())
    for name in (name for level in grain.members for name in level if name in LISTED and grain.units):
        query = query.where(exp.column(name).isin(*sorted(LISTED[name])))
    levels = [slice(*ends) for ends in pairwise(accumulate(map(len, (*grain.units, *grain.members)), initial=0))]
    depth, count = len(grain.units), len(columns) - 1
    found: dict[int | None, tuple[list[Cell], list[list[float]]]] = defaultdict(lambda: ([], []))
    for when, *rest in engine.rows(query):
        members = [name if name is None or isinstance(name, str | int) else str(name) for name in rest[:count]]
        path = tuple(tuple(members[level]) for level in levels)
        values = [max(0.0, float(str(cell or 0))) for cell in rest[count:]]
        if any(values):
            cells, rows = found[None if when is None else int(str(when))]
            cells.append((path[:depth], path[depth:]))
            rows.append(values)
    return {when: Counts(tuple(cells), np.array(rows)) for when, (cells, rows) in found.items()}


def but_of(unit: str, level: str, dimensions: frozenset[str]) -> exp.Expr | None:
    """Chooses all but who were, or are today, of a unit; None where a fact does not know units of its level."""
    if level not in dimensions:
        return None
    return exp.and_(*(exp.column(name).neq(unit) for name in (level, f"{level}_today")))


def last_years(question: Question, indicator: Indicator, build: OpenBuild) -> frozenset[int] | None:
    """The year (of each fact) that a stock not asked by year stands for; None where all asked years count."""
    if indicator.time == "flow" or "year" in question.by:
        return None
    year = exp.column(indicator.clocks[question.clock or indicator.default_clock])
    found = set[int]()
    for fact in indicator.facts:
        source = build.rollups.smallest(fact.name, {year.name}, (), ())
        table = source.rollup.table if source else exp.table_(fact.name, db="facts")
        query = exp.select(exp.Max(this=year.copy())).from_(table)
        if question.years:
            first, last = map(exp.convert, question.years)
            query = query.where(exp.Between(this=year.copy(), low=first, high=last))
        found.update(int(str(last)) for (last,) in build.engine.rows(query) if last is not None)
    return frozenset(found)


def _left(relation: Relation, sums: np.ndarray) -> np.ndarray:
    return np.asarray(sums[:, relation.more].sum(axis=1) - sums[:, relation.less].sum(axis=1))
