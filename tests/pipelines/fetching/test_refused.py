"""Statuses: some pass, most do not; each has an end and a sentence."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.pipelines.fetching.conftest import CSV, Client
from tests.pipelines.fetching.server import Handler, Server, answers, gives


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again_after_growing_pauses(client: Client, server: Server, status: int) -> None:
    server.replies = [answers(status), answers(status), gives(CSV)]
    assert client().state == "fetched"
    assert client.slept == [1.0, 2.0]


def test_patience_ends(client: Client, server: Server) -> None:
    server.replies = [answers(500)]
    outcome = client()
    assert (outcome.state, len(server.asked)) == ("failed", 3)
    assert "500 Internal Server Error. Given up after 3 attempts" in outcome.detail
    assert client.left == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 599])
def test_what_will_not_pass_is_asked_once(client: Client, server: Server, status: int) -> None:
    server.replies = [answers(status, b"<html>sorry</html>")]
    outcome = client()
    assert (outcome.state, len(server.asked), client.slept) == ("failed", 1, [])
    assert f"the server answers {status}" in outcome.detail
    assert client.left == []


def test_a_server_that_names_the_wait_is_obeyed(client: Client, server: Server) -> None:
    server.replies = [answers(429, Retry_After="17"), gives(CSV)]
    assert client().state == "fetched"
    assert client.slept == [17.0]


def test_a_moment_is_waited_for(client: Client, server: Server) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.replies = [answers(503, Retry_After=moment), gives(CSV)]
    client()
    assert client.slept == [pytest.approx(29.5, abs=1)]


@pytest.mark.parametrize("wait", ["0", "-5", "soon", "", "Thu, 01 Jan 1970 00:00:00 GMT", "²"])
def test_a_wait_that_says_nothing_leaves_the_usual_pause(client: Client, server: Server, wait: str) -> None:
    server.replies = [answers(429, Retry_After=wait.encode().decode("latin-1")), gives(CSV)]
    assert client().state == "fetched"
    assert client.slept == [1.0]


@pytest.mark.parametrize("wait", ["3600", "999999999", "9" * 400])
def test_nobody_waits_for_an_hour(client: Client, server: Server, wait: str) -> None:
    server.replies = [answers(429, Retry_After=wait)]
    outcome = client()
    assert outcome.state == "failed"
    assert sum(client.slept) <= 3


def test_a_server_that_is_not_there_is_named(client: Client) -> None:
    outcome = client(url="http://127.0.0.1:1/grants.csv")
    assert outcome.state == "failed"
    assert "http://127.0.0.1:1/grants.csv: the connection failed" in outcome.detail
    assert len(client.slept) == 2


def test_a_server_that_speaks_no_http_is_named(client: Client, server: Server) -> None:
    def greets(to: Handler) -> None:
        to.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")

    server.replies = [greets]
    outcome = client()
    assert (outcome.state, "the connection failed" in outcome.detail) == ("failed", True)


def test_not_modified_without_a_file_is_an_error(client: Client, server: Server) -> None:
    server.replies = [answers(304)]
    assert "not modified" in client().detail
