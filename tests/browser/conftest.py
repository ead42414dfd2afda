"""The demo institution built small, served, and looked at with a real Chromium: once per session."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from models.config import DEFAULT_CONFIG, load_config
from pipelines.build import build
from pipelines.demo import write_demo
from tests.programs import program

SCALE = 0.05
NEW_YEAR = "20260101T080000Z-000000"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTED_WITHIN, SHOWN_WITHIN = 60, 30_000
GO = """address => {
    history.pushState({}, "", address || location.pathname);
    window.dispatchEvent(new PopStateEvent("popstate"));
}"""
DRAWN = """before => document.querySelector("h1")?.innerText !== before
    && document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], .first-main")
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(one => one.querySelector(".trace"))"""
LIVE = """() => document.querySelector("h1") && !document.querySelector(".first-side, .first-main")"""
QUIET = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true]")"""
SERVE = """
import sys
from pathlib import Path
from dashboard.server import run
run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), open_browser=False, viewer="institutional_analyst")
"""


@dataclass
class Reader:
    """One reader's browser tab, and what it must not see: console errors and requests to other hosts."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> Page:
        """Open an address of the dashboard and wait for its heading, as Streamlit draws it."""
        self.page.goto(self.url + address)
        self.page.wait_for_function(LIVE)
        return self.page

    def go(self, address: str) -> Page:
        """Change to an address in the open page, as the browser's own buttons do, and wait until it is drawn.

        Its heading must be another than the one that is shown.
        """
        before = self.page.locator("h1").inner_text()
        self.page.evaluate(GO, address)
        self.page.wait_for_function(DRAWN, arg=before)
        return self.page

    def settle(self) -> None:
        """Wait until nothing is being drawn: a button that is drawn again meanwhile loses the click."""
        self.page.wait_for_function(QUIET)

    def land(self, address: str) -> Page:
        """Show the plan: in place where another page stands open, which is quicker than to load all anew."""
        is_elsewhere = self.page.url.startswith(self.url) and not self.page.locator("table.goals").count()
        return self.go(address) if is_elsewhere else self.open(address)

    def heard(self, message: ConsoleMessage) -> None:
        """Remember an error of the console."""
        if message.type == "error":
            self.errors.append(message.text)

    def asked(self, request: Request) -> None:
        """Remember a request that leaves the machine."""
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.foreign_requests.append(request.url)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Under CI a missing one fails; elsewhere the test skips and says why."""
    path = program("chromium", "chromium", "chromium-browser", "google-chrome")
    expect.set_options(timeout=SHOWN_WITHIN)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the small demo institution, with one department renamed to something hostile."""
    folder = tmp_path_factory.mktemp("browser")
    write_demo(folder / "inbox", scale=SCALE)
    _rename_a_department(folder / "inbox" / "units" / "units.csv")
    report = build(load_config(), folder / "inbox", folder / "warehouse", lambda *_: None)
    assert report.published
    _also_published_at_new_year(folder / "warehouse" / "builds", report.build)
    return folder / "warehouse"


def _also_published_at_new_year(builds: Path, build_id: str) -> None:
    """The same build as one published eleven months before, for what compares with an earlier day."""
    shutil.copytree(builds / build_id, builds / NEW_YEAR)


@pytest.fixture(scope="session")
def served(warehouse: Path, chromium: Browser) -> Iterator[str]:  # noqa: ARG001  # no server without a browser
    """The address of a running dashboard."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, str(DEFAULT_CONFIG), str(warehouse), str(port)]
    with serving(command, port, warehouse.parent / "server.log") as url:
        yield url


@pytest.fixture(scope="session")
def strolling(chromium: Browser, served: str) -> Iterator[Reader]:
    """One reader for all walks that need no fresh profile: what was fetched once is not fetched again."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(SHOWN_WITHIN)
    with _watched(context.new_page(), served) as reader:
        yield reader
    context.close()


@pytest.fixture
def wishing(strolling: Reader) -> Iterator[Reader]:
    """The reader of all walks, who asks for another window, theme, paper or style, and leaves none of it behind."""
    window = strolling.page.viewport_size
    assert window is not None
    yield strolling
    strolling.page.goto("about:blank")
    strolling.page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    strolling.page.set_viewport_size(window)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile, as wide as a desk's screen."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(SHOWN_WITHIN)
    yield context
    context.close()


@pytest.fixture
def reader(context: BrowserContext, served: str) -> Iterator[Reader]:
    """A reader in front of the dashboard, who must meet no error and reach no other host."""
    with _watched(context.new_page(), served) as reader:
        yield reader


@contextmanager
def _watched(page: Page, url: str) -> Iterator[Reader]:
    """A reader of the page who must meet no error and reach no other host."""
    reader = Reader(page, url)
    page.on("console", reader.heard)
    page.on("pageerror", lambda error: reader.errors.append(str(error)))
    page.on("request", reader.asked)
    yield reader
    assert reader.errors == []
    assert reader.foreign_requests == []


def _rename_a_department(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert "Department of Computer Science" in content
    renamed = content.replace("Department of Computer Science", "<img src=x onerror=alert(1)> & <b>Computing</b>")
    path.write_text(renamed, encoding="utf-8")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int, log: Path) -> Iterator[str]:
    """Run a server until the end of the block; its address once it answers."""
    url = f"http://127.0.0.1:{port}/"
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output) as server:
        try:
            _wait(f"{url}_stcore/health", server, log)
            yield url
        finally:
            server.terminate()


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the dashboard ended at once: {log.read_text()}")
        try:
            urllib.request.urlopen(url).close()  # our own address
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the dashboard did not start within {STARTED_WITHIN} s: {log.read_text()}")
