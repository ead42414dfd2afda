"""What every test may ask for."""

import importlib.util
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data_contracts.local import LocalSettings, using

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem
    from pyspark.sql import SparkSession
    from xdist.scheduler import Scheduling

SHORT_QUERIES = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
# A served dashboard and a browser; Spark
EXPENSIVE = ("tests/browser/", "tests/engines/")
OWN_LISTS = Path(__file__).parent.parent / "models/ntnu"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"


@pytest.hookimpl(optionalhook=True)  # only where tests are distributed
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> "Scheduling":
    """Distribute files in the order below (with --no-loadscope-reorder); an expensive folder goes to one worker."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):  # type: ignore[misc]  # its package has no types
        def _split_scope(self, nodeid: str) -> str:
            return next((f for f in EXPENSIVE if nodeid.startswith(f)), str(super()._split_scope(nodeid)))

    return ByFile(config, log)


def _ntnu() -> LocalSettings:
    """The settings of contracts that NTNU's configuration gives, without what reading it imports."""
    lists = tuple((path.stem, path.read_text(encoding="utf-8")) for path in sorted(OWN_LISTS.glob("*.csv")))
    return LocalSettings("NO", lists, unit_code_digits=(2, 2, 2))


def pytest_configure(config: pytest.Config) -> None:
    """Judge by NTNU's settings where a test says nothing else."""
    by_default = using(_ntnu())
    by_default.__enter__()
    config.add_cleanup(lambda: by_default.__exit__(None, None, None))


@pytest.hookimpl(tryfirst=True)  # before -m chooses by the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what draws pages or needs a browser; put first what lasts longest: no worker is left with it at the end."""
    for item in items:
        if "serve" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker("browser")
    marks: dict[Path, set[str]] = {}
    for item in items:
        marks.setdefault(item.path, set()).update(mark.name for mark in item.iter_markers())
    items.sort(key=lambda item: (not item.nodeid.startswith(EXPENSIVE), "slow" not in marks[item.path]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Spare a test file that draws no examples the half second in which Hypothesis is imported to report on none."""
    if "hypothesis" not in sys.modules:
        session.config.pluginmanager.unregister(name="hypothesispytest")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public files. Under CI a missing folder fails; elsewhere the test skips and says why."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the real public files are missing: {SHARED}")
        # other publishers' files do not lie in the repository: who clones it still runs all other tests, and CI fails
        pytest.skip(f"the real public files are not on this machine: {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def s3() -> Iterator["FileSystem"]:
    """An S3 server with a bucket `mobility`, told to everybody by the environment, as on any machine."""
    from moto.server import ThreadedMotoServer  # a second of imports that few tests need
    from pyarrow.fs import FileSystem

    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        environment.setenv("AWS_ALLOW_HTTP", "true")
        environment.setenv("AWS_REGION", "eu-north-1")
        environment.setenv("AWS_ACCESS_KEY_ID", "a-key")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "its-secret")
        filesystem, bucket = FileSystem.from_uri("s3://mobility?allow_bucket_creation=true")
        filesystem.create_dir(bucket)
        yield filesystem
    server.stop()


@pytest.fixture(scope="session")
def spark(s3: "FileSystem") -> "SparkSession":  # noqa: ARG001  # its workers get the environment it is started in
    """Spark on this machine. Under CI a missing Java or PySpark fails; elsewhere the test skips and says why."""
    missing = [
        name for name, is_here in (("java", shutil.which("java")), ("pyspark", _importable("pyspark"))) if not is_here
    ]
    if missing:
        reason = f"Spark does not run here without {' and '.join(missing)}: see docs/scale.md"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        # half a gigabyte and a Java, for an engine that few need: `make spark` brings it, and CI fails without it
        pytest.skip(reason)
    from models.engines.spark_session import spark_session

    # thousands of short queries: half the time goes when Java neither optimises itself nor compiles each of them
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        session = spark_session("local[2]")
    for setting, value in SHORT_QUERIES.items():
        session.conf.set(setting, value)
    return session


def _importable(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
