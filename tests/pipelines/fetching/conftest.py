"""A server, and a client that never sleeps."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.fetching.fetch import Outcome, fetch
from pipelines.fetching.sources import Kind, RemoteFile, Source
from pipelines.fetching.web import Patience, Web
from tests.pipelines.fetching.server import Server, serving

CSV = b"project;organisation;amount\n" + b"".join(b"%d;NTNU;%d\n" % (n, n * 10) for n in range(500))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with serving() as site:
        yield site


@pytest.fixture
def until_the_end() -> Iterator[threading.Event]:
    """Set when the test is over, so that a server that stalls may go home."""
    over = threading.Event()
    yield over
    over.set()


class Client:
    """Fetches one file of one source, and remembers how long it would have slept."""

    def __init__(self, inbox: Path, server: Server) -> None:
        self.inbox, self.server = inbox, server
        self.slept: list[float] = []
        self.shown: list[tuple[str, int, int | None]] = []
        self.patience = Patience(attempts=3)

    @property
    def folder(self) -> Path:
        return self.inbox / "grants"

    @property
    def path(self) -> Path:
        return self.folder / "grants.csv"

    @property
    def left(self) -> list[str]:
        """What lies in the folder, hidden or not, besides the lock."""
        return sorted(path.name for path in self.folder.iterdir() if path.name != ".fetching.lock")

    def source(self, *files: RemoteFile, kind: Kind = "csv", limit_mb: int = 1) -> Source:
        return Source(
            name="grants", title="Grants", licence="CC0", page="https://example.org", kind=kind, limit_mb=limit_mb,
            files=files,
        )  # fmt: skip

    def all_of(self, source: Source) -> list[Outcome]:
        with Web(self.patience, sleep=self.slept.append, chance=lambda: 1.0) as web:
            return list(fetch(source, self.inbox, web, lambda *shown: self.shown.append(shown)))

    def __call__(self, kind: Kind = "csv", limit_mb: int = 1, **file: object) -> Outcome:
        given = {"url": f"{self.server.url}/grants.csv", "name": "grants.csv", **file}
        [outcome] = self.all_of(self.source(RemoteFile.model_validate(given), kind=kind, limit_mb=limit_mb))
        return outcome


@pytest.fixture
def client(tmp_path: Path, server: Server) -> Client:
    return Client(tmp_path, server)
