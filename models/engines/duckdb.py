"""DuckDB: one machine, one file, opened for reading only."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from sqlglot import exp

from models.engines.engine import EngineError

if TYPE_CHECKING:
    import pyarrow as pa

SAFE: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class DuckDBEngine:
    """Runs queries over a database. Safe to share between threads: each query has its own cursor."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str = "the build") -> None:
        self._connection, self._name = connection, name

    @classmethod
    def of_file(cls, database: Path) -> "DuckDBEngine":
        """An engine over a build's database, opened for reading only. Raises EngineError where it is damaged."""
        with _readable(str(database)):
            return cls(duckdb.connect(database, read_only=True, config=SAFE), str(database))

    def rows(self, query: exp.Expr | str) -> list[tuple[object, ...]]:
        """The rows of a query, decimals and wide integers as Python's own numbers."""
        sql = query if isinstance(query, str) else query.sql(self.dialect)
        with self._connection.cursor() as cursor, _readable(self._name):
            return cursor.execute(sql).fetchall()

    def tables(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables."""
        return frozenset(name for in_schema, name in self._tables if in_schema == schema)

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        """The names of a table's columns, in its order."""
        with self._connection.cursor() as cursor, _readable(self._name):
            return tuple(column[0] for column in cursor.execute(f"from {schema}.{table} limit 0").description or ())

    @cached_property
    def _tables(self) -> frozenset[tuple[str, str]]:
        """Every table as schema and name, looked up once: a build does not change."""
        with self._connection.cursor() as cursor:
            return frozenset(cursor.execute("select schema_name, table_name from duckdb_tables()").fetchall())

    def arrow(self, schema: str, table: str) -> "pa.Table":
        """A whole table, for an engine that is not in this process."""
        with self._connection.cursor() as cursor:
            return cursor.table(f"{schema}.{table}").to_arrow_table()


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn what a missing or damaged file, or a table that it lacks, raises into EngineError."""
    try:
        yield
    except duckdb.BinderException as error:
        raise EngineError(
            f"{name}: a definition names what this build does not have ({str(error).splitlines()[0]}). Correct the "
            "definition, or make the build that it is for with `utsyn build`."
        ) from error
    except (duckdb.IOException, duckdb.CatalogException, duckdb.SerializationException, duckdb.FatalException) as error:
        raise EngineError(
            f"{name}: this build cannot be read ({str(error).splitlines()[0]}). It is damaged, or another version made "
            "it. Run `utsyn build` to make a new one; `utsyn builds repair` sets damaged builds aside."
        ) from error
