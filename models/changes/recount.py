"""Counting again: the rows of today by the definition of then, and by that of today, among the units of then."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from sqlglot import exp
from sqlglot.errors import SqlglotError

from data_contracts.errors import UtsynError
from models.definitions import FOLDER, kept_configuration
from models.engines.duckdb import DuckDBEngine
from models.engines.for_build import DATABASE
from models.facts import create_filled, queries_of, reads
from models.store import OpenBuild

UNITS = ("feeds", "units")
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}
Table = tuple[str, str]
Columns = Mapping[tuple[str, str, str], Mapping[str, str]]


class ChangesError(UtsynError):
    """The frozen figure cannot be set beside today's; the message says why."""


@dataclass(frozen=True)
class Between:
    """Builds that never were, between a frozen one and today's: both hold today's rows and the frozen units.

    `data` counts them by the frozen definition and code lists, `definition` by those of today.
    """

    data: OpenBuild
    definition: OpenBuild


def between(indicator: str, then: OpenBuild, now: OpenBuild) -> Between:
    """Count again what an indicator is counted over. Raises ChangesError."""
    missing = [build.id for build in (then, now) if indicator not in build.indicators]
    if missing:
        raise ChangesError(
            f"{indicator} is not an indicator of build {' and '.join(missing)}: there is nothing to compare"
        )
    return Between(_counted_by(then, indicator, then, now), _counted_by(now, indicator, then, now))


def _counted_by(definition: OpenBuild, indicator: str, then: OpenBuild, now: OpenBuild) -> OpenBuild:
    tables = {("facts", fact.name) for fact in definition.indicators[indicator].facts}
    engine = recount(tables, definition, rows=now, units=then)
    return replace(
        definition,
        engine=engine,
        facts=engine.tables("facts"),
        sources=now.sources,
        as_of=now.as_of,
    )


def recount(tables: Iterable[Table], definition: OpenBuild, rows: OpenBuild, units: OpenBuild) -> DuckDBEngine:
    """An engine over tables of facts made anew in memory: `definition` gives statements, settings and code lists,
    `rows` every feed but the units, decided merges of partners and the day, `units` the units.

    A column or feed that the definition knows and `rows` no longer has is empty. Raises ChangesError.
    """
    try:
        made = _statements(set(tables), definition)
        with _attached(definition, rows, units) as (connection, names):
            for schema in ("feeds", "codes", "meta", "dims", "facts"):
                connection.execute(f"create schema {schema}")
            columns = _columns(connection)
            for table in sorted(set().union(*map(reads, made.values())) - made.keys()):
                home = units if table == UNITS else rows if table[0] in ("feeds", "meta") else definition
                _view(connection, table, names[home.folder], names[definition.folder], columns)
            create_filled(connection)
            for table, query in made.items():
                connection.execute(exp.Create(this=_named(*table), kind="TABLE", expression=query).sql("duckdb"))
    except (duckdb.Error, SqlglotError, KeyError) as error:
        reason = str(error).splitlines()[0]
        raise ChangesError(
            f"the rows of build {rows.id} cannot be counted by the definition of build {definition.id}: {reason}"
        ) from error
    return DuckDBEngine(connection)


def _statements(tables: set[Table], build: OpenBuild) -> dict[Table, exp.Expr]:
    """What made a build's tables, in order: kept with it, or for a build that kept nothing what is shipped."""
    home = build.folder / FOLDER
    if not home.is_dir():
        return queries_of(tables, build.config)
    return queries_of(tables, kept_configuration(build.folder, build.config), home / "dims", home / "facts")


@contextmanager
def _attached(*builds: OpenBuild) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[Path, str]]]:
    """A database in memory beside those of the builds, which are let go of in the end, and their names by folder."""
    connection = duckdb.connect(config=OFFLINE)
    connection.execute("set enable_progress_bar = false")
    names: dict[Path, str] = {}
    for build in builds:
        if build.folder not in names:
            names[build.folder] = f"build_{len(names)}"
            path = exp.Literal.string(str(build.folder / DATABASE)).sql("duckdb")
            connection.execute(f"attach {path} as {names[build.folder]} (read_only)")
    yield connection, names
    for schema in ("feeds", "codes", "meta"):
        connection.execute(f"drop schema {schema} cascade")
    for name in names.values():
        connection.execute(f"detach {name}")
    connection.execute("set enable_external_access = false")


def _view(connection: duckdb.DuckDBPyConnection, table: Table, home: str, definition: str, columns: Columns) -> None:
    """A table of one build, with every column that the definition's build has of it."""
    of_rows, of_definition = columns.get((home, *table), {}), columns.get((definition, *table), {})
    gone = [
        exp.cast(exp.null(), kind).as_(name, quoted=True) for name, kind in of_definition.items() if name not in of_rows
    ]
    if of_rows:
        query = exp.select(exp.Star(), *gone).from_(_named(*table, catalog=home))
    elif of_definition:
        query = exp.select(*gone).where(exp.false())
    else:
        return
    connection.execute(exp.Create(this=_named(*table), kind="VIEW", expression=query).sql("duckdb"))


def _columns(connection: duckdb.DuckDBPyConnection) -> Columns:
    """Name → type of the columns of every (database, schema, table)."""
    types: dict[tuple[str, str, str], dict[str, str]] = {}
    query = "select database_name, schema_name, table_name, column_name, data_type from duckdb_columns()"
    for *table, name, kind in connection.execute(query).fetchall():
        types.setdefault((table[0], table[1], table[2]), {})[name] = kind
    return types


def _named(schema: str, name: str, catalog: str | None = None) -> exp.Table:
    return exp.table_(name, db=schema, catalog=catalog, quoted=True)
