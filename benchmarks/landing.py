"""How long a reader waits for the landing page's table, beside an empty Streamlit page in the same run.

Each visit is a new browser context with an empty cache; the two pages take turns. Needs a built warehouse
(`utsyn demo --no-open` makes one) and Chromium.

    python benchmarks/landing.py --warehouse demo/warehouse --visits 9
"""

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
CONFIG = Path(__file__).parent.parent / "utsyn.toml"
EMPTY_PAGE = "import streamlit as st\n\nst.title('Empty')\n"
SERVE_EMPTY = (
    "import sys, uvicorn\n"
    "from streamlit.web.server.starlette.starlette_app import App\n"
    "uvicorn.run(App(sys.argv[1]), host='127.0.0.1', port=int(sys.argv[2]), log_level='warning', access_log=False)\n"
)
SERVE_DASHBOARD = (
    "import sys\n"
    "from pathlib import Path\n"
    "from dashboard.server import run\n"
    "run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), open_browser=False)\n"
)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(port: int, seconds: float = 60) -> float:
    """Seconds until the port answers."""
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return time.perf_counter() - start
        time.sleep(0.02)
    raise SystemExit(f"nothing answers on port {port} after {seconds} s")


def visit(browser: Browser, port: int, selector: str) -> float:
    """Seconds from navigation to the selector being visible, in a new context."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
    page.wait_for_selector(selector, state="visible", timeout=60_000)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--visits", type=int, default=9)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    ports = {"empty": free_port(), "plan": free_port()}
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_PAGE, encoding="utf-8")
        servers = [
            subprocess.Popen([sys.executable, "-c", SERVE_EMPTY, str(empty), str(ports["empty"])]),
            subprocess.Popen(
                [sys.executable, "-c", SERVE_DASHBOARD, str(CONFIG), str(arguments.warehouse), str(ports["plan"])]
            ),
        ]
        try:
            for port in ports.values():
                wait_until_served(port)
            with sync_playwright() as playwright:
                flags = [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                ]
                browser = playwright.chromium.launch(executable_path=chromium, args=flags)
                selectors = {"empty": "h1", "plan": "table.goals tbody tr"}
                first = {name: visit(browser, ports[name], selectors[name]) for name in ports}
                times: dict[str, list[float]] = {name: [] for name in ports}
                for _ in range(arguments.visits):
                    for name, port in ports.items():
                        times[name].append(visit(browser, port, selectors[name]))
        finally:
            for server in servers:
                server.terminate()
                server.wait()
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        worst = max(values)
        print(f"{name:6} first visit {first[name]:.2f} s · median {medians[name]:.2f} s · slowest {worst:.2f} s")
    print(f"ratio of medians, landing table over empty page: {medians['plan'] / medians['empty']:.2f}")


if __name__ == "__main__":
    main()
