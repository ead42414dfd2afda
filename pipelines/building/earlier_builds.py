"""What published builds of earlier days knew, for a register that keeps no history: a build is a dated copy of it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import duckdb
from sqlglot import exp

from models.facts import create_filled

STATEMENTS = Path(__file__).with_suffix(".sql")
CARRIED = ("earlier_registers", "earlier_assurances", "earlier_attributes")
# A build from before origins were kept has files of unknown origin, which are taken as real.
ORIGINS = """
select distinct origin.origin from {build}meta.files as file join {build}meta.origins as origin using (file_no)
where file.feed in ('agreements', 'programmes') and file.rows_loaded > 0
"""


def record_earlier(connection: duckdb.DuckDBPyConnection, builds: Sequence[Path], as_of: date) -> None:
    """Fill `meta.earlier_*` from the databases of published builds that describe a day before `as_of`.

    A build that cannot be read, and one whose registers are of another origin (synthetic beside real), adds nothing.
    """
    create_filled(connection)
    own_feeds = _origins(connection, "")
    for database in builds:
        path = exp.Literal.string(str(database)).sql("duckdb")
        with suppress(duckdb.Error):
            connection.execute(f"attach {path} as earlier (read_only)")
            try:
                _add(connection, own_feeds, as_of)
            finally:
                connection.execute("detach earlier")
    for table in CARRIED:
        connection.execute(f"create or replace table meta.{table} as select distinct * from meta.{table}")


def _add(connection: duckdb.DuckDBPyConnection, own_feeds: set[str], as_of: date) -> None:
    [(earlier_day,)] = connection.execute("select as_of from earlier.meta.build").fetchall()
    if earlier_day >= as_of or _origins(connection, "earlier.") != own_feeds:
        return
    connection.execute("begin transaction")
    try:
        connection.execute(STATEMENTS.read_text(encoding="utf-8"))
        for table in _tables(connection):
            connection.execute(f"insert into meta.{table} select * from earlier.meta.{table}")
    except duckdb.Error:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables that the earlier build has from builds before it."""
    query = "select table_name from duckdb_tables() where database_name = 'earlier' and schema_name = 'meta'"
    return [table for (table,) in connection.execute(query).fetchall() if table in CARRIED]


def _origins(connection: duckdb.DuckDBPyConnection, build: str) -> set[str]:
    try:
        return {origin for (origin,) in connection.execute(ORIGINS.format(build=build)).fetchall()}
    except duckdb.CatalogException:
        return {"real"}
