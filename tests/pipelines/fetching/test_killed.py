"""A fetch that is killed leaves nothing a build would read, and the next one goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from models.config import DEFAULT_CONFIG
from tests.pipelines.fetching.conftest import CSV as LITTLE
from tests.pipelines.fetching.server import Server, gives_ranges, stalls

CSV = LITTLE * 100


@pytest.mark.slow
def test_a_killed_fetch_is_gone_on_with(tmp_path: Path, server: Server, until_the_end: threading.Event) -> None:
    config = tmp_path / "utsyn.toml"
    own = f'\n[sources.research_council_eu_grants]\nfiles = [{{url = "{server.url}/grants.csv"}}]\n'
    config.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8") + own, encoding="utf-8")
    folder = tmp_path / "inbox" / "research_council_eu_grants"
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "--config", str(config), "fetch"]
    server.replies = [stalls(CSV, until_the_end, etag='"1"'), gives_ranges(CSV, '"1"')]

    part = folder / ".grants.csv.part"
    with subprocess.Popen([*command, folder.name], env=os.environ) as fetching:
        until = time.monotonic() + 20
        while not (part.exists() and part.stat().st_size) and time.monotonic() < until:
            time.sleep(0.02)
        fetching.send_signal(signal.SIGKILL)
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == []

    ended = subprocess.run([*command, folder.name], env=os.environ, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (folder / "grants.csv").read_bytes() == CSV
    assert server.asked[1].headers["Range"].startswith("bytes=")
