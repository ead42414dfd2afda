"""A build stays readable: one of every schema version is kept, and a later one says what to do."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from models.asking import ask
from models.engines.engine import EngineError
from models.question import Question, Viewer
from models.schema import OLDEST_READ, SCHEMA, schema_of
from models.status import scorecard
from models.store import Asked, open_build, open_kept
from pipelines.explaining.explain import explain
from pipelines.repair import repair
from pipelines.warehouse import Warehouse
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.conftest import utsyn as utsyn  # noqa: PLC0414  # a fixture
from tests.kept_builds import HERE, unpack
from tests.pipelines.building import config

EXACT = Viewer.parse("institutional_analyst")
VERSIONS = range(OLDEST_READ, SCHEMA + 1)


def as_of_schema(version: int, warehouse: Path) -> Path:
    """The kept build of the current schema, which says that it is of another."""
    folder = unpack(SCHEMA, warehouse)
    with duckdb.connect(folder / "build.duckdb") as connection:
        connection.execute("update meta.schema set version = ?", [version])
    return folder


def test_a_build_of_every_schema_version_is_kept() -> None:
    kept = {path.name for path in HERE.glob("*.tar.xz")}
    assert kept == {f"schema_{version}.tar.xz" for version in VERSIONS}, "run `python -m tests.kept_builds.make`"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_kept_build_is_opened_asked_judged_and_explained(version: int, tmp_path: Path) -> None:
    folder = unpack(version, tmp_path)
    home = Warehouse(tmp_path)

    for opened in (open_build(folder, config()), open_kept(folder, config(), Asked("report", date(2026, 2, 1)))):
        assert schema_of(opened.engine) == version
        [row] = ask(Question("outgoing_stays", by=("year",)), EXACT, opened).rows
        assert (row.key, row.value) == ({"year": 2025}, 2)
        assert scorecard(opened, EXACT)
    [stays, units] = explain(home.find(folder.name)).files
    assert (stays.rows_read, stays.rows_loaded, stays.rows_quarantined, stays.rows_duplicate) == (4, 2, 1, 1)
    assert units.rows_loaded == 3
    assert repair(home) == ()


@pytest.mark.parametrize("command", [("status",), ("builds", "show"), ("digest",)])
def test_a_build_of_a_later_schema_names_what_helps(command: tuple[str, ...], tmp_path: Path, utsyn: Utsyn) -> None:
    as_of_schema(SCHEMA + 1, tmp_path)
    ended = utsyn(*command, "--warehouse", tmp_path)
    assert ended.code == 2
    assert f"has schema {SCHEMA + 1}, and this version of Utsyn reads up to {SCHEMA}" in ended.err
    assert "utsyn build" in ended.err


def test_a_build_of_a_schema_no_longer_read_names_the_command_that_rebuilds_it(tmp_path: Path) -> None:
    folder = as_of_schema(OLDEST_READ - 1, tmp_path)
    with pytest.raises(EngineError, match="Run `utsyn build` to make it anew from the inbox"):
        open_build(folder, config())


def test_repair_leaves_a_build_of_a_later_version_where_it_is(tmp_path: Path) -> None:
    folder = as_of_schema(SCHEMA + 1, tmp_path)
    repair(Warehouse(tmp_path))
    assert folder.is_dir()
