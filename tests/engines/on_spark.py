"""The build of a test, asked through Spark: the feeds are DuckDB's, every dimension and fact is computed by Spark."""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlglot import exp

from models.engines.duckdb import DuckDBEngine
from models.engines.spark import DatabaseTables, SparkEngine, frame_of
from models.facts import queries
from models.store import OpenBuild

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# What a query came to over the same rows: most builds of the tests share their units, years and code lists.
_computed: dict[str, pa.Table] = {}


def on_spark(session: "SparkSession", build: OpenBuild) -> OpenBuild:
    """The same build with an engine that knows nothing of what DuckDB computed."""
    assert isinstance(build.engine, DuckDBEngine)
    given = GivenTables(session, build.engine)
    made = {(schema, name): query for schema, name, query in queries(build.config.settings, build.config.institution)}
    computed = ComputedTables(session, given, made)
    return replace(build, engine=SparkEngine(session, computed, given))  # type: ignore[arg-type]


class GivenTables(DatabaseTables):
    """All that stands in the file before a query has run, some rows each."""

    def __init__(self, session: "SparkSession", database: DuckDBEngine) -> None:
        super().__init__(session, database)
        self._arrow: dict[tuple[str, str], pa.Table] = {}

    def table(self, schema: str, name: str) -> pa.Table:
        """One of them, read once."""
        if (schema, name) not in self._arrow:
            self._arrow[schema, name] = self._database.arrow(schema, name)
        return self._arrow[schema, name]


class ComputedTables:
    """Dimensions and facts, each computed when a query first reads it."""

    def __init__(self, session: "SparkSession", given: GivenTables, made: dict[tuple[str, str], exp.Expr]) -> None:
        self._session = session
        self._given = given
        self._made = made
        self._engine = SparkEngine(session, self, given)

    def names(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables."""
        return frozenset(name for own, name in self._made if own == schema)

    def frame(self, schema: str, name: str) -> "DataFrame":
        """One of them."""
        return frame_of(self._session, self.table(schema, name))

    def table(self, schema: str, name: str) -> pa.Table:
        """What its query comes to."""
        query = self._made[schema, name]
        read = sorted({(table.db, table.name) for table in query.find_all(exp.Table) if table.db})
        inputs = [(self if key in self._made else self._given).table(*key) for key in read]
        address = hashlib.sha256("\0".join([query.sql(), *(_digest(table) for table in inputs)]).encode()).hexdigest()
        if address not in _computed:
            _computed[address] = self._engine.frame(query).toArrow()
        return _computed[address]


def _digest(table: pa.Table) -> str:
    rows: Any = pa.BufferOutputStream()
    with pa.ipc.new_stream(rows, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return hashlib.sha256(rows.getvalue()).hexdigest()
