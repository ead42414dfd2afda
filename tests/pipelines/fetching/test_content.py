"""What came must be what was asked for, whatever the server calls it."""

import hashlib
import io
import json
import resource
import shutil
import zipfile
from collections import namedtuple

import pytest

from pipelines.fetching.sources import Kind
from tests.pipelines.fetching.conftest import CSV, Client
from tests.pipelines.fetching.server import Handler, Server, gives, gives_ranges

PAGE = b"\xef\xbb\xbf\n<!DOCTYPE html><html><head><title>Access &amp; denied</title></head></html>"


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


ZIP = zipped(**{"project.csv": CSV})
XLSX = zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
ANSWER = json.dumps([{"status": {"returkode": 0, "melding": "Data levert."}}, {"Årstall": "2024"}]).encode()
REFUSED = json.dumps([{"status": {"returkode": 7, "melding": "Ukjent variabel"}}]).encode()


@pytest.mark.parametrize(("kind", "content"), [("csv", CSV), ("zip", ZIP), ("xlsx", XLSX), ("dbh", ANSWER)])
def test_what_is_of_its_kind_is_taken(client: Client, server: Server, kind: Kind, content: bytes) -> None:
    server.replies = [gives(content, Content_Type="text/html")]
    assert client(kind=kind).state == "fetched"
    assert client.path.read_bytes() == content


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("zip", PAGE, "is a web page ('Access & denied'), not the zip file"),
        ("csv", PAGE, "is a web page"),
        ("csv", b"<Error><Code>AccessDenied</Code></Error>", "is a web page"),
        ("csv", b"", "is empty"),
        ("csv", b"404: Not Found\n", "line of headings: '404: Not Found'"),
        ("csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "line of headings"),
        ("csv", b'{"error": "no, not now", "code": 1}', "line of headings"),
        ("csv", ZIP, "is not text"),
        ("zip", CSV, "is not a complete zip"),
        ("zip", ZIP[:-30], "is not a complete zip"),
        ("zip", zipped(), "without what should be in it"),
        ("xlsx", ZIP, "without what should be in it"),
        ("dbh", b'[{"status": {"returkode": 0}}, {"a"', "is not a complete answer of DBH"),
        ("dbh", b"[]", "is not a complete answer of DBH"),
        ("dbh", b"{}", "is not a complete answer of DBH"),
        ("dbh", b'["' + b"[" * 5000, "is not a complete answer of DBH"),
        ("dbh", REFUSED, "DBH refused the request: Ukjent variabel (returkode 7)"),
    ],
)
def test_what_is_not_is_dropped_and_named(
    client: Client, server: Server, kind: Kind, content: bytes, words: str
) -> None:
    server.replies = [gives(content, ETag='"1"')]
    outcome = client(kind=kind)
    assert (outcome.state, len(server.asked)) == ("failed", 1)
    assert words in outcome.detail
    assert client.left == []


def test_bad_content_leaves_the_good_file_that_stands(client: Client, server: Server) -> None:
    server.replies = [gives(CSV), gives(PAGE)]
    client()
    assert client().state == "failed"
    assert client.path.read_bytes() == CSV


@pytest.mark.parametrize("method", ["sha256", "md5"])
def test_a_checksum_is_held_to(client: Client, server: Server, method: str) -> None:
    expected = f"{method}:{hashlib.new(method, CSV).hexdigest()}"
    server.replies = [gives(CSV[:-1] + b"!"), gives(CSV)]
    refused = client(checksum=expected)
    assert (refused.state, f"{method} checksum" in refused.detail, client.left) == ("failed", True, [])
    assert client(checksum=expected).state == "fetched"


def lies_about_its_length(content: bytes, length: int) -> object:
    def reply(to: Handler) -> None:
        to.head(200, length, ETag='"1"')
        to.wfile.write(content)

    return reply


def test_a_length_that_is_too_long_is_a_file_in_part(client: Client, server: Server) -> None:
    server.replies = [lies_about_its_length(ZIP, len(ZIP) + 1)]  # type: ignore[list-item]
    outcome = client(kind="zip")
    assert (outcome.state, client.path.exists()) == ("failed", False)
    assert "Given up after 3 attempts" in outcome.detail


