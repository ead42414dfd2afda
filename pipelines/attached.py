"""Finished builds opened side by side, for reading only, in a database that lives in memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from sqlglot import exp

from models.engines.engine import EngineError
from models.schema import UNRECORDED, check_schema
from pipelines.warehouse import WarehouseError

SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


@contextmanager
def attached(**databases: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows each build's file by the name given; the last one is what bare names mean.

    Raises WarehouseError for a file that is missing or damaged, or of a schema that is not read.
    """
    # what does not fit in memory goes to a folder of its own, not to wherever the user stands
    with (
        tempfile.TemporaryDirectory(prefix="utsyn-") as folder,
        duckdb.connect(config={**SAFE, "temp_directory": folder}) as connection,
    ):
        for name, database in databases.items():
            path = exp.Literal.string(str(database)).sql("duckdb")
            try:
                connection.execute(f"attach {path} as {quoted(name)} (read_only)")
                check_schema(schema_in(connection, name), database.parent.name)
            except duckdb.Error as error:
                raise WarehouseError(f"{database} cannot be read ({error}); restore it from a backup") from error
            except EngineError as error:
                raise WarehouseError(str(error)) from error
            connection.execute(f"use {quoted(name)}")
        try:
            yield connection
        except duckdb.CatalogException as error:
            names = ", ".join(str(database) for database in databases.values())
            raise WarehouseError(
                f"{names}: a table is missing ({str(error).splitlines()[0]}). `utsyn builds repair` sets damaged "
                "builds aside."
            ) from error


def schema_in(connection: duckdb.DuckDBPyConnection, build: str) -> int:
    """The schema version that an attached build was made with."""
    if "schema" not in columns_of(connection, build, "meta"):
        return UNRECORDED
    [(version,)] = connection.execute(f"select version from {quoted(build)}.meta.schema").fetchall()
    return int(version)


def columns_of(connection: duckdb.DuckDBPyConnection, build: str, schema: str = "feeds") -> dict[str, tuple[str, ...]]:
    """Table → its columns, in a schema of an attached build; one made by an earlier version may lack some."""
    columns: dict[str, tuple[str, ...]] = {}
    rows = connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = ? and schema_name = ? order by all",
        [build, schema],
    ).fetchall()
    for table, column in rows:
        columns[table] = (*columns.get(table, ()), column)
    return columns


def quoted(*parts: str) -> str:
    """A name for SQL, its parts joined by dots and quoted."""
    return ".".join(exp.to_identifier(part, quoted=True).sql("duckdb") for part in parts)
