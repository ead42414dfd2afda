"""A condition's SQL as a Polars expression, for the small portable subset that contracts are written in.

Polars' own SQL reader lacks `date_diff` and compares a date difference with a number by its microseconds, so
the parsed SQL is compiled here, node by node; a node not named here is refused.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import polars as pl
import sqlglot
from sqlglot import exp

from data_contracts.errors import UtsynError


class ConditionError(UtsynError):
    """The condition uses SQL that has no Polars counterpart here; the message names it."""


BINARY: dict[type[exp.Expr], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    exp.And: lambda a, b: a & b,
    exp.Or: lambda a, b: a | b,
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
}


@cache
def polars_condition(sql: str) -> pl.Expr:
    """Boolean expression, true where the row breaks the rule; null (nothing to judge) stays null."""
    return _compile(sqlglot.parse_one(sql, dialect="duckdb"))


def _compile(node: exp.Expr) -> pl.Expr:
    if operation := BINARY.get(type(node)):
        return operation(_compile(node.this), _compile(node.expression))
    if build := NODES.get(type(node)):
        return build(node)
    raise ConditionError(f"a condition may not use {node.key}: {node.sql(dialect='duckdb')}")


def _days(node: exp.DateDiff) -> pl.Expr:
    if node.text("unit").upper() != "DAY":
        raise ConditionError(f"a condition may only count days: {node.sql(dialect='duckdb')}")
    return (_compile(node.this) - _compile(node.expression)).dt.total_days()


def _integer(node: exp.TryCast) -> pl.Expr:
    if not node.to.is_type(exp.DType.INT):
        raise ConditionError(f"a condition may only cast to integer: {node.sql(dialect='duckdb')}")
    return _compile(node.this).cast(pl.Int64(), strict=False)


NODES: dict[type[exp.Expr], Callable[[Any], pl.Expr]] = {
    exp.Column: lambda node: pl.col(node.name),
    exp.Literal: lambda node: pl.lit(node.to_py()),
    exp.Boolean: lambda node: pl.lit(node.to_py()),
    exp.Paren: lambda node: _compile(node.this),
    exp.Not: lambda node: ~_compile(node.this),
    exp.Is: lambda node: _compile(node.this).eq_missing(_compile(node.expression)),
    exp.Null: lambda _: pl.lit(None),
    exp.Between: lambda node: _compile(node.this).is_between(_compile(node.args["low"]), _compile(node.args["high"])),
    exp.In: lambda node: _compile(node.this).is_in([item.to_py() for item in node.expressions]),
    exp.Coalesce: lambda node: pl.coalesce(_compile(node.this), *(_compile(item) for item in node.expressions)),
    exp.Year: lambda node: _compile(node.this).dt.year(),
    exp.DateDiff: _days,
    exp.TryCast: _integer,
    exp.ArraySize: lambda node: _compile(node.this).list.len(),
    exp.Left: lambda node: _compile(node.this).str.head(int(node.expression.to_py())),
    exp.Right: lambda node: _compile(node.this).str.tail(int(node.expression.to_py())),
}
