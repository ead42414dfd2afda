"""Which engine answers from a build: the one that its tables were made for."""

from pathlib import Path

from models.config import Config
from models.engines.duckdb import DuckDBEngine
from models.engines.engine import Engine
from models.engines.table_location import Place

DATABASE = "build.duckdb"


def open_engine(folder: Path, config: Config) -> Engine:
    """The engine of the build in `folder`, also where the next one is for another. Raises EngineError."""
    database = DuckDBEngine.of_file(folder / DATABASE)
    place = Place.of_build(folder)
    if place is None:
        return database
    from models.engines.spark import DatabaseTables, ParquetTables, SparkEngine
    from models.engines.spark_session import spark_session

    session = spark_session(config.spark.master)
    return SparkEngine(session, ParquetTables(session, place), DatabaseTables(session, database))
