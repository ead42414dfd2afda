"""What every test may ask for."""

import importlib.util
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public files. Under CI a missing folder fails; elsewhere the test skips and says why."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the real public files are missing: {SHARED}")
        pytest.skip(f"the real public files are not on this machine: {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def spark() -> "SparkSession":
    """Spark on this machine. Under CI a missing Java or PySpark fails; elsewhere the test skips and says why."""
    missing = [
        name for name, is_here in (("java", shutil.which("java")), ("pyspark", _importable("pyspark"))) if not is_here
    ]
    if missing:
        reason = f"Spark does not run here without {' and '.join(missing)}: see docs/scale.md"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from models.engines.spark_session import spark_session

    session = spark_session("local[2]")
    for setting, value in {"spark.sql.shuffle.partitions": "1", "spark.sql.adaptive.enabled": "false"}.items():
        session.conf.set(setting, value)  # some rows need no more, and each task costs time
    return session


def _importable(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
