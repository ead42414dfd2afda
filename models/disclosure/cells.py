"""The counts that decide what is hidden, read from a build at the grain of a question."""

from collections import defaultdict
from decimal import Decimal
from itertools import accumulate, pairwise

import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.compiling import query_of
from models.disclosure.block import Values
from models.disclosure.grain import LISTED, Grain
from models.disclosure.pattern import Cell
from models.disclosure.table import Years
from models.question import Question
from models.store import OpenBuild


def years_of(grain: Grain, clock: str, years: tuple[int, int] | None, indicator: Indicator, build: OpenBuild) -> Years:
    """The counts of a grain's cells, by year. A flow counts rows of no year too: it is read by the clock's column."""
    year_column = "year" if indicator.time == "stock" else indicator.clocks[clock]
    question = Question(indicator.id, (year_column, *grain.columns), years=years, clock=clock)
    levels = [slice(*ends) for ends in pairwise(accumulate(map(len, (*grain.units, *grain.members)), initial=0))]
    depth = len(grain.units)
    cells: dict[int | None, dict[Cell, Values]] = defaultdict(dict)
    for year, *names, numerator, _, denominator in build.engine.rows(query_of(question, indicator, build.rollups)):
        members = tuple([name if name is None or isinstance(name, str | int) else str(name) for name in names])
        path = tuple([members[level] for level in levels])
        cells[None if year is None else int(str(year))][path[:depth], path[depth:]] = _counts(
            indicator, _number(numerator), _number(denominator)
        )
    return cells


def without(unit: str, level: str, indicator: Indicator) -> Indicator:
    """The indicator over everybody but those who were, or are today, of a unit; all where it does not tell of units."""
    if level not in indicator.dimensions:
        return indicator
    others = [exp.column(name).neq(unit) for name in (level, f"{level}_today")]
    kept = [sqlglot.parse_one(indicator.filter, read="duckdb")] if indicator.filter else []
    return indicator.model_copy(update={"filter": exp.and_(*kept, *others).sql("duckdb")})


def listed(indicator: Indicator, grain: Grain) -> Indicator:
    """The indicator over those members alone that are published by unit (see `LISTED`)."""
    kept = [sqlglot.parse_one(indicator.filter, read="duckdb")] if indicator.filter else []
    for name in (name for level in grain.members for name in level if name in LISTED and grain.units):
        kept.append(exp.column(name).isin(*sorted(LISTED[name])))
    return indicator.model_copy(update={"filter": exp.and_(*kept).sql("duckdb") if kept else None})


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


def _counts(indicator: Indicator, within: float, together: float) -> Values:
    """The counts of persons behind a value, whose sizes decide: of a share, those within and the rest."""
    if indicator.value == "statistic":
        return (together,)
    if indicator.denominator is None:
        return (within,)
    return (within, max(0.0, together - within)) if indicator.is_share else (within, together)


def _number(cell: object) -> float:
    return max(0.0, float(cell)) if isinstance(cell, int | float | Decimal) else 0.0
