"""Spark SQL: the same queries over the same tables as Parquet, on as many machines as there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

import pyarrow as pa
import sqlglot
from sqlglot import exp

from models.engines.duckdb import DuckDBEngine
from models.engines.engine import EngineError
from models.engines.table_location import Place

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


SMALL = 20_000


class Tables(Protocol):
    """Some tables of a build."""

    def names(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables."""
        ...

    def frame(self, schema: str, name: str) -> DataFrame:
        """One of them, read when it is used."""
        ...


class SparkEngine:
    """Runs queries over tables; the first of several sources that has a table gives it.

    A table is a temporary view under a name of the engine's own, so that two builds can be open in one session.
    """

    dialect = "spark"

    def __init__(self, session: SparkSession, *sources: Tables) -> None:
        self._session = session
        self._sources = sources
        self._prefix = f"build_{uuid4().hex}"
        self._views: set[str] = set()

    def rows(self, query: exp.Expr | str) -> list[tuple[object, ...]]:
        """The rows of a query, as Python's own numbers, texts and dates."""
        with readable_errors():
            return [tuple(row) for row in self.frame(query).collect()]

    def tables(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables."""
        return frozenset[str]().union(*(source.names(schema) for source in self._sources))

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        """The names of a table's columns, in its order."""
        return tuple(self._session.table(self._view(schema, table)).columns)

    def frame(self, query: exp.Expr | str) -> DataFrame:
        """A query as Spark's own frame, not yet run."""
        parsed = sqlglot.parse_one(query, read="duckdb") if isinstance(query, str) else query
        return self._session.sql(parsed.transform(self._spoken).sql(self.dialect))

    def _spoken(self, node: exp.Expr) -> exp.Expr:
        """What sqlglot leaves to say otherwise: a build's tables by their views, and a quantile."""
        if isinstance(node, exp.Table) and node.db:
            view = exp.table_(self._view(node.db, node.name), alias=node.alias_or_name)
            view.set("joins", node.args.get("joins"))
            return view
        if isinstance(node, exp.PercentileCont) and node.expression:
            return exp.func("percentile", node.this, node.expression)
        return node

    def _view(self, schema: str, name: str) -> str:
        view = f"{self._prefix}_{schema}_{name}"
        if view not in self._views:
            # threads that come at once make the same view twice, to the same effect
            source = next((source for source in self._sources if name in source.names(schema)), None)
            if source is None:
                raise EngineError(
                    f"the build has no table {schema}.{name}: it was made before there was one. Build again."
                )
            source.frame(schema, name).createOrReplaceTempView(view)
            self._views.add(view)
        return view


class ParquetTables:
    """The tables that lie at a place: Spark reads the Parquet there itself, but at `s3://` each worker uses Arrow.

    Most of a build's tables have some rows: those go through this process, because starting workers for one takes
    longer than all else that is done with it.
    """

    def __init__(self, session: SparkSession, place: Place) -> None:
        self._session = session
        self.place = place
        self._format = "parquet"
        if place.uri.startswith("s3://"):
            from models.engines import object_storage

            object_storage.register(session)
            self._format = object_storage.FORMAT

    def names(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables."""
        return frozenset(name for in_schema, name in self.place.tables if in_schema == schema)

    def is_small(self, schema: str, name: str) -> bool:
        """Whether a table goes through this process."""
        return self.place.tables[schema, name] <= SMALL

    def frame(self, schema: str, name: str) -> DataFrame:
        """A table as it is there."""
        if self.is_small(schema, name):
            return frame_of(self._session, self.place.read(schema, name))
        return self._session.read.format(self._format).load(self.place.path(schema, name))

    def write(self, schema: str, name: str, frame: DataFrame, *, small: bool) -> None:
        """Make a table of what a frame comes to; `small` where all that it is made from is."""
        with readable_errors():
            if small and (rows := frame.limit(SMALL + 1).toArrow()).num_rows <= SMALL:
                self.place.put(rows, schema, name)
            else:
                frame.write.format(self._format).mode("append").save(self.place.path(schema, name))
        self.place = self.place.holding(schema, name, self.place.count(schema, name))


class DatabaseTables:
    """The tables of a build's DuckDB file, sent to Spark whole: what the build says of itself, some rows each."""

    def __init__(self, session: SparkSession, database: DuckDBEngine) -> None:
        self._session = session
        self._database = database

    def names(self, schema: str) -> frozenset[str]:
        """The names of a schema's tables."""
        return self._database.tables(schema)

    def frame(self, schema: str, name: str) -> DataFrame:
        """A table as it is in the file."""
        return frame_of(self._session, self._database.arrow(schema, name))


@contextmanager
def readable_errors() -> Iterator[None]:
    """Turn what Spark raises into EngineError, without the hundred lines of where in Java it happened."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        lines = str(error).partition("JVM stacktrace")[0].strip().splitlines()
        what = lines[0] if not lines[0].endswith(":") else f"{lines[0]} {lines[-1]}"
        raise EngineError(f"Spark could not do it: {what}") from error


def frame_of(session: SparkSession, table: pa.Table) -> DataFrame:
    """An Arrow table sent to Spark. One without rows is not sent: Spark would not know that it is small."""
    from pyspark.sql import functions
    from pyspark.sql.pandas.types import from_arrow_schema

    if not table.num_rows:
        columns = from_arrow_schema(table.schema).fields
        return session.range(0).select(
            *(functions.lit(None).cast(field.dataType).alias(field.name) for field in columns)
        )
    return session.createDataFrame(table)
