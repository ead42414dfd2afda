"""What arrives whole takes its place; what has not changed is left alone."""

import hashlib
import json
from datetime import datetime

import pytest

from tests.pipelines.fetching.conftest import CSV, Client
from tests.pipelines.fetching.server import Server, answers, gives, gives_ranges


def test_a_file_is_fetched_with_its_checksum(client: Client, server: Server) -> None:
    server.replies = [gives(CSV, ETag='"1"', Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT")]

    outcome = client()

    assert (outcome.state, outcome.bytes) == ("fetched", len(CSV))
    assert outcome.sha256 == hashlib.sha256(CSV).hexdigest()
    assert client.path.read_bytes() == CSV
    assert client.left == [".fetched.json", "grants.csv"]
    assert client.shown[-1] == ("grants.csv", len(CSV), len(CSV))


def test_the_record_beside_it_says_where_it_is_from(client: Client, server: Server) -> None:
    server.replies = [gives(CSV, ETag='"1"', Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT")]
    client()

    record = json.loads((client.folder / ".fetched.json").read_text())["grants.csv"]

    assert record["url"] == f"{server.url}/grants.csv"
    assert record["sha256"] == hashlib.sha256(CSV).hexdigest()
    assert (record["etag"], record["last_modified"]) == ('"1"', "Thu, 01 Jan 2026 00:00:00 GMT")
    assert datetime.fromisoformat(record["fetched_at"]).tzinfo is not None


def test_what_the_server_says_is_unchanged_is_not_fetched_again(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"')]
    client()
    before = client.path.stat()

    outcome = client()

    assert (outcome.state, outcome.bytes) == ("unchanged", len(CSV))
    assert client.path.stat().st_mtime_ns == before.st_mtime_ns
    assert server.asked[1].headers["If-None-Match"] == '"1"'


def test_a_date_alone_is_asked_by(client: Client, server: Server) -> None:
    server.replies = [gives(CSV, Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT"), answers(304)]
    client()
    assert client().state == "unchanged"
    assert server.asked[1].headers["If-Modified-Since"] == "Thu, 01 Jan 2026 00:00:00 GMT"


def test_the_same_content_under_another_version_is_left_as_it_is(client: Client, server: Server) -> None:
    server.replies = [gives(CSV, ETag='"1"'), gives(CSV, ETag='"2"'), answers(304)]
    client()
    before = client.path.stat()

    assert client().state == "unchanged"
    assert client.path.stat().st_ino == before.st_ino
    client()
    assert server.asked[2].headers["If-None-Match"] == '"2"'


def test_new_content_takes_the_place_of_the_old(client: Client, server: Server) -> None:
    server.replies = [gives(CSV, ETag='"1"'), gives(CSV + b"501;NTNU;1\n", ETag='"2"')]
    client()
    assert client().state == "fetched"
    assert client.path.read_bytes() == CSV + b"501;NTNU;1\n"


def test_a_file_that_went_missing_is_fetched_again(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"')]
    client()
    client.path.unlink()
    assert client().state == "fetched"


@pytest.mark.parametrize("fetched_before", [True, False])
def test_what_somebody_put_there_or_changed_is_not_overwritten(
    client: Client, server: Server, fetched_before: bool
) -> None:
    server.replies = [gives(CSV)]
    if fetched_before:
        client()
    client.folder.mkdir(exist_ok=True)
    client.path.write_text("mine;\n")

    outcome = client()

    assert (outcome.state, client.path.read_text()) == ("failed", "mine;\n")
    assert "by hand" in outcome.detail


@pytest.mark.parametrize("step", ["pipelines.fetching.records.Records.keep", "pathlib.Path.replace"])
def test_a_machine_that_stops_leaves_the_old_file_and_a_way_on(
    client: Client, server: Server, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Stop(BaseException):
        pass

    def stop(*_: object) -> None:
        raise Stop

    new = CSV + b"501;NTNU;1\n"
    server.replies = [gives(CSV, ETag='"1"'), gives_ranges(new, '"2"')]
    client()
    with monkeypatch.context() as patched:
        patched.setattr(step, stop)
        with pytest.raises(Stop):
            client()
    assert client.path.read_bytes() == CSV

    assert client().state == "fetched"
    assert client.path.read_bytes() == new


def test_a_stop_between_record_and_file_is_no_change_by_hand(client: Client, server: Server) -> None:
    """The record of the new content is written first; if nothing more happens, the old file still stands."""
    server.replies = [gives(CSV, ETag='"1"'), gives(CSV + b"1;2;3\n", ETag='"2"')]
    client()
    client()
    client.path.write_bytes(CSV)
    server.replies = [gives_ranges(CSV + b"1;2;3\n", '"2"')]

    assert client().state == "fetched"
    assert client.path.read_bytes() == CSV + b"1;2;3\n"


def test_content_that_comes_packed_is_unpacked(client: Client, server: Server) -> None:
    import gzip

    server.replies = [gives(gzip.compress(CSV), Content_Encoding="gzip", ETag='"1"')]
    assert client().state == "fetched"
    assert client.path.read_bytes() == CSV
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


def test_without_a_length_the_end_is_where_the_server_ends(client: Client, server: Server) -> None:
    def chunked(to: object) -> None:
        to.head(200, None, Transfer_Encoding="chunked")  # type: ignore[attr-defined]
        to.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(CSV), CSV))  # type: ignore[attr-defined]

    server.replies = [chunked]
    assert client().state == "fetched"
    assert client.path.read_bytes() == CSV


def test_one_file_that_fails_holds_up_no_other(client: Client, server: Server) -> None:
    from pipelines.fetching.sources import RemoteFile

    server.replies = [answers(404), gives(CSV)]
    files = [RemoteFile(url=f"{server.url}/{year}.csv") for year in (2024, 2025)]
    assert [outcome.state for outcome in client.all_of(client.source(*files))] == ["failed", "fetched"]
