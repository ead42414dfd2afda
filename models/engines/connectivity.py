"""Whether Spark can be had: reported before hours are spent on what needs it."""

import importlib.util
import socket
from contextlib import suppress
from urllib.parse import urlsplit

from models.engines.engine import EngineError

CONNECT, STANDALONE = "sc://", "spark://"
CONNECT_PORT = 15002  # where its address names none
PATIENCE_SECONDS = 10


def check_installed() -> None:
    """Raises EngineError without PySpark."""
    if importlib.util.find_spec("pyspark") is None:
        raise EngineError("engine = \"spark\" needs PySpark, which is not installed: pip install 'utsyn[spark]'")


def check_reached(master: str) -> None:
    """Spark itself tries for minutes to reach a cluster that is not there. Raises EngineError when no host answers."""
    try:
        if master.startswith(CONNECT):
            _knock(master)
        elif master.startswith(STANDALONE):
            *others, last = (STANDALONE + host for host in master.removeprefix(STANDALONE).split(","))
            for other in others:
                with suppress(OSError):  # one that answers is enough
                    _knock(other)
                    return
            _knock(last)
    except (OSError, ValueError) as error:
        raise does_not_start(master, error) from error


def does_not_start(master: str, why: object) -> EngineError:
    """What to say to somebody whose Spark does not start."""
    return EngineError(
        f"Spark does not start at {master}: {why}\n"
        "Spark on this machine needs Java 17 (on Debian: apt install openjdk-17-jre-headless); a cluster must "
        'answer at the address that [spark] master names. engine = "duckdb" needs neither.'
    )


def _knock(address: str) -> None:
    at = urlsplit(address)
    socket.create_connection((at.hostname or "", at.port or CONNECT_PORT), PATIENCE_SECONDS).close()
