"""Fetching and building share a folder: one fetch at a time, and no build reads what has not come whole."""

import threading
from dataclasses import replace

import pytest
from filelock import FileLock

from pipelines.fetching.errors import FetchError
from pipelines.fetching.fetch import LOCK, fetch
from pipelines.fetching.sources import RemoteFile, Source
from pipelines.fetching.web import Web
from pipelines.inbox import discover
from tests.pipelines.fetching.conftest import CSV, Client
from tests.pipelines.fetching.server import Server, gives, gives_ranges, stalls


def test_a_second_fetch_is_told_to_wait(client: Client, server: Server) -> None:
    client.folder.mkdir()
    with FileLock(client.folder / LOCK), pytest.raises(FetchError, match="another fetch is at work"):
        client()
    assert server.asked == []


def test_a_build_sees_no_part_no_record_and_no_lock(
    client: Client, server: Server, until_the_end: threading.Event
) -> None:
    files = tuple(RemoteFile(url=f"{server.url}/{name}.csv") for name in ("whole", "broken", "stalled"))
    source = Source(name="ror", title="", licence="", page="https://example.org", kind="csv", limit_mb=1, files=files)
    client.patience = replace(client.patience, read=0.5)
    broken = [gives_ranges(CSV, '"1"', breaks_after=100)] * client.patience.attempts
    server.replies = [gives(CSV), *broken, stalls(CSV, until_the_end)]

    with Web(client.patience, sleep=client.slept.append) as web:
        seen = [
            (outcome.name, outcome.state, [file.path.name for file in discover(client.inbox)])
            for outcome in fetch(source, client.inbox, web, lambda *_: None)
        ]

    assert seen == [
        ("whole.csv", "fetched", ["whole.csv"]),
        ("broken.csv", "failed", ["whole.csv"]),
        ("stalled.csv", "failed", ["whole.csv"]),
    ]
    assert (client.inbox / "ror" / ".stalled.csv.part").exists()
