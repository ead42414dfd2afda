"""A build prepares its first visits where a dashboard serves the warehouse, and costs nothing more where none does."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard import served
from dashboard.served import is_served, note_served, preparer
from pipelines.warehouse import SERVED, BuildRef

BUILD = "20260115T000000Z-abcdef"
# notes what it was started with
NOTES = (
    "import os, sys, pathlib\n"
    "pathlib.Path(os.environ['UTSYN_WAREHOUSE'], 'asked').write_text(sys.argv[1] + ' ' + os.environ['UTSYN_CONFIG'])\n"
)


@pytest.fixture
def _noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "HELPER", (sys.executable, "-c", NOTES))


@pytest.mark.usefixtures("_noted")
def test_only_a_served_warehouse_is_prepared(tmp_path: Path) -> None:
    prepare = preparer(tmp_path / "utsyn.toml", tmp_path)
    prepare(BuildRef(BUILD, tmp_path))
    assert not (tmp_path / "asked").exists()

    note_served(tmp_path)
    prepare(BuildRef(BUILD, tmp_path))
    assert (tmp_path / "asked").read_text() == f"{BUILD} {tmp_path / 'utsyn.toml'}"


def test_a_dashboard_that_ended_is_forgotten_within_a_minute(tmp_path: Path) -> None:
    note_served(tmp_path)
    assert is_served(tmp_path)
    then = time.time() - 61
    os.utime(tmp_path / SERVED, (then, then))
    assert not is_served(tmp_path)


def test_a_warehouse_that_may_not_be_written_is_served_all_the_same(tmp_path: Path) -> None:
    note_served(tmp_path / "missing")
    assert not is_served(tmp_path / "missing")


def test_a_helper_that_takes_too_long_is_ended_and_the_build_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "HELPER", (sys.executable, "-c", "import time; time.sleep(600)"))
    monkeypatch.setattr(served, "PATIENCE_SECONDS", 0.2)
    started: list[subprocess.Popen[bytes]] = []
    start = served.start_helper
    monkeypatch.setattr(served, "start_helper", lambda *given: started.append(start(*given)) or started[-1])
    note_served(tmp_path)
    preparer(tmp_path / "utsyn.toml", tmp_path)(BuildRef(BUILD, tmp_path))
    assert started[0].returncode is not None
