"""A helper process is gone within two seconds of the process that started it, whatever it is doing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Starts a helper that would go on for a minute, and says its number; then waits to be killed.
PARENT = """\
import subprocess, sys, time
from data_contracts.parent_process import named_as_parent
helper = subprocess.Popen([sys.executable, "-c", sys.argv[1], *sys.argv[2:]], env=named_as_parent())
print(helper.pid, flush=True)
time.sleep(60)
"""
BUSY = """\
import sys
from pathlib import Path
from data_contracts.parent_process import end_with_parent
end_with_parent(lambda: Path(sys.argv[1]).unlink())
Path(sys.argv[2]).touch()
while True: pass
"""
CERTIFIER = "import data_contracts.certifier as certifier\ncertifier.main()"
ROOT = Path(__file__).parent.parent.parent


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def seconds_after_kill(*helper: str, ready: Path | None = None, delay: float = 0) -> float:
    """Kill the parent of a helper; gives the seconds until the helper is gone too.

    The helper's input stays open, so that it is not that which ends it.
    """
    open_input, its_other_end = os.pipe()
    command = [sys.executable, "-c", PARENT, *helper]
    with subprocess.Popen(command, cwd=ROOT, stdin=open_input, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        while ready is not None and not ready.exists():
            time.sleep(0.01)
        time.sleep(delay)
        assert is_running(child)
        parent.kill()
        killed = time.monotonic()
    while is_running(child) and time.monotonic() < killed + 30:
        time.sleep(0.01)
    os.close(open_input)
    os.close(its_other_end)
    if is_running(child):
        os.kill(child, signal.SIGKILL)
    return time.monotonic() - killed


# only Linux shows whether a process is a zombie; CI runs on it, so nothing is skipped there
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads the state of a process from /proc")
class TestEndsWithItsParent:
    def test_a_busy_helper_tidies_up_and_ends(self, tmp_path: Path) -> None:
        litter, ready = tmp_path / "litter", tmp_path / "ready"
        litter.touch()
        assert seconds_after_kill(BUSY, str(litter), str(ready), ready=ready) < 2
        assert not litter.exists()

    @pytest.mark.slow
    @pytest.mark.parametrize("delay", [0.05, 0.5, 1.5, 3.0])
    def test_the_certifier_ends_while_it_imports_and_while_it_waits(self, delay: float) -> None:
        assert seconds_after_kill(CERTIFIER, delay=delay) < 2
