"""A session of Spark: on this machine, or on a cluster that runs already."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import TYPE_CHECKING

from models.engines.connectivity import CONNECT, check_installed, check_reached, does_not_start

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS = {
    # results as DuckDB's: moments in UTC, and a cast that fails is an error rather than a null
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
QUIET = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
# on one machine nothing listens to the network
ALONE = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


def spark_session(master: str) -> SparkSession:
    """The process's session, opened at first use: `local[n]`, `spark://host:port`, or Spark Connect's `sc://host:port`.

    All other settings of Spark are in its own `spark-defaults.conf`. Raises EngineError.
    """
    check_installed()
    check_reached(master)
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # the workers' Python is this one, unless somebody said otherwise
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("utsyn")
    if master.startswith(CONNECT):
        builder = builder.remote(master)
    else:
        builder = builder.master(master)
        for key, value in (QUIET | ALONE if master.startswith("local") else QUIET).items():
            builder = builder.config(key, value)
    logging.getLogger("py4j").setLevel(logging.ERROR)
    # pandas is not used: rows come as Arrow or as tuples
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        session = builder.getOrCreate()
        for key, value in SETTINGS.items():
            session.conf.set(key, value)
    except (PySparkException, OSError, RuntimeError, ValueError) as error:
        raise does_not_start(master, error) from error
    return session
