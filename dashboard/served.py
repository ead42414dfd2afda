"""A helper of low priority prepares builds for their first readers: before one is published where a dashboard serves
the warehouse, else once a dashboard finds it unprepared. A build that no dashboard serves is not prepared.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import dashboard
from dashboard.environment import CONFIG, WAREHOUSE
from data_contracts.parent_process import named_as_parent
from pipelines.warehouse import SERVED, BuildRef

HELPER = (sys.executable, "-m", "dashboard.preparing")
HOME = Path(dashboard.__file__).parent.parent  # nothing of the user's current folder is imported
NOTED_WITHIN = 60.0  # seconds
PATIENCE_SECONDS = 1800


def note_served(warehouse: Path) -> None:
    """Note that a dashboard serves the warehouse now."""
    with suppress(OSError):  # it may only be read
        (warehouse / SERVED).touch()


def is_served(warehouse: Path) -> bool:
    """Whether a dashboard noted within the last minute that it serves the warehouse."""
    try:
        noted = (warehouse / SERVED).stat().st_mtime
    except OSError:
        return False
    return abs(time.time() - noted) < NOTED_WITHIN


def start_helper(build: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start preparing a build; configuration and warehouse are as this process, or `environment`, names them."""
    return subprocess.Popen(
        (*HELPER, build),
        cwd=HOME,
        env={**named_as_parent(), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def preparer(config_path: Path, warehouse: Path) -> Callable[[BuildRef], None]:
    """What prepares a build before it is published; where no dashboard serves the warehouse it does nothing."""
    environment = {CONFIG: str(config_path.resolve()), WAREHOUSE: str(warehouse.resolve())}

    def prepare(ref: BuildRef) -> None:
        if not is_served(warehouse):
            return
        with start_helper(ref.id, environment) as helper:
            try:
                helper.wait(PATIENCE_SECONDS)
            except BaseException as error:
                helper.kill()
                if not isinstance(error, subprocess.TimeoutExpired):  # the build stands without it all the same
                    raise

    return prepare
