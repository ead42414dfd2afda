"""What can be added up beforehand: aggregates over the rows that pass a filter, found again by their SQL."""

from collections.abc import Iterator
from functools import cache

import sqlglot
from sqlglot import exp

Filter = tuple[exp.Expr, ...]


def is_additive(measure: exp.Expr) -> bool:
    """Whether a measure of all rows follows from those of any parts of them: no median, and nothing counted once."""
    return all(
        type(node) in (exp.Sum, exp.Count, exp.Min, exp.Max) and node.find(exp.Distinct) is None
        for node in measure.find_all(exp.AggFunc)
    )


def summed(aggregate: exp.Expr, filter_: Filter) -> str:
    """The SQL of what a roll-up adds up for an aggregate over the rows that pass a filter."""
    if not filter_:
        return aggregate.sql("duckdb")
    what = aggregate.this
    if isinstance(aggregate, exp.Count):
        counted = filter_ if isinstance(what, exp.Star) else (*filter_, what.is_(exp.null()).not_())
        return exp.Count(this=exp.Case().when(exp.and_(*counted), 1)).sql("duckdb")
    return type(aggregate)(this=exp.Case().when(exp.and_(*filter_), what)).sql("duckdb")


@cache
def conditions(filter_: str | None) -> Filter:
    """What a filter asks of a row, all of which must hold."""
    return tuple(_conjuncts(sqlglot.parse_one(filter_, read="duckdb"))) if filter_ else ()


def split(filter_: Filter, columns: frozenset[str]) -> tuple[Filter, Filter]:
    """The conditions that sums must have met, and those that a roll-up with these columns can be asked afterwards."""
    met, afterwards = list[exp.Expr](), list[exp.Expr]()
    for condition in filter_:
        is_kept = all(column.name in columns for column in condition.find_all(exp.Column))
        (afterwards if is_kept else met).append(condition)
    return tuple(met), tuple(afterwards)


def _conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    condition = condition.unnest()
    if isinstance(condition, exp.And):
        for each in condition.flatten():
            yield from _conjuncts(each)
    else:
        yield condition
