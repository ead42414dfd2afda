"""The walk of docs/operations.md, from an empty folder to a dean who is signed in, as it is written there."""

import getpass
import os
import re
import signal
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, HttpCredentials, expect

from tests.browser.conftest import STARTED_WITHIN, free_port
from tests.programs import program
from tests.test_repository import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECTION = re.compile(r"^## From an empty folder.*?(?=^## )", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
MAIN = """
user {account};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/etc/nginx/sites-enabled/utsyn;
}}
"""


def commands(folder: Path, ports: dict[str, int]) -> str:
    """The commands of the walk, with the system's folders below `folder`, free ports, and what is installed here."""
    [section] = SECTION.findall((ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    written = "".join(BLOCK.findall(section))
    utsyn, packages = Path(sysconfig.get_path("scripts")) / "utsyn", sysconfig.get_path("purelib")
    install = f"ln -s {utsyn} .venv/bin/; echo {packages} >here.pth; mv here.pth .venv/lib/python3*/site-packages/"
    start = f"nginx -p {folder} -c {folder}/main.conf -g 'daemon off;' &"
    changes = {
        "sudo apt-get install -y python3-venv nginx openssl\n": "",
        '.venv/bin/pip install "$repository" ': f"{install} ",
        "-g www-data ": "",
        "sudo nginx -t\n": f"nginx -p {folder} -c {folder}/main.conf -t\n",
        "sudo systemctl restart nginx\n": f"{start}\n",
        "sudo ": "",
        "/etc/": f"{folder}/etc/",
    }
    for here, present in changes.items():
        assert here in written
        written = written.replace(here, present)
    for port, free in ports.items():
        written = written.replace(port, str(free))
    # the example's own paths and ports, which the walk's sed leaves
    own = "".join(f" -e s/127.0.0.1:{port}/127.0.0.1:{ports[port]}/" for port in ("8501", "8502"))
    return written.replace("sed -e", f"sed -e s#/etc/#{folder}/etc/#{own} -e")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard's address after the walk."""
    program("nginx", "nginx")
    folder = tmp_path_factory.mktemp("walk")
    (folder / "etc" / "nginx" / "sites-enabled").mkdir(parents=True)
    (folder / "main.conf").write_text(MAIN.format(folder=folder, account=getpass.getuser()), encoding="utf-8")
    ports = {port: free_port() for port in ("8443", "8080", "8501", "8502")}
    settings = {name: value for name, value in os.environ.items() if not name.startswith("UTSYN_")}
    script = "set -eu\n" + commands(folder, ports) + "\nwait\n"
    log = folder / "walk.log"
    with log.open("w") as output:
        walking = subprocess.Popen(
            ["bash", "-c", script],
            cwd=folder,
            env={**settings, "repository": str(ROOT)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _wait(ports, walking, log)
            yield f"https://localhost:{ports['8443']}/utsyn/"
        finally:
            os.killpg(walking.pid, signal.SIGTERM)
            walking.wait()


def test_a_dean_and_a_steward_each_see_what_they_may(walked: str, chromium: Browser) -> None:
    by_name = {"dean": "enhetens analytiker", "steward": "institusjonens dataforvalter"}
    for who, role in by_name.items():
        signed_in = HttpCredentials(username=who, password=f"password-of-{who}")
        context = chromium.new_context(ignore_https_errors=True, http_credentials=signed_in)
        page = context.new_page()
        page.goto(walked)
        expect(page.locator(".person")).to_contain_text(who)
        expect(page.locator(".person")).to_contain_text(role)
        expect(page.locator("h1")).to_contain_text("Vanlige mål, inntil en plan er valgt")
        context.close()


def test_nobody_gets_in_without_a_password(walked: str, chromium: Browser) -> None:
    context = chromium.new_context(ignore_https_errors=True)
    assert context.request.get(walked).status == 401
    assert context.request.get(f"{walked}download?of=outgoing_stays&chart=trend&format=csv").status == 401
    context.close()


def _wait(ports: dict[str, int], walking: subprocess.Popen[bytes], log: Path) -> None:
    """Until both processes answer."""
    until = time.monotonic() + 5 * STARTED_WITHIN
    for port in (ports["8501"], ports["8502"]):
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health").close()
                break
            except OSError:
                if walking.poll() is not None or time.monotonic() > until:
                    pytest.fail(log.read_text(encoding="utf-8"))
                time.sleep(0.2)
