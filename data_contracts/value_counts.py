"""What DuckDB counts for the certifier: how often each value is in a column, how many rows break a rule."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
from sqlglot import exp

from data_contracts.contract import Column, Contract, Kind, Rule
from data_contracts.contract_parser import load_contract
from data_contracts.stored_columns import stored

BY_VALUE: tuple[Kind, ...] = ("in_list", "matches", "in_range")
JUDGED: tuple[Kind, ...] = ("present", *BY_VALUE, "condition", "unique")
MOST_VALUES = 5_000  # of a column are passed on; beyond it DuckDB judges the column


@dataclass(frozen=True)
class FeedCounts:
    """A feed's rows in so little room that it does not grow with them.

    values: column → its distinct values (null too) and the rows of each, for columns with a rule on values.
    breaking: rule → rows that break it, for every other rule.
    """

    feed: str
    values: dict[str, dict[Any, int]]
    breaking: dict[str, int]

    def __add__(self, other: "FeedCounts") -> "FeedCounts":
        """Of two parts of a feed's rows, their whole; both count the same columns by value."""
        values = {name: dict(Counter(counts) + Counter(other.values[name])) for name, counts in self.values.items()}
        breaking = {rule: rows + other.breaking[rule] for rule, rows in self.breaking.items()}
        return FeedCounts(self.feed, values, breaking)

    def __sub__(self, part: "FeedCounts") -> "FeedCounts":
        """Of a feed's rows those that are not in the part, which counts the same columns by value."""
        values = {name: dict(Counter(counts) - Counter(part.values[name])) for name, counts in self.values.items()}
        breaking = {rule: rows - part.breaking[rule] for rule, rows in self.breaking.items()}
        return FeedCounts(self.feed, values, breaking)

    def to_json(self) -> str:
        """As one JSON object; a date as ISO 8601."""
        values = {name: list(counts.items()) for name, counts in self.values.items()}
        return json.dumps({"feed": self.feed, "values": values, "breaking": self.breaking}, default=str)

    @classmethod
    def from_json(cls, text: str) -> "FeedCounts":
        """Read what `to_json` wrote. Raises ValueError, KeyError, TypeError for what it did not write."""
        written = json.loads(text)
        contract = stored(load_contract(written["feed"]))
        values = {
            name: {_read(value, contract.column(name)): rows for value, rows in counts}
            for name, counts in written["values"].items()
        }
        return cls(written["feed"], values, written["breaking"])


def judged(contract: Contract) -> list[Rule]:
    """The rules of a stored feed that certification judges."""
    return [rule for rule in contract.rules if rule.kind in JUDGED]


def count_feed(connection: duckdb.DuckDBPyConnection, feed: str) -> FeedCounts:
    """Count the loaded table of a feed for its rules of the kinds JUDGED.

    A key of several columns counts a null as a value, a key of one column does not; each row that shares its key
    breaks `unique`. Raises duckdb.Error where the table or a column is missing, ContractError for an unknown feed.
    """
    contract = stored(load_contract(feed))
    by_values = dict.fromkeys(rule.columns[0] for rule in judged(contract) if rule.kind in BY_VALUE)
    values: dict[str, dict[Any, int]] = {}
    for name in by_values:
        if contract.column(name).type != "list" and (value_rows := _values(connection, contract, name)) is not None:
            values[name] = value_rows
    return FeedCounts(feed, values, _breaking(connection, contract, values) | count_repeated(connection, feed))


def count_part(connection: duckdb.DuckDBPyConnection, whole: FeedCounts, rows: str) -> FeedCounts | None:
    """Count some rows (a condition in SQL) as `whole` counts all, to be added to it or taken from it.

    Rows that share a key are a matter of the whole: none are counted here. None where a column has more values than
    are passed on.
    """
    contract = stored(load_contract(whole.feed))
    values = {name: _values(connection, contract, name, rows) for name in whole.values}
    counteds = {name: value_rows for name, value_rows in values.items() if value_rows is not None}
    if len(counteds) < len(values):
        return None
    counted = _breaking(connection, contract, counteds, rows)
    return FeedCounts(whole.feed, counteds, dict.fromkeys(whole.breaking, 0) | counted)