def test_a_length_that_is_too_short_leaves_no_whole_file(client: Client, server: Server) -> None:
    server.replies = [lies_about_its_length(ZIP, len(ZIP) - 10)]  # type: ignore[list-item]
    outcome = client(kind="zip")
    assert (outcome.state, client.left) == ("failed", [])
    assert "is not a complete zip" in outcome.detail


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_not_taken(client: Client, server: Server, announced: bool) -> None:
    def endless(to: Handler) -> None:
        to.head(200, 10**9 if announced else None)
        for _ in range(100):
            to.wfile.write(b"1;2;3\n" * 10_000)

    server.replies = [endless]
    outcome = client(limit_mb=1)
    assert (outcome.state, len(server.asked), client.left) == ("failed", 1, [])
    assert "larger than the 1.0 MB it may have" in outcome.detail
    assert max((received for _, received, _ in client.shown), default=0) <= (0 if announced else 1_000_000)
    assert "[sources.grants]" in outcome.detail


def test_what_unpacks_on_the_way_to_too_much_is_not_taken(client: Client, server: Server) -> None:
    import gzip

    server.replies = [gives(gzip.compress(b"a;b\n" * 1_000_000), Content_Encoding="gzip")]
    assert "larger than" in client(limit_mb=1).detail
    assert client.left == []


def test_content_packed_in_a_way_nobody_asked_for_is_refused(client: Client, server: Server) -> None:
    server.replies = [gives(CSV, Content_Encoding="rot13")]
    assert "'rot13'" in client().detail


def test_one_member_of_an_archive_is_kept(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(zipped(**{"v2-ror-data.csv": CSV, "v2-ror-data.json": b"{}"}), '"1"')]
    assert client(kind="zip", unpack="*.csv").state == "fetched"
    assert client.path.read_bytes() == CSV
    assert client.left == [".fetched.json", "grants.csv"]
    assert client(kind="zip", unpack="*.csv").state == "unchanged"


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"a.json": b"{}"}, "there is none"),
        ({"a.csv": CSV, "b.csv": CSV}, "there is a.csv, b.csv"),
        ({"a.csv": b"1;2\n" * 600_000}, "unpacks to more than 1 MB"),
    ],
)
def test_an_archive_without_the_one_member_is_refused(
    client: Client, server: Server, members: dict[str, bytes], words: str
) -> None:
    server.replies = [gives(zipped(**members))]
    outcome = client(kind="zip", unpack="*.csv")
    assert (outcome.state, client.left) == ("failed", [])
    assert words in outcome.detail


def test_a_damaged_member_is_refused(client: Client, server: Server) -> None:
    damaged = bytearray(zipped(**{"a.csv": CSV}))
    damaged[60:70] = b"\xff" * 10
    server.replies = [gives(bytes(damaged))]
    assert "cannot be unpacked" in client(kind="zip", unpack="*.csv").detail
    assert client.left == []


def test_a_disk_without_room_is_told_before_anything_is_written(
    client: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 9, 1))
    server.replies = [gives(CSV)]
    assert "0.0 MB are free" in client().detail


def test_a_disk_that_takes_no_more_is_named(client: Client, server: Server) -> None:
    """The system lets no file grow past 1,000 bytes while the answer comes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def to_a_full_disk(to: Handler) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        gives(CSV, ETag='"1"')(to)

    server.replies = [to_a_full_disk]
    try:
        with pytest.raises(OSError, match="grants") as full:
            client()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert full.value.filename == str(client.folder)
    server.replies = [gives_ranges(CSV, '"1"')]
    assert client().state == "fetched"
    assert client.path.read_bytes() == CSV


def test_a_folder_that_may_not_be_written_is_named(client: Client) -> None:
    client.inbox.joinpath("grants").write_text("a file in the way")
    with pytest.raises(OSError, match="grants"):
        client()
