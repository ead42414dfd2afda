"""Tests of indicators marked `both_engines` run on DuckDB, and again on Spark SQL."""

import pytest

from models.store import open_build
from tests.engines.on_spark import on_spark
from tests.models import given
from tests.models.judging import Judge


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for the engine in the test's stead."""
    if metafunc.definition.get_closest_marker("both_engines"):
        metafunc.fixturenames.append("engine")
        metafunc.parametrize("engine", ["duckdb", pytest.param("spark", marks=pytest.mark.spark)], indirect=True)


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Judges goals from figures that are written down in the test."""
    return Judge(monkeypatch)


@pytest.fixture
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The engine that answers from every build that the test is given."""
    if request.param == "spark":
        session = request.getfixturevalue("spark")
        monkeypatch.setattr(given, "open_build", lambda *place: on_spark(session, open_build(*place)))
    return str(request.param)