def count_repeated(connection: duckdb.DuckDBPyConnection, feed: str) -> dict[str, int]:
    """Rule → the rows that share their key with another, of the rules on keys."""
    contract = stored(load_contract(feed))
    unique = [rule for rule in judged(contract) if rule.kind == "unique"]
    return {rule.name: _row(connection, _repeated(rule, contract))[0] for rule in unique}


def _breaking(
    connection: duckdb.DuckDBPyConnection, contract: Contract, values: Iterable[str], rows: str = "true"
) -> dict[str, int]:
    """Rule → the rows that break it, of the rules about one row that are not judged by value."""
    counted = [rule for rule in judged(contract) if rule.kind != "unique" and not by_value(rule, values)]
    counts = [f"count(*) filter (where {broken_when(rule, contract)})" for rule in counted]
    row = _row(connection, f"select {', '.join(['count(*)', *counts])} from {_table(contract)} where {rows}")
    return dict(zip((rule.name for rule in counted), row[1:], strict=True))


def by_value(rule: Rule, columns: Iterable[str]) -> bool:
    """Whether a rule is judged on the values of its column, given the columns whose values are at hand."""
    return rule.kind in ("present", *BY_VALUE) and rule.columns[0] in columns


def _read(value: Any, column: Column) -> Any:
    return date.fromisoformat(value) if column.type == "date" and value is not None else value


def _values(
    connection: duckdb.DuckDBPyConnection, contract: Contract, name: str, rows: str = "true"
) -> dict[Any, int] | None:
    table = f"{_table(contract)} where {rows}"
    query = f"select {_name(name)}, count(*) from {table} group by all limit {MOST_VALUES + 1}"
    counts = dict(connection.execute(query).fetchall())
    return counts if len(counts) <= MOST_VALUES else None


def broken_when(rule: Rule, contract: Contract) -> str:
    """SQL that is true for a row that breaks a rule about the row alone; null is not a breach."""
    if rule.kind == "condition":
        return rule.condition or ""
    column = contract.column(rule.columns[0])
    if rule.kind == "present":
        return f"{_name(column.name)} is null"
    if column.type == "list":
        wrong = _wrong(rule, column, exp.column("item")).sql("duckdb")
        return f"len(list_filter({_name(column.name)}, lambda item: {wrong})) > 0"
    return _wrong(rule, column, exp.column(column.name, quoted=True)).sql("duckdb")


def _wrong(rule: Rule, column: Column, value: exp.Column) -> exp.Expr:
    if rule.kind == "in_list":
        return value.isin(*(column.codes or ())).not_()
    if rule.kind == "matches":
        return exp.func("regexp_matches", value, exp.Literal.string(column.pattern)).not_()
    low, high = column.minimum, column.maximum
    below = [value < exp.convert(low)] if low is not None else []
    above = [value > exp.convert(high)] if high is not None else []
    return exp.or_(*below, *above)


def _repeated(rule: Rule, contract: Contract) -> str:
    """Rows that share their key. Hashes of keys come first: they take a tenth of the room that keys take."""
    key = ", ".join(_name(column) for column in rule.columns)
    rows = f"{_table(contract)} where {key} is not null" if len(rule.columns) == 1 else _table(contract)
    return f"""
        with hashed as (select {key}, hash({key}) as key_hash from {rows}),
        suspects as (select key_hash from hashed group by key_hash having count(*) > 1),
        repeated as (
            select count(*) as rows from hashed semi join suspects using (key_hash) group by {key} having count(*) > 1
        )
        select coalesce(sum(rows), 0) from repeated"""


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    return tuple(int(count) for count in connection.execute(query).fetchall()[0])


def _table(contract: Contract) -> str:
    return f"feeds.{_name(contract.feed)}"


def _name(column: str) -> str:
    return exp.to_identifier(column, quoted=True).sql("duckdb")
