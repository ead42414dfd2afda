"""`kill -9` at any moment: the published build stays readable, and the next build is clean."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipelines.build import build
from pipelines.building import certifier_client
from pipelines.warehouse import DATABASE, Warehouse
from tests.pipelines.building import UNITS, certifier, config, write_inbox

KILLS = 10
SEED = int(os.environ.get("CRASH_SEED", "2022"))
BUILD = """\
import sys
from pathlib import Path
from pipelines.building import certifier_client
from pipelines.build import build
from tests.pipelines.building import certifier, config
certifier_client.COMMAND = certifier()
print("ready", flush=True)
sys.stdin.readline()
build(config(), Path(sys.argv[1]), Path(sys.argv[2]), lambda *_: None)
"""
ROOT = Path(__file__).parent.parent.parent


def start(inbox: Path, warehouse: Path) -> subprocess.Popen[bytes]:
    """A process, in a group of its own, that does its imports and then waits until it is told to build."""
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(inbox), str(warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )


def begin(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.stdin.write(b"go\n")
    process.stdin.flush()


def stays(database: Path) -> int:
    with duckdb.connect(database, read_only=True) as connection:
        [(count,)] = connection.execute("select count(*) from facts.stays").fetchall()
    return int(count)


@pytest.mark.slow
def test_ten_builds_killed_at_random_moments_leave_a_readable_warehouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    inbox, warehouse = write_inbox(tmp_path / "inbox"), Warehouse(tmp_path / "warehouse")
    with start(inbox, warehouse.root) as process:
        begin(process)
        begun = time.perf_counter()
        assert process.wait() == 0
        duration = time.perf_counter() - begun
    draw = random.Random(SEED)
    process = start(inbox, warehouse.root)
    for kill in range(KILLS):
        before = warehouse.current()
        assert before is not None
        # a new file each time, so that the killed build also stages
        (inbox / f"units/{kill}.csv").write_text(UNITS + f"64{kill}000,,department,A,B,C,2001-01-01,,\n")
        with process:
            begin(process)
            # each tenth of a build's course gets one kill
            time.sleep((kill + draw.random()) / KILLS * duration)
            os.killpg(process.pid, signal.SIGKILL)
        if kill + 1 < KILLS:
            process = start(inbox, warehouse.root)

        after = warehouse.current()
        assert after is not None, f"seed {SEED}, kill {kill}: the pointer is gone"
        assert after.id >= before.id
        assert stays(after.database) == 2
        for ref in warehouse.builds():
            assert (ref.path / DATABASE).exists()
            assert ref.manifest()["build"] == ref.id

        report = build(config(), inbox, warehouse.root, lambda *_: None)
        assert report.published
        assert all(file.is_complete for file in report.files)
        clean = warehouse.current()
        assert clean is not None
        assert clean.id == report.build
        assert stays(clean.database) == 2
        assert not list((warehouse.root / "builds").glob(".tmp-*"))
        assert not list(warehouse.staging.glob("*.part"))


@pytest.mark.slow
def test_the_certifier_ends_when_its_build_is_gone() -> None:
    process = subprocess.Popen(
        certifier_client.COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    process.communicate(timeout=120)  # closes its input, as the system does for a killed build
    assert process.returncode == 0
