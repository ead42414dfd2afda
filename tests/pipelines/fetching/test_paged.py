"""Interfaces that answer in pages: each page once, politely, and on from where a run was cut short."""

import json
import socket
from datetime import date
from typing import Any

import pytest

from models.config import load_config
from pipelines.fetching.fetch import Outcome
from pipelines.fetching.sources import load_sources
from tests.pipelines.fetching.conftest import Client
from tests.pipelines.fetching.server import Handler, Reply, Server, answers, gives

CURSOR = {"results": "results", "next": "meta.next_cursor", "cursor": "cursor", "pause": 0.2}
KEY = "secret-key"


def page(number: int, following: str | None) -> Reply:
    """A page of two works."""
    results = [{"id": f"W{number}-{n}"} for n in (1, 2)]
    return gives(json.dumps({"meta": {"next_cursor": following}, "results": results}).encode())


def fetch(client: Client, pages: dict[str, Any] = CURSOR, query: str = "filter=a:1&cursor=*") -> Outcome:
    return client(kind="jsonl", name="works.jsonl", url=f"{client.server.url}/works?{query}", pages=pages, limit_mb=1)


def ids(client: Client) -> list[str]:
    return [json.loads(line)["id"] for line in (client.folder / "works.jsonl").read_text().splitlines()]


def test_pages_are_asked_one_after_the_other_until_there_is_no_next(client: Client, server: Server) -> None:
    server.replies = [page(1, "b=="), page(2, "c"), page(3, None)]
    assert fetch(client).state == "fetched"
    assert ids(client) == ["W1-1", "W1-2", "W2-1", "W2-2", "W3-1", "W3-2"]
    assert [asked.path for asked in server.asked] == [
        "/works?filter=a:1&cursor=*", "/works?filter=a:1&cursor=b%3D%3D", "/works?filter=a:1&cursor=c",
    ]  # fmt: skip
    assert client.slept == [0.2, 0.2], "a pause between two pages, and none after the last"
    assert client.left == [".fetched.json", "works.jsonl"]


def test_an_empty_page_is_the_last(client: Client, server: Server) -> None:
    server.replies = [page(1, "b"), gives(b'{"meta": {"next_cursor": "c"}, "results": []}')]
    assert fetch(client).state == "fetched"
    assert len(server.asked) == 2


def test_a_year_without_results_is_an_empty_file(client: Client, server: Server) -> None:
    server.replies = [gives(b'{"meta": {"next_cursor": null}, "results": []}')]
    assert fetch(client).state == "fetched"
    assert ids(client) == []


def test_a_server_that_has_had_enough_is_left_alone_as_long_as_it_says(client: Client, server: Server) -> None:
    server.replies = [page(1, "b"), answers(429, Retry_After="7"), page(2, None)]
    assert fetch(client).state == "fetched"
    assert client.slept == [0.2, 7.0]
    assert ids(client) == ["W1-1", "W1-2", "W2-1", "W2-2"]


def test_a_run_cut_short_goes_on_with_the_page_that_was_next(client: Client, server: Server) -> None:
    server.replies = [page(1, "b"), answers(500)]
    assert fetch(client).state == "failed"
    assert client.left == [".works.jsonl.part", ".works.jsonl.part.json"]
    with (client.folder / ".works.jsonl.part").open("ab") as part:
        part.write(b'{"id": "half of a pa')  # the machine stopped while the second page was written
    server.replies, server.asked = [page(2, None)], []

    assert fetch(client).state == "fetched"
    assert [asked.path for asked in server.asked] == ["/works?filter=a:1&cursor=b"]
    assert ids(client) == ["W1-1", "W1-2", "W2-1", "W2-2"]


def test_pages_that_lead_in_a_circle_are_left(client: Client, server: Server) -> None:
    """Else the same works would be written again and again, up to the limit of the file."""
    server.replies = [page(1, "b"), page(2, "c"), page(3, "b")]
    outcome = fetch(client)
    assert outcome.state == "failed"
    assert "the pages lead back to this one" in outcome.detail
    assert len(server.asked) == 3


