"""A provider, a dashboard that trusts it, and people who sign in, each in a browser of their own."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from models.config import DEFAULT_CONFIG
from tests.browser.conftest import LIVE, STARTED_WITHIN, free_port, serving
from tests.programs import program

PROVIDER = Path(__file__).parent / "provider"
SERVE = """
import sys
from pathlib import Path
from dashboard.server import run
run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), open_browser=False)
"""
ACCESS = """
[access]
sign_in = "oidc"
session_minutes = 60
roles = [
  {{group = "leadership", role = "viewer"}},
  {{group_pattern = "unit-(?P<unit>[0-9]{{2,6}})", role = "unit_analyst"}},
  {{group = "stewards", role = "steward"}},
  {{user = "ane", role = "institutional_analyst"}},
]
[access.oidc]
issuer = "http://127.0.0.1:{provider}"
client_id = "utsyn"
"""


@dataclass(frozen=True)
class Provider:
    """A running provider."""

    port: int

    def knows(self, person: str, *groups: str) -> None:
        """Let a person be a member of these groups and no others."""
        self._put(f"people/{person}", {"name": person.title(), "groups": groups})

    @contextmanager
    def damaging(self, **damage: object) -> Iterator[None]:
        """Answer with ID tokens whose `claims` are replaced, or that are signed with another `key`."""
        self._put("damage", damage)
        yield
        self._put("damage", {})

    def _put(self, path: str, content: object) -> None:
        url = f"http://127.0.0.1:{self.port}/{path}"
        request = urllib.request.Request(url, json.dumps(content).encode(), method="PUT")
        urllib.request.urlopen(request).close()


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    """The ports of the provider and of the dashboard, which must know each other's."""
    return free_port(), free_port()


@pytest.fixture(scope="module")
def address(ports: tuple[int, int]) -> str:
    """Where readers reach the dashboard."""
    return f"http://127.0.0.1:{ports[1]}/"


@pytest.fixture(scope="module")
def provider(ports: tuple[int, int], address: str) -> Iterator[Provider]:
    """A certified provider on this machine. Under CI a missing one fails; elsewhere the test skips and says why."""
    node = program("nodejs", "node")
    if not (PROVIDER / "node_modules").is_dir():
        missing = f"the provider is not installed: npm ci --prefix {PROVIDER}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        # it needs Node and npm, which nothing else here does
        pytest.skip(missing)
    port, _ = ports
    urls = f"{address}auth/callback", address
    with subprocess.Popen([node, "provider.mjs", str(port), *urls], cwd=PROVIDER, stderr=subprocess.DEVNULL) as process:
        _wait(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield Provider(port)
        process.terminate()


@pytest.fixture(scope="module")
def config(provider: Provider, address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration with which everybody has to sign in."""
    written = DEFAULT_CONFIG.read_text(encoding="utf-8")
    written = written.replace("[dashboard]\n", f'[dashboard]\naddress = "{address}"\n')
    path = tmp_path_factory.mktemp("sign-in") / "utsyn.toml"
    path.write_text(written + ACCESS.format(provider=provider.port), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def signed(config: Path, ports: tuple[int, int], warehouse: Path) -> Iterator[str]:
    """The address of a dashboard that everybody has to sign in to."""
    with serving_signed(config, warehouse, ports[1]) as url:
        yield url


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Pages of browsers that share nothing with each other."""
    contexts = []

    def page() -> Page:
        contexts.append(chromium.new_context(viewport={"width": 1440, "height": 1000}))
        return contexts[-1].new_page()

    yield page
    for context in contexts:
        context.close()


@contextmanager
def serving_signed(config: Path, warehouse: Path, port: int) -> Iterator[str]:
    """A dashboard of that configuration until the end of the block; its own address once it answers."""
    command = [sys.executable, "-c", SERVE, str(config), str(warehouse), str(port)]
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("UTSYN_OIDC_CLIENT_SECRET", "a-secret-of-the-test")
        with serving(command, port, config.parent / f"server-{port}.log") as url:
            yield url


def sign_in(page: Page, url: str, person: str) -> Page:
    """Go to an address, give a name to the provider, agree, and wait for what comes of it."""
    page.goto(url)
    page.fill("input[name=login]", person)
    page.fill("input[name=password]", "any")
    page.click("button[type=submit]")
    page.click("button[type=submit]")  # agree to pass the name and groups on
    page.wait_for_function(LIVE)
    return page


def _wait(url: str) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{url} did not answer within {STARTED_WITHIN} s")
