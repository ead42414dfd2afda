"""A session of Spark: on this machine, or on a cluster that runs already."""

from __future__ import annotations

import logging
import os
import socket
import sys
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from models.engines.engine import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CONNECT, STANDALONE = "sc://", "spark://"
CONNECT_PORT = 15002  # where its address names none
PATIENCE_SECONDS = 10
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

    Whatever else Spark can be told stands in its own `spark-defaults.conf`. Raises EngineError.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            f"engine = \"spark\" needs PySpark, which is not installed ({error}): pip install 'utsyn[spark]'"
        ) from error
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
        _check_reached(master)
        session = builder.getOrCreate()
        for key, value in SETTINGS.items():
            session.conf.set(key, value)
    except (PySparkException, OSError, RuntimeError, ValueError) as error:
        raise EngineError(
            f"Spark does not start at {master}: {error}\n"
            "Spark on this machine needs Java 17 (on Debian: apt install openjdk-17-jre-headless); a cluster must "
            'answer at the address that [spark] master names. engine = "duckdb" needs neither.'
        ) from error
    return session


def _check_reached(master: str) -> None:
    """Spark itself tries for minutes to reach a cluster that is not there. Raises OSError when no host answers."""
    if master.startswith(CONNECT):
        _knock(master)
    elif master.startswith(STANDALONE):
        *others, last = (STANDALONE + host for host in master.removeprefix(STANDALONE).split(","))
        for other in others:
            with suppress(OSError):  # one that answers is enough
                _knock(other)
                return
        _knock(last)


def _knock(address: str) -> None:
    at = urlsplit(address)
    socket.create_connection((at.hostname or "", at.port or CONNECT_PORT), PATIENCE_SECONDS).close()