def test_half_a_page_is_asked_for_again(client: Client, server: Server) -> None:
    """The line breaks in the middle of the second page."""
    whole = json.dumps({"meta": {"next_cursor": None}, "results": [{"id": "W2-1"}]}).encode()

    def half(to: Handler) -> None:
        to.head(200, len(whole))
        to.wfile.write(whole[: len(whole) // 2])
        to.wfile.flush()
        to.connection.shutdown(socket.SHUT_RDWR)

    server.replies = [page(1, "b"), half, gives(whole)]
    assert fetch(client).state == "fetched"
    assert ids(client) == ["W1-1", "W1-2", "W2-1"]


def test_groups_are_pages_too_and_an_error_in_json_is_none(client: Client, server: Server) -> None:
    groups = CURSOR | {"results": "group_by"}
    refused = {"error": "Invalid query parameters error.", "message": "group_by is not valid"}
    server.replies = [gives(json.dumps(refused).encode())]
    assert "has no list of group_by" in fetch(client, groups).detail
    counted = {"meta": {"next_cursor": None}, "results": [], "group_by": [{"key": "2024", "count": 7}]}
    server.replies = [gives(json.dumps(counted).encode())]
    assert fetch(client, groups, query="filter=a:>1&group_by=year&cursor=*").state == "fetched"
    assert json.loads((client.folder / "works.jsonl").read_text()) == {"key": "2024", "count": 7}


def test_another_question_begins_anew(client: Client, server: Server) -> None:
    server.replies = [page(1, "b"), answers(500)]
    fetch(client)
    server.replies = [page(9, None)]
    assert fetch(client, query="filter=a:2&cursor=*").state == "fetched"
    assert ids(client) == ["W9-1", "W9-2"]


def test_the_same_results_leave_the_file_as_it_is(client: Client, server: Server) -> None:
    server.replies = [page(1, None)]
    assert [fetch(client).state, fetch(client).state] == ["fetched", "unchanged"]


def test_the_next_page_may_be_named_by_its_address_on_the_same_host(client: Client, server: Server) -> None:
    named = {"results": "hits", "next": "nextSearchAfterResults", "pause": 0}
    first = {"hits": [{"id": "1"}], "nextSearchAfterResults": f"{server.url}/works?searchAfter=1"}
    server.replies = [gives(json.dumps(first).encode()), gives(b'{"hits": [{"id": "2"}]}')]
    assert fetch(client, named, "institution=194").state == "fetched"
    assert (ids(client), server.asked[1].path) == (["1", "2"], "/works?searchAfter=1")


def test_a_key_is_sent_and_neither_kept_nor_shown(
    client: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTSYN_OPENALEX_KEY", KEY)
    pages = CURSOR | {"key_parameter": "api_key", "key_from": "UTSYN_OPENALEX_KEY"}
    server.replies = [page(1, "b"), answers(403)]
    outcome = fetch(client, pages)
    assert [asked.path.endswith(f"api_key={KEY}") for asked in server.asked] == [True, True]
    assert KEY not in outcome.detail
    server.replies = [page(2, None)]
    assert fetch(client, pages).state == "fetched"
    assert not any(KEY.encode() in path.read_bytes() for path in client.folder.iterdir())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>", "is not a page of JSON"),
        (b"[]", "is not a page of results"),
        (b'{"works": []}', "has no list of results; the interface may have changed"),
    ],
)
def test_what_is_no_page_is_refused(client: Client, server: Server, content: bytes, says: str) -> None:
    server.replies = [gives(content)]
    outcome = fetch(client)
    assert outcome.state == "failed"
    assert says in outcome.detail


@pytest.mark.parametrize(("source", "lacks"), [("openalex", "ror"), ("nva", "nva")])
def test_without_its_number_an_institution_asks_for_nobody_else(
    client: Client, server: Server, source: str, lacks: str
) -> None:
    config = load_config()
    unknown = config.institution.model_copy(update={lacks: ()})
    asked = load_sources(config.model_copy(update={"institution": unknown}), date(2026, 10, 4))[source]
    outcomes = client.all_of(asked)
    assert {(outcome.state, outcome.detail.partition(" of the")[0]) for outcome in outcomes} == {
        ("failed", f"{source}: needs {{{'rors' if lacks == 'ror' else lacks}}}")
    }
    assert server.asked == []


def test_more_than_the_limit_is_refused(client: Client, server: Server) -> None:
    many = {"meta": {"next_cursor": "b"}, "results": [{"id": "x" * 600_000}]}
    server.replies = [gives(json.dumps(many).encode())]
    assert "is larger than the 1.0 MB it may have" in fetch(client).detail
