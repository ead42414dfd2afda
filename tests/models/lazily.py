"""DuckDB with a table of `dims` and `facts` made when a query first reads it: a test waits for what it asks about."""

import re
import threading
from functools import cache

import duckdb
import pyarrow as pa
from sqlglot import exp

from models.config import Config
from models.config_sections import Institution, Settings
from models.engines.duckdb import DuckDBEngine
from models.facts import queries, reads

Table = tuple[str, str]
READ = re.compile(r'\b(dims|facts)"?\."?(\w+)')


@cache
def _statements(settings: Settings, institution: Institution) -> dict[Table, tuple[str, frozenset[Table]]]:
    """What makes each table, and which it reads."""
    return {
        (schema, name): (f"create table {schema}.{name} as {query.sql('duckdb')}", frozenset(reads(query)))
        for schema, name, query in queries(settings, institution)
    }


class LazyEngine(DuckDBEngine):
    """Answers as a build does whose tables were all made beforehand."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, config: Config) -> None:
        super().__init__(connection)
        self._statements = _statements(config.settings, config.institution)
        self._made: set[Table] = set()
        self._lock = threading.RLock()

    def rows(self, query: exp.Expr | str) -> list[tuple[object, ...]]:
        """The rows of a query."""
        sql = query if isinstance(query, str) else query.sql(self.dialect)
        for schema, name in READ.findall(sql):
            self._make((schema, name))
        return super().rows(sql)

    def tables(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables, made or not."""
        return super().tables(schema) | {name for own, name in self._statements if own == schema}

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        """The names of a table's columns."""
        self._make((schema, table))
        return super().columns(schema, table)

    def arrow(self, schema: str, table: str) -> pa.Table:
        """A whole table."""
        self._make((schema, table))
        return super().arrow(schema, table)

    def _make(self, table: Table) -> None:
        with self._lock:
            if table in self._made or table not in self._statements:
                return
            statement, read = self._statements[table]
            for other in sorted(read):
                self._make(other)
            self._connection.execute(statement)
            self._made.add(table)
