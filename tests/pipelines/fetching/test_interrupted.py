"""A file that came in part goes on where it ended, unless it has become another file."""

import gzip
import threading
from dataclasses import replace

import pytest

from tests.pipelines.fetching.conftest import CSV, Client
from tests.pipelines.fetching.server import Handler, Server, answers, gives, gives_ranges, stalls

OTHER = CSV.replace(b"NTNU", b"OSLO")  # as long as CSV


def ranges(server: Server) -> list[str | None]:
    return [asked.headers.get("Range") for asked in server.asked]


def test_a_broken_line_is_taken_up_where_it_broke(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"', breaks_after=1000), gives_ranges(CSV, '"1"')]

    outcome = client()

    assert (outcome.state, client.path.read_bytes() == CSV) == ("fetched", True)
    assert ranges(server) == [None, "bytes=1000-"]
    assert server.asked[1].headers["If-Range"] == '"1"'


def test_a_later_run_takes_up_what_an_earlier_one_left(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"', breaks_after=1000)]
    assert client().state == "failed"
    assert client.left == [".grants.csv.part", ".grants.csv.part.json"]
    server.replies, server.asked = [gives_ranges(CSV, '"1"')], []

    assert client().state == "fetched"
    assert ranges(server) == ["bytes=3000-"]  # three attempts of 1,000 bytes each had come
    assert client.path.read_bytes() == CSV


def test_the_old_file_stands_until_the_new_one_is_whole(client: Client, server: Server) -> None:
    server.replies = [gives(CSV, ETag='"1"'), gives_ranges(OTHER, '"2"', breaks_after=1000)]
    client()
    assert client().state == "failed"
    assert client.path.read_bytes() == CSV


def test_a_server_that_ignores_ranges_begins_anew(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"', breaks_after=1000), gives(CSV, ETag='"1"')]
    assert client().state == "fetched"
    assert client.path.read_bytes() == CSV


def test_content_that_changed_in_between_begins_anew(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"', breaks_after=1000), gives_ranges(OTHER, '"2"')]
    assert client().state == "fetched"
    assert client.path.read_bytes() == OTHER


def wrongly_continued(content: bytes, etag: str, start: int = 1000, total: int | None = None) -> object:
    """A 206 whatever the ETag: the rest of something."""

    def reply(to: Handler) -> None:
        rest = content[start:]
        span = f"bytes {start}-{len(content) - 1}/{total or len(content)}"
        to.head(206, len(rest), ETag=etag, Content_Range=span)
        to.wfile.write(rest)

    return reply


@pytest.mark.parametrize(
    "wrong",
    [
        wrongly_continued(OTHER, '"2"'),
        wrongly_continued(CSV, '"1"', start=2000),
        wrongly_continued(CSV, '"1"', total=9999),
        answers(206, CSV[1000:], ETag='"1"'),
        answers(416, Content_Range=f"bytes */{len(CSV)}"),
    ],
    ids=["of another content", "from elsewhere", "of another length", "of nobody knows what", "not to be had"],
)
def test_a_rest_that_does_not_fit_is_never_joined(client: Client, server: Server, wrong: object) -> None:
    server.replies = [gives_ranges(CSV, '"1"', breaks_after=1000), wrong, gives_ranges(OTHER, '"2"')]  # type: ignore[list-item]

    assert client().state == "fetched"
    assert client.path.read_bytes() == OTHER
    assert ranges(server) == [None, "bytes=1000-", None]


def test_a_rest_that_comes_in_pieces_is_joined_piece_by_piece(client: Client, server: Server) -> None:
    def a_piece(to: Handler) -> None:
        to.head(206, 500, ETag='"1"', Content_Range=f"bytes 1000-1499/{len(CSV)}")
        to.wfile.write(CSV[1000:1500])

    server.replies = [gives_ranges(CSV, '"1"', breaks_after=1000), a_piece, gives_ranges(CSV, '"1"')]
    assert client().state == "fetched"
    assert ranges(server) == [None, "bytes=1000-", "bytes=1500-"]
    assert client.path.read_bytes() == CSV


@pytest.mark.parametrize("etag", ['W/"1"', ""], ids=["weak", "none"])
def test_without_an_exact_version_nothing_is_gone_on_with(client: Client, server: Server, etag: str) -> None:
    server.replies = [gives_ranges(CSV, etag, breaks_after=1000), gives_ranges(CSV, etag)]
    assert client().state == "fetched"
    assert ranges(server) == [None, None]


def test_packed_content_is_not_gone_on_with(client: Client, server: Server) -> None:
    packed = gzip.compress(CSV)

    def breaks(to: Handler) -> None:
        to.head(200, len(packed), ETag='"1"', Content_Encoding="gzip")
        to.wfile.write(packed[:-100])

    server.replies = [breaks, gives(packed, ETag='"1"', Content_Encoding="gzip")]
    assert client().state == "fetched"
    assert ranges(server) == [None, None]
    assert client.path.read_bytes() == CSV


def test_another_address_begins_anew(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"', breaks_after=1000)]
    client()
    server.replies, server.asked = [gives_ranges(OTHER, '"1"')], []
    assert client(url=f"{server.url}/elsewhere.csv").state == "fetched"
    assert ranges(server) == [None]
    assert client.path.read_bytes() == OTHER


@pytest.mark.parametrize("state", ["", "{}", '{"url": 1, "version": []}', "\0"])
def test_a_damaged_note_of_what_has_come_begins_anew(client: Client, server: Server, state: str) -> None:
    server.replies = [gives_ranges(CSV, '"1"')]
    client.folder.mkdir()
    (client.folder / ".grants.csv.part").write_bytes(b"whatever")
    (client.folder / ".grants.csv.part.json").write_text(state)
    assert client().state == "fetched"
    assert client.path.read_bytes() == CSV


def test_a_server_that_stalls_is_left_and_asked_again(
    client: Client, server: Server, until_the_end: threading.Event
) -> None:
    client.patience = replace(client.patience, read=0.5)
    server.replies = [stalls(CSV, until_the_end), gives(CSV)]
    assert client().state == "fetched"
    assert len(client.slept) == 1


def test_a_server_that_drips_for_ever_is_left(client: Client, server: Server, until_the_end: threading.Event) -> None:
    def drips(to: Handler) -> None:
        to.head(200, 10**6, ETag='"1"')
        while not until_the_end.wait(0.01):
            to.wfile.write(b"1;2\n")
            to.wfile.flush()

    client.patience = replace(client.patience, whole=0.5)
    server.replies = [drips]
    outcome = client()
    assert (outcome.state, "too slow" in outcome.detail) == ("failed", True)
    assert ".grants.csv.part" in client.left
