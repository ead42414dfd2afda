"""A PostgreSQL server of the tests' own: made in a folder, on a port of the loopback, ended with the session."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

BINARIES = Path("/usr/lib/postgresql")
PASSWORD = "a password: with/odd@signs"
START_SECONDS = 60


def _account() -> str | None:
    """The account that the server runs as; it refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[int]:
    """The port of a server with the user `reader`, whose password is PASSWORD."""
    result = sorted(BINARIES.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not result:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is missing")
        # a database server that only the tests of queries need; CI installs it and fails without it
        pytest.skip("PostgreSQL is not on this machine (on Debian: apt install postgresql)")
    account, folder = _account(), Path(tempfile.mkdtemp(prefix="utsyn-postgresql-"))
    if account:
        shutil.chown(folder, account)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])

    def run(*command: str | Path, text: str = "") -> None:
        ended = subprocess.run(
            command, input=text, user=account, cwd=folder, capture_output=True, text=True, check=False, timeout=120
        )
        assert ended.returncode == 0, ended.stderr

    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    if account:
        shutil.chown(secret, account)
    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run(result[-1] / "initdb", "-D", data, "-U", "reader", "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync")
    run(result[-1] / "pg_ctl", "-D", data, "-w", "-t", str(START_SECONDS), "-l", folder / "log", "-o", options, "start")
    try:
        yield port
    finally:
        run(result[-1] / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
