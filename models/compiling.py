"""From a question to SQL: parsed and composed with sqlglot, never by pasting strings.

A query is built in place (`copy=False`): copying it at each step took most of the time.
"""

from functools import cache, lru_cache
from typing import NamedTuple

import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.question import Question
from models.rollups import Filter, Rollups, conditions

NUMERATOR, DENOMINATOR, ROWS = "numerator", "denominator", "fact_rows"
KEPT_QUERIES = 2000


class Counted(NamedTuple):
    """What decides an indicator's query, beside the question: the year column, and the rest as the definition says."""

    year: str
    time: str
    fact: str
    numerator: str
    denominator_fact: str | None
    denominator: str | None
    filter: str | None


def counted(indicator: Indicator, dated_by: str | None) -> Counted:
    """What an indicator counts, by a reference date or by its first."""
    year = indicator.reference_dates[dated_by or indicator.default_reference_date]
    second = indicator.denominator_fact, indicator.denominator
    return Counted(year, indicator.time, indicator.fact, indicator.numerator, *second, indicator.filter)


def query_of(question: Question, indicator: Indicator, rollups: Rollups) -> str:
    """The SQL to run for a checked question; an engine of another dialect translates it."""
    return _written(question, counted(indicator, question.dated_by), rollups, "duckdb", pretty=False)


def definition_of(question: Question, indicator: Indicator, dialect: str) -> str:
    """The same over the facts alone, to be read."""
    return _written(question, counted(indicator, question.dated_by), None, dialect, pretty=True)


def compile_question(question: Question, indicator: Indicator, rollups: Rollups | None = None) -> exp.Select:
    """A query giving one row per cell: the asked dimensions, numerator, denominator (null where there is none) and
    the number of fact rows behind the cell, in the order of the dimensions.

    The question must have been checked (see `asking.check`). With `rollups` it reads the smallest that has the answer.
    """
    return _composed(question, counted(indicator, question.dated_by), rollups)


@lru_cache(KEPT_QUERIES)
def _written(question: Question, counted: Counted, rollups: Rollups | None, dialect: str, *, pretty: bool) -> str:
    return _composed(question, counted, rollups).sql(dialect, pretty=pretty, copy=False)


def _composed(question: Question, counted: Counted, rollups: Rollups | None) -> exp.Select:
    query = _aggregated(question, counted, counted.fact, rollups or Rollups())
    if counted.denominator is None:
        query.select(exp.null().as_(DENOMINATOR), copy=False)
    elif counted.denominator_fact is not None:
        second = _aggregated(question, counted, counted.denominator_fact, rollups or Rollups())
        query = _joined(query, second, question.by)
    return query.order_by(*map(exp.column, question.by), copy=False) if question.by else query


def measures_of(counted: Counted, fact: str) -> dict[str, exp.Expr]:
    """What is counted over one of its facts, by name, parsed."""
    if fact != counted.fact and counted.denominator is not None:
        measures = {DENOMINATOR: counted.denominator, ROWS: "count(*)"}
    else:
        measures = {NUMERATOR: counted.numerator, ROWS: "count(*)"}
        if counted.denominator is not None and counted.denominator_fact is None:
            measures[DENOMINATOR] = counted.denominator
    return {name: _parse(measure) for name, measure in measures.items()}


def _aggregated(question: Question, counted: Counted, fact: str, rollups: Rollups) -> exp.Select:
    """One fact, or a roll-up of it, aggregated by the asked dimensions."""
    year = exp.column(counted.year)
    dimensions = [year.copy() if name == "year" else _column(name, question) for name in question.by]
    columns = {column.name for column in (*dimensions, *(_column(name, question) for name in question.where))}
    if question.years or counted.time == "stock":
        columns.add(year.name)
    measures, filter_ = measures_of(counted, fact), conditions(counted.filter)
    source = rollups.smallest(fact, columns, tuple(measures.values()), filter_)
    if source is None:
        table, filter_ = exp.table_(fact, db="facts"), (_parse(counted.filter),) if counted.filter else ()
    else:
        table, filter_ = source.rollup.table, source.remaining
        measures = {name: source.measure(measure) for name, measure in measures.items()}
    query = (
        exp.select(*(column.as_(name) for column, name in zip(dimensions, question.by, strict=True)))
        .select(*(measure.as_(name) for name, measure in measures.items()), copy=False)
        .from_(table, copy=False)
        .where(*_conditions(question, counted, filter_, year, table), copy=False)
    )
    if not dimensions:
        return query
    query.group_by(*dimensions, copy=False)
    if source is not None:
        # rows of a roll-up that no row of the fact stands behind once it is filtered
        query.having(exp.GT(this=measures[ROWS].copy(), expression=exp.Literal.number(0)), copy=False)
    return query


def _column(dimension: str, question: Question) -> exp.Column:
    """The fact's column for a dimension: units are in it twice, as then and as today."""
    is_unit = dimension in ("faculty", "department")
    return exp.column(f"{dimension}_today" if is_unit and question.units == "today" else dimension)


def _conditions(
    question: Question, counted: Counted, filter_: Filter, year: exp.Column, table: exp.Table
) -> list[exp.Expr]:
    kept = [_column(dimension, question).isin(*members) for dimension, members in sorted(question.where.items())]
    within: list[exp.Expr] = [year.copy().is_(exp.null()).not_()] if "year" in question.by else []
    if question.years:
        first, last = question.years
        within.append(exp.Between(this=year.copy(), low=exp.convert(first), high=exp.convert(last)))
    if counted.time == "stock" and "year" not in question.by:
        # a stock does not add up over years: without a year in the answer it is the last one asked for
        last_year = exp.select(exp.Max(this=year.copy())).from_(table.copy()).where(*(c.copy() for c in within))
        within.append(exp.EQ(this=year.copy(), expression=last_year.subquery()))
    return [*(condition.copy() for condition in filter_), *kept, *within]


def _joined(first: exp.Select, second: exp.Select, by: tuple[str, ...]) -> exp.Select:
    """Two aggregated facts side by side: a member that only one of them has keeps its row, null matches null."""
    pairs = [(exp.column(name, table="n"), exp.column(name, table="d")) for name in by]
    condition = exp.and_(*(exp.NullSafeEQ(this=n, expression=d) for n, d in pairs)) if pairs else exp.true()
    dimensions = [exp.func("coalesce", n.copy(), d.copy()).as_(name) for (n, d), name in zip(pairs, by, strict=True)]
    rows = [exp.func("coalesce", exp.column(ROWS, table=t), exp.Literal.number(0)) for t in ("n", "d")]
    return (
        exp.select(*dimensions)
        .select(
            _zero_without_rows(NUMERATOR, "n").as_(NUMERATOR),
            exp.Add(this=rows[0], expression=rows[1]).as_(ROWS),
            _zero_without_rows(DENOMINATOR, "d").as_(DENOMINATOR),
            copy=False,
        )
        .from_(first.subquery("n", copy=False), copy=False)
        .join(second.subquery("d", copy=False), on=condition, join_type="full", copy=False)
    )


def _zero_without_rows(measure: str, table: str) -> exp.Case:
    """A side that has no row for a member counts nothing there; a side whose rows say null stays null."""
    absent = exp.column(ROWS, table=table).is_(exp.null())
    return exp.Case().when(absent, exp.Literal.number(0)).else_(exp.column(measure, table=table))


@cache
def _parse(sql: str) -> exp.Expr:
    return sqlglot.parse_one(sql, read="duckdb")
