"""The shipped nginx configuration in front of two processes, below a path, with TLS: what a reader's browser meets."""

import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STARTED_WITHIN, free_port
from tests.browser.sign_in.conftest import Provider, serving_signed, sign_in
from tests.programs import program
from tests.test_repository import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("behind")]

SHIPPED = ROOT / "docs" / "examples" / "nginx.conf"
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format upstream '$upstream_addr $request_uri $cookie_utsyn_session';
    access_log {folder}/access.log upstream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/utsyn.conf;
}}
"""
COUNTRIES = "?of=outgoing_stays&by=country&faculty=63&lang=en"
CELLS = f"download{COUNTRIES}&chart=bars&format=csv"
Visitor = Callable[[], Page]


@dataclass(frozen=True)
class Places:
    """The ports of nginx (with and without TLS) and of the two dashboards behind it."""

    tls: int
    plain: int
    behind: tuple[int, int]


@pytest.fixture(scope="module")
def places() -> Places:
    """Free ports."""
    return Places(free_port(), free_port(), (free_port(), free_port()))


@pytest.fixture(scope="module")
def address(places: Places) -> str:
    """Where readers reach the dashboards: by TLS, below a path."""
    return f"https://127.0.0.1:{places.tls}/utsyn/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """nginx's own folder, with a certificate made for this run."""
    folder = tmp_path_factory.mktemp("nginx")
    openssl = program("openssl", "openssl")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*command, *files], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def nginx(places: Places, folder: Path) -> Iterator[Path]:
    """nginx with the shipped configuration, at other names, ports and paths. Gives its log of requests."""
    text = SHIPPED.read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{places.plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{places.tls} ssl;",
        "server_name utsyn.example.org;": "server_name 127.0.0.1;",
        "/etc/ssl/utsyn": str(folder),
        "127.0.0.1:8501": f"127.0.0.1:{places.behind[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{places.behind[1]}",
    }
    for shipped, here in changes.items():
        assert shipped in text
        text = text.replace(shipped, here)
    (folder / "utsyn.conf").write_text(text, encoding="utf-8")
    (folder / "main.conf").write_text(MAIN.format(folder=folder), encoding="utf-8")
    command = [program("nginx", "nginx", "/usr/sbin/nginx"), "-p", str(folder), "-c", "main.conf"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with subprocess.Popen(command) as process:
        _wait_for(places.tls)
        yield folder / "access.log"
        process.terminate()


@pytest.fixture(scope="module")
def behind(config: Path, places: Places, warehouse: Path, nginx: Path) -> Iterator[None]:  # noqa: ARG001
    """Two dashboards that share a warehouse."""
    one, other = places.behind
    with serving_signed(config, warehouse, one), serving_signed(config, warehouse, other):
        yield


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Visitor]:
    """Pages of browsers that share nothing with each other, and take the certificate of this run."""
    contexts = []

    def page() -> Page:
        contexts.append(chromium.new_context(viewport={"width": 1440, "height": 1000}, ignore_https_errors=True))
        return contexts[-1].new_page()

    yield page
    for context in contexts:
        context.close()


def test_a_dean_signs_in_behind_nginx_and_comes_back_to_the_page_asked_for(
    provider: Provider, address: str, visitor: Visitor
) -> None:
    provider.knows("dag", "leadership")
    page, errors = sign_in(visitor(), f"{address}?lang=en", "dag"), list[str]()  # the provider's own pages are not ours
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.context.clear_cookies(name="utsyn_session")

    page.goto(f"{address}?goal=SG-D1&lang=en")
    page.wait_for_selector("h1")

    assert page.url == f"{address}?goal=SG-D1&lang=en"
    expect(page.locator(".person")).to_contain_text("Signed in as Dag")
    [cookie] = [c for c in page.context.cookies() if c["name"] == "utsyn_session"]
    assert (cookie["secure"], cookie["httpOnly"], cookie["path"]) == (True, True, "/utsyn")
    page.locator("a[data-go]:visible").first.click()  # the connection is there: a click draws another page
    page.wait_for_function("before => location.href !== before", arg=f"{address}?goal=SG-D1&lang=en")
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(address)
    assert errors == []


def test_a_download_and_signing_out_work_below_the_path(provider: Provider, address: str, visitor: Visitor) -> None:
    provider.knows("siv", "stewards")
    page = sign_in(visitor(), f"{address}{COUNTRIES}", "siv")

    answer = page.request.get(f"{address}{CELLS}")

    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/session/end"))
    assert page.request.get(f"{address}{CELLS}").status == 401


def test_a_reader_stays_with_one_process_and_readers_are_spread_over_both(
    address: str, nginx: Path, visitor: Visitor
) -> None:
    page = visitor()
    for reader in range(20):
        for _ in range(3):
            page.request.get(f"{address}utsyn.js", headers={"cookie": f"utsyn_session=reader-{reader}"})

    asked = [line.split() for line in nginx.read_text(encoding="utf-8").splitlines() if "session=" not in line]
    processes = {
        reader: {upstream for upstream, _path, who in asked if who == f"reader-{reader}"} for reader in range(20)
    }
    assert all(len(process) == 1 for process in processes.values())
    assert len(set.union(*processes.values())) == 2


def test_plain_http_is_led_to_tls_and_monitors_paths_are_closed(places: Places, address: str, visitor: Visitor) -> None:
    request = visitor().request
    answer = request.get(f"http://127.0.0.1:{places.plain}/utsyn/?lang=en", max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (301, "https://127.0.0.1/utsyn/?lang=en")
    assert [request.get(f"{address}{path}").status for path in ("health", "ready", "_stcore/metrics")] == [404] * 3


def test_a_page_at_another_name_of_the_server_gets_no_answer(address: str, visitor: Visitor) -> None:
    answer = visitor().request.get(f"{address}utsyn.js", headers={"host": "evil.example.org"})
    assert answer.status == 421


def _wait_for(port: int) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("nginx did not start")
