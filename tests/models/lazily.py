"""DuckDB with a table of `dims` and `facts` made when a query first reads it: a test waits for what it asks about."""

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import cast

import duckdb
import pyarrow as pa
from sqlglot import exp

from models.config import Config, load_config
from models.config_sections import Institution, Settings
from models.engines.duckdb import DuckDBEngine
from models.facts import DESIGNATED, DIMS, FACTS, Table, query_of, reads

READ = re.compile(r'\b(dims|facts)"?\."?(\w+)')
NAMES = {DESIGNATED, *((folder.name, path.stem) for folder in (DIMS, FACTS) for path in folder.glob("*.sql"))}


@cache
def _statement(table: Table, settings: Settings, institution: Institution) -> tuple[str, tuple[Table, ...]]:
    """What makes a table, and the tables it reads."""
    query = query_of(table, settings, institution)
    assert query is not None, table
    return query.sql("duckdb"), tuple(sorted(reads(query)))


class _Shared:
    """A connection that is its own cursor, for one thread at a time: what it has written is not committed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection, self._lock = connection, threading.RLock()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._lock:
            yield self._connection


class LazyEngine(DuckDBEngine):
    """Answers as a build does whose tables were all made beforehand. `made`: those that are."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, config: Config, made: Iterable[Table] = ()) -> None:
        super().__init__(cast(duckdb.DuckDBPyConnection, _Shared(connection)))
        self._made_for = (config.settings, config.institution)
        self._made = set(made)
        self._lock = threading.RLock()

    def rows(self, query: exp.Expr | str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        sql = query if isinstance(query, str) else query.sql(self.dialect)
        for schema, name in READ.findall(sql):
            self.make((schema, name))
        return super().rows(sql)

    def tables(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables, made or not."""
        return super().tables(schema) | {name for own, name in NAMES if own == schema}

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        """The names of a table's columns."""
        self.make((schema, table))
        return super().columns(schema, table)

    def arrow(self, schema: str, table: str) -> pa.Table:
        """A whole table."""
        self.make((schema, table))
        return super().arrow(schema, table)

    def make(self, table: Table) -> None:
        """Make a table and those that it reads, where a query makes them and they are not made."""
        with self._lock:
            if table in self._made or table not in NAMES:
                return
            select, read = _statement(table, *self._made_for)
            for other in read:
                self.make(other)
            with self._connection.cursor() as cursor:
                cursor.execute(f"create or replace table {table[0]}.{table[1]} as {select}")
            self._made.add(table)


@cache
def sources(table: Table) -> frozenset[Table]:
    """A table and all that it is made of."""
    if table not in NAMES:
        return frozenset({table})
    config = load_config()  # what a query reads is the same for all
    _, read = _statement(table, config.settings, config.institution)
    return frozenset({table}).union(*(sources(other) for other in read))


def is_made_alike(table: Table, config: Config, other: Config) -> bool:
    """Whether the same queries make a table for two configurations."""
    of = sources(table) & NAMES
    return config is other or all(
        _statement(one, config.settings, config.institution) == _statement(one, other.settings, other.institution)
        for one in of
    )
