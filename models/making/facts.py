"""A build's facts, made by the engine that the configuration names."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import duckdb
from sqlglot import exp

from models.catalogue import INDICATORS, check_columns, load_indicators
from models.config import Config
from models.config_sections import Institution, Settings
from models.engines.connectivity import check_installed, check_reached
from models.engines.table_location import OWN_FOLDER, Place
from models.facts import create_filled, queries, reads
from models.institutions import institution_keys, institution_names
from models.making.labels import code_labels
from models.making.rollups import roll_up


def check_ready(config: Config) -> None:
    """Raises EngineError where the engine that is to make the facts is not there, CatalogueError for an indicator that
    counts by a column that its fact does not have.
    """
    made = queries(config.settings, config.institution)
    columns = {
        name: tuple(select.alias_or_name for select in cast(exp.Query, query).selects)
        for schema, name, query in made
        if schema == "facts"
    }
    check_columns(load_indicators().values(), columns, INDICATORS)
    if config.engine == "spark":
        check_installed()
        check_reached(config.spark.master)


def make_facts(connection: duckdb.DuckDBPyConnection, config: Config, folder: Path, build: str) -> None:
    """Make `dims.*` and `facts.*` from a database that holds `feeds.*`, `codes.*` and `meta.build`.

    DuckDB makes them in the database, and rolls up what is large; Spark reads whole facts on many machines. For Spark,
    what they are made of is passed on as Parquet, Spark writes them beside it, and a pointer in the build's folder
    says where that is. Raises EngineError.
    """
    if config.engine == "duckdb":
        create_facts(connection, config)
        roll_up(connection, load_indicators().values())
        return
    from models.engines.spark import ParquetTables, SparkEngine
    from models.engines.spark_session import spark_session

    session = spark_session(config.spark.master)
    prepare(connection)
    storage = config.spark.storage
    place = Place(f"{storage}/{build}" if storage else str((folder / OWN_FOLDER).resolve()))
    place.point(folder)  # first of all, so that what a killed build leaves behind can be found
    made = {(schema, name): query for schema, name, query in queries(config.settings, config.institution)}
    read_by = {table: reads(query) for table, query in made.items()}
    tables = ParquetTables(session, _pass_on(connection, place, set().union(*read_by.values()) - made.keys(), folder))
    engine = SparkEngine(session, tables)
    for table, query in made.items():
        tables.write(*table, engine.frame(query), small=all(tables.is_small(*read) for read in read_by[table]))
    # what the build says of itself is not complete yet: whether it was certified, its own file will say
    tables.place.without("meta").point(folder)


def _pass_on(connection: duckdb.DuckDBPyConnection, place: Place, tables: set[tuple[str, str]], folder: Path) -> Place:
    """Copy tables of the database to the place."""
    with TemporaryDirectory(dir=folder, prefix="passed-on-") as passing:
        for schema, name in sorted(tables):
            file = Path(passing) / f"{schema}.{name}.parquet"
            relation = connection.table(f"{schema}.{name}")
            relation.write_parquet(str(file), compression="zstd")
            place.put(file, schema, name)
            file.unlink()
            place = place.holding(schema, name, len(relation))
    return place


def create_facts(connection: duckdb.DuckDBPyConnection, config: Config) -> None:
    """Create `dims.*` and `facts.*` in a database that holds `feeds.*`, `codes.*` and `meta.build`."""
    prepare(connection)
    connection.execute("create schema if not exists facts")
    for statement in _statements(config.settings, config.institution):
        connection.execute(statement)


@cache
def _statements(settings: Settings, institution: Institution) -> tuple[str, ...]:
    """What makes every table in DuckDB."""
    return tuple(
        f"create table {schema}.{name} as {query.sql('duckdb')}"
        for schema, name, query in queries(settings, institution)
    )


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what the queries read beside feeds, code lists and the build's own tables."""
    connection.execute("create schema if not exists dims")
    create_filled(connection)
    connection.register("code_labels_frame", code_labels())
    connection.execute("create table dims.code_labels as select * from code_labels_frame")
    connection.unregister("code_labels_frame")
    for name, frame in (("institution_keys", institution_keys()), ("institution_names", institution_names())):
        connection.register("known_frame", frame)
        connection.execute(f"create table dims.{name} as select * from known_frame")
        connection.unregister("known_frame")
