"""One inbox built by each engine: every table and every answer of Spark's is DuckDB's, to the last digit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from models.asking import ask
from models.catalogue import load_indicators
from models.config import load_config
from models.engines.duckdb import DuckDBEngine
from models.engines.engine import Engine
from models.engines.spark import SparkEngine
from models.facts import queries
from models.question import Question, Viewer
from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.demo import write_demo
from pipelines.warehouse import Warehouse
from tests.conftest import SHORT_QUERIES
from tests.pipelines.building import certifier

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.slow]
CONFIG = load_config()
TABLES = [f"{schema}.{name}" for schema, name, _ in queries(CONFIG.settings, CONFIG.institution)]
Builds = tuple[OpenBuild, OpenBuild]


@contextmanager
def as_in_earnest(spark: "SparkSession") -> Iterator[None]:
    """Spark plans, compiles and shuffles as it does by default, rather than as suits many short queries."""
    for setting in SHORT_QUERIES:
        spark.conf.unset(setting)
    spark.conf.set("spark.sql.shuffle.partitions", "2")
    yield
    for setting, value in SHORT_QUERIES.items():
        spark.conf.set(setting, value)


@pytest.fixture(scope="module")
def builds(spark: "SparkSession", tmp_path_factory: pytest.TempPathFactory) -> Builds:  # noqa: ARG001  # with its settings
    """The smallest demo that bears every fault, built by DuckDB and by Spark."""
    folder = tmp_path_factory.mktemp("equal")
    write_demo(folder / "inbox", 0.02)
    opened = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.building.certifier_client.COMMAND", certifier())
        for engine in ("duckdb", "spark"):
            config = CONFIG.model_copy(update={"engine": engine})
            report = build(config, folder / "inbox", folder / "warehouse", lambda *_: None)
            opened.append(open_build(Warehouse(folder / "warehouse").find(report.build).path, CONFIG))
    by_duckdb, by_spark = opened
    return by_duckdb, by_spark


def content(engine: Engine, table: str) -> list[tuple[str, ...]]:
    """Rows with their types, in an order of their own."""
    return sorted(tuple(repr(cell) for cell in row) for row in engine.rows(f"select * from {table}"))


def test_each_build_is_asked_by_the_engine_that_made_it(builds: Builds) -> None:
    by_duckdb, by_spark = builds
    assert (type(by_duckdb.engine), type(by_spark.engine)) == (DuckDBEngine, SparkEngine)
    assert by_duckdb.facts == by_spark.facts
    assert by_duckdb.labels == by_spark.labels
    assert by_duckdb.has_changed_units == by_spark.has_changed_units


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_equal(builds: Builds, table: str) -> None:
    by_duckdb, by_spark = builds
    assert content(by_spark.engine, table) == content(by_duckdb.engine, table)


@pytest.mark.parametrize("fact", ["stays", "graduations", "eu_participations"])
def test_a_fact_is_equal_in_earnest(builds: Builds, spark: "SparkSession", fact: str) -> None:
    by_duckdb, by_spark = builds
    made = {name: query for schema, name, query in queries(CONFIG.settings, CONFIG.institution) if schema == "facts"}
    with as_in_earnest(spark):
        rows = by_spark.engine.rows(made[fact])
    assert sorted(tuple(map(repr, row)) for row in rows) == content(by_duckdb.engine, f"facts.{fact}")


@pytest.mark.parametrize("indicator", load_indicators())
def test_every_indicator_is_equal_per_year_and_in_its_finest_cells(builds: Builds, indicator: str) -> None:
    compares = load_indicators()[indicator].compares
    one_group = compares.over[1:] if compares else ()  # a difference is of one kind of group at a time
    finest = tuple(name for name in load_indicators()[indicator].dimensions if name not in one_group)
    for by in (("year",), ("year", *finest)):
        by_duckdb, by_spark = (ask(Question(indicator, by=by), Viewer("institutional_analyst"), b) for b in builds)
        assert by_spark.rows == by_duckdb.rows
