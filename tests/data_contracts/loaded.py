"""Feeds and code lists in DuckDB as a build holds them, and the cross rules that their rows break."""

import duckdb
import polars as pl

from data_contracts.cell_parser import as_typed
from data_contracts.codes import code_lists, code_table
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract

AS_OF = "2026-01-15"


def make_empty(connection: duckdb.DuckDBPyConnection) -> None:
    """Every feed without rows, every code list filled, and the day that the build describes."""
    connection.execute("create schema feeds")
    for feed in feeds():
        load(connection, feed)
    make_codes(connection)
    connection.execute("create schema meta")
    connection.execute(f"create table meta.build as select date '{AS_OF}' as as_of")


def make_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables `codes.<list>`."""
    connection.execute("create schema codes")
    for name in code_lists():
        connection.register("listed", code_table(name))
        connection.execute(f"create table codes.{name} as select * from listed")


def load(connection: duckdb.DuckDBPyConnection, feed: str, *rows: dict[str, str | None]) -> None:
    """Put these rows in place of the feed's."""
    contract = load_contract(feed)
    text = pl.DataFrame(rows, schema={column.name: pl.String() for column in contract.columns})
    connection.register("given", as_typed(text, contract))
    connection.execute(f"create or replace table feeds.{feed} as select * from given")


def broken(connection: duckdb.DuckDBPyConnection, feed: str) -> dict[str, int]:
    """Rows per cross rule of the feed; rules that hold are left out."""
    rules = [rule for rule in load_contract(feed).rules if rule.kind == "cross"]
    rows = {
        rule.name: connection.execute(f"select count(*) from feeds.{feed} where {rule.condition}").fetchall()[0][0]
        for rule in rules
    }
    return {name: count for name, count in rows.items() if count}
