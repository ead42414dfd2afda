"""A redirect leads to https or stays where it was asked; it ends."""

import pytest

from pipelines.fetching.errors import FetchError
from pipelines.fetching.redirects import check_address, check_redirect
from tests.pipelines.fetching.conftest import CSV, Client
from tests.pipelines.fetching.server import Server, answers, gives, serving


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_host_is_followed(client: Client, server: Server, status: int) -> None:
    server.replies = [answers(status, Location="/moved/grants.csv"), gives(CSV)]
    assert client().state == "fetched"
    assert [asked.path for asked in server.asked] == ["/grants.csv", "/moved/grants.csv"]


def test_a_loop_ends(client: Client, server: Server) -> None:
    server.replies = [answers(302, Location="/grants.csv")]
    outcome = client()
    assert (outcome.state, len(server.asked)) == ("failed", 6)
    assert "redirects go on and on" in outcome.detail


def test_an_unsafe_target_is_never_asked(client: Client, server: Server) -> None:
    with serving() as other:
        other.replies = [gives(CSV)]
        server.replies = [answers(302, Location=f"{other.url}/grants.csv")]
        outcome = client()
        assert (outcome.state, other.asked, len(server.asked)) == ("failed", [], 1)
        assert "neither https nor the same host" in outcome.detail


@pytest.mark.parametrize("target", ["ftp://127.0.0.1/x", "file:///etc/passwd", "http://[", "https://a:b@example.org/x"])
def test_strange_targets_are_refused(client: Client, server: Server, target: str) -> None:
    server.replies = [answers(302, Location=target)]
    outcome = client()
    assert (outcome.state, len(server.asked), client.slept) == ("failed", 1, [])


def test_a_redirect_to_nowhere_is_an_error(client: Client, server: Server) -> None:
    server.replies = [answers(302)]
    assert "302 Found" in client().detail


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("https://a.eu/x", "https://b.eu/y"),
        ("https://a.eu/x", "https://a.eu/y"),
        ("http://localhost:80/x", "http://localhost:80/y"),
    ],
)
def test_may_lead_on(asked: str, target: str) -> None:
    check_redirect(asked, target)


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("https://a.eu/x", "http://a.eu/x"),
        ("https://a.eu/x", "http://localhost/x"),
        ("https://a.eu/x", "https://user@b.eu/x"),
        ("http://localhost:80/x", "http://localhost:81/x"),
        ("https://a.eu/x", "javascript:alert(1)"),
    ],
)
def test_may_not_lead_on(asked: str, target: str) -> None:
    with pytest.raises(FetchError):
        check_redirect(asked, target)


@pytest.mark.parametrize(
    "url", ["http://cordis.europa.eu/x.zip", "cordis.europa.eu/x.zip", "", "https://", "https://a:x/"]
)
def test_an_address_must_be_https(url: str) -> None:
    with pytest.raises(FetchError):
        check_address(url)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(FetchError) as refused:
        check_address("https://me:secret@example.org/x")
    assert "secret" not in str(refused.value)
