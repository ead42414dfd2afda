"""From a question to SQL: parsed and composed with sqlglot, never by pasting strings."""

from functools import cache

import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.question import Question

NUMERATOR, DENOMINATOR, ROWS = "numerator", "denominator", "fact_rows"


def compile_question(question: Question, indicator: Indicator) -> exp.Select:
    """A query giving one row per cell: the asked dimensions, numerator, denominator (null where there is none) and
    the number of fact rows behind the cell, in the order of the dimensions.

    The question must have been checked (see `asking.check`).
    """
    first = _aggregated(question, indicator, indicator.fact, indicator.numerator, NUMERATOR)
    if indicator.denominator is None:
        query = first.select(exp.null().as_(DENOMINATOR), copy=False)
    elif indicator.denominator_fact is None:
        query = first.select(_parse(indicator.denominator).as_(DENOMINATOR), copy=False)
    else:
        second = _aggregated(question, indicator, indicator.denominator_fact, indicator.denominator, DENOMINATOR)
        query = _joined(first, second, question.by)
    return query.order_by(*(exp.column(name) for name in question.by), copy=False) if question.by else query


def _aggregated(question: Question, indicator: Indicator, fact: str, measure: str, name: str) -> exp.Select:
    """One fact aggregated by the asked dimensions."""
    year = exp.column(indicator.clocks[question.clock or indicator.default_clock])
    table = exp.table_(fact, db="facts")
    dimensions = [year.copy() if name == "year" else _column(name, question) for name in question.by]
    query = (
        exp.select(*(column.as_(name) for column, name in zip(dimensions, question.by, strict=True)))
        .select(_parse(measure).as_(name), exp.Count(this=exp.Star()).as_(ROWS), copy=False)
        .from_(table, copy=False)
        .where(*_conditions(question, indicator, year, table), copy=False)
    )
    return query.group_by(*dimensions, copy=False) if dimensions else query


def _column(dimension: str, question: Question) -> exp.Column:
    """The fact's column for a dimension: units stand in it twice, as then and as today."""
    is_unit = dimension in ("faculty", "department")
    return exp.column(f"{dimension}_today" if is_unit and question.units == "today" else dimension)


def _conditions(question: Question, indicator: Indicator, year: exp.Column, table: exp.Table) -> list[exp.Expr]:
    conditions: list[exp.Expr] = [_parse(indicator.filter)] if indicator.filter else []
    for dimension, members in sorted(question.where.items()):
        conditions.append(_column(dimension, question).isin(*members))
    within: list[exp.Expr] = [year.copy().is_(exp.null()).not_()] if "year" in question.by else []
    if question.years:
        first, last = question.years
        within.append(exp.Between(this=year.copy(), low=exp.convert(first), high=exp.convert(last)))
    if indicator.time == "stock" and "year" not in question.by:
        # a stock does not add up over years: without a year in the answer it is the last one asked for
        last_year = exp.select(exp.Max(this=year.copy())).from_(table.copy()).where(*(c.copy() for c in within))
        within.append(exp.EQ(this=year.copy(), expression=last_year.subquery()))
    return [*conditions, *within]


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


def _parse(sql: str) -> exp.Expr:
    return _parsed(sql).copy()


@cache
def _parsed(sql: str) -> exp.Expr:
    """A part of a definition, parsed once: there are some hundreds, and each is asked for again and again."""
    return sqlglot.parse_one(sql, read="duckdb")
