"""A dashboard, or the floor beside it, served in a process of its own whose time and memory can be read."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

VIEWER = "UTSYN_DASHBOARD__VIEWER"
CONFIG = Path(__file__).parent.parent / "models" / "utsyn.toml"
FLOOR = Path(__file__).with_name("floor_page.py")
# each says when it ends whether Great Expectations was imported
END = "\nprint('great_expectations' in sys.modules)\n"
SERVE_FLOOR = (
    "import sys, uvicorn, streamlit as st\n"
    "uvicorn.run(st.App(sys.argv[1]), host='127.0.0.1', port=int(sys.argv[2]), log_level='warning', access_log=False)\n"
)
SERVE_DASHBOARD = (
    "import sys\n"
    "from pathlib import Path\n"
    "from dashboard.server import run\n"
    "run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), open_browser=False)\n"
)
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Server:
    """A running server and how long it took to answer."""

    port: int
    process: subprocess.Popen[str]
    started_seconds: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def stream(self) -> str:
        """Where pages are asked for."""
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    def cpu_seconds(self) -> float:
        """Processor time of the process so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_bytes(self) -> int:
        """Memory that the process holds now."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE

    def stop(self) -> bool:
        """End it; whether Great Expectations had been imported."""
        self.process.send_signal(signal.SIGINT)
        output, _ = self.process.communicate(timeout=60)
        return output.strip().endswith("True")


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(warehouse: Path | None, viewer: str = "public") -> Server:
    """The dashboard of a warehouse with a viewer's rights, or the floor; once it answers."""
    port = free_port()
    code, arguments = (SERVE_DASHBOARD, [CONFIG, warehouse]) if warehouse else (SERVE_FLOOR, [FLOOR])
    command = [sys.executable, "-c", code + END, *map(str, arguments), str(port)]
    environment = os.environ | {VIEWER: viewer}
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    while time.perf_counter() - began < 120 and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
            return Server(port, process, time.perf_counter() - began)
        except OSError:
            time.sleep(0.02)
    raise SystemExit("a server did not start")


def wait_until_prepared(warehouse: Path, viewer: str) -> None:
    """Wait until a server has had the first visits to the published build prepared for this viewer."""
    os.environ |= {"UTSYN_CONFIG": str(CONFIG), "UTSYN_WAREHOUSE": str(warehouse.resolve()), VIEWER: viewer}
    from dashboard.builds import current_build, serving
    from dashboard.prepared import is_prepared

    serving.cache_clear()
    build = current_build()
    if build is None:
        raise SystemExit(f"{warehouse} has no published build")
    for _ in range(1800):
        if is_prepared(build):
            time.sleep(5)  # the servers read it
            return
        time.sleep(1)
    raise SystemExit("first visits were not prepared within half an hour")


@contextmanager
def both(warehouse: Path) -> Iterator[dict[str, Server]]:
    """The dashboard and the floor, until the end of the block; then it says if Great Expectations was imported."""
    servers = {"floor": start(None), "dashboard": start(warehouse)}
    wait_until_prepared(warehouse, "public")
    try:
        yield servers
    finally:
        imported = {name: server.stop() for name, server in servers.items()}
        print(f"\nGreat Expectations imported by the dashboard: {'yes' if imported['dashboard'] else 'no'}")
