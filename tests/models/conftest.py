"""Tests of indicators marked `both_engines` run on DuckDB, and again on Spark SQL."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # a test of pure functions starts at once: only those that are given builds import what makes them
    from tests.models.judging import Judge


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for the engine in the test's stead."""
    if metafunc.definition.get_closest_marker("both_engines"):
        metafunc.fixturenames.append("engine")
        metafunc.parametrize("engine", ["duckdb", pytest.param("spark", marks=pytest.mark.spark)], indirect=True)


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> "Judge":
    """Judges goals from figures that are written down in the test."""
    from tests.models.judging import Judge

    return Judge(monkeypatch)


@pytest.fixture
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The engine that answers from every build that the test is given."""
    if request.param == "spark":
        from models.store import open_build
        from tests.engines.on_spark import on_spark
        from tests.models import given

        session = request.getfixturevalue("spark")
        monkeypatch.setattr(given, "open_build", lambda *place: on_spark(session, open_build(*place)))
    return str(request.param)
