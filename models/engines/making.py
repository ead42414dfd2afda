"""A build's facts, made by the engine that the configuration names."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from sqlglot import exp

from models.config import Config
from models.engines.placing import OWN_FOLDER, Place
from models.facts import create_facts, prepare, queries


def make_facts(connection: duckdb.DuckDBPyConnection, config: Config, folder: Path, build: str) -> None:
    """Make `dims.*` and `facts.*` from a database that holds `feeds.*`, `codes.*` and `meta.build`.

    DuckDB makes them in the database. For Spark, what they are made of is handed over as Parquet, Spark writes them
    beside it, and a pointer in the build's folder says where that is. Raises EngineError.
    """
    if config.engine == "duckdb":
        create_facts(connection, config)
        return
    from models.engines.spark import ParquetTables, SparkEngine
    from models.engines.spark_session import spark_session

    session = spark_session(config.spark.master)
    prepare(connection)
    storage = config.spark.storage
    place = Place(f"{storage}/{build}" if storage else str((folder / OWN_FOLDER).resolve()))
    place.point(folder)  # first of all, so that what a killed build leaves behind can be found
    made = queries(config.settings, config.institution)
    place = _hand_over(connection, place, _read_by([query for *_, query in made]), folder)
    tables = ParquetTables(session, place)
    engine = SparkEngine(session, tables)
    for schema, name, query in made:
        tables.write(schema, name, engine.frame(query))
    tables.place.point(folder)


def _read_by(made: list[exp.Expr]) -> list[tuple[str, str]]:
    """The tables that stand before any query has run."""
    read = {(table.db, table.name) for query in made for table in query.find_all(exp.Table) if table.db}
    return sorted(read)


def _hand_over(
    connection: duckdb.DuckDBPyConnection, place: Place, tables: list[tuple[str, str]], folder: Path
) -> Place:
    known = set(connection.execute("select schema_name, table_name from duckdb_tables()").fetchall())
    handed = [table for table in tables if table in known]
    with TemporaryDirectory(dir=folder, prefix="handed-over-") as passing:
        for schema, name in handed:
            file = Path(passing) / f"{schema}.{name}.parquet"
            connection.table(f"{schema}.{name}").write_parquet(str(file), compression="zstd")
            place.put(file, schema, name)
            file.unlink()
    return Place(place.uri, frozenset(handed))
