"""Files whose address is new each time are found on the page that links to them."""

import pytest

from pipelines.fetching.sources import RemoteFile
from tests.pipelines.fetching.conftest import CSV, Client
from tests.pipelines.fetching.server import Server, answers, gives

PAGE = b"""<html><a href="/files/2026-08/list-A_17082026.csv?a=1&amp;b=2">A</a>
<eac-download url="/files/2026-07/list-A_old.csv"></eac-download>
<a href="/files/2026-08/list-B.csv">B</a> <a href="/files/2026-08/other.csv">other</a></html>"""
LINK = r"[^\"'\s]*/files/(?P<month>\d{4}-\d\d)/list-(?P<name>[AB])[^\"'\s]*"


def test_each_link_that_fits_is_fetched_under_the_name_it_gives(client: Client, server: Server) -> None:
    server.replies = [gives(PAGE), gives(CSV)]
    file = RemoteFile(url=f"{server.url}/lists/", link=LINK, name="{month}_{name}.csv")
    outcomes = client.all_of(client.source(file))
    assert [(outcome.name, outcome.state) for outcome in outcomes] == [
        ("2026-08_A.csv", "fetched"),
        ("2026-07_A.csv", "fetched"),
        ("2026-08_B.csv", "fetched"),
    ]
    assert [asked.path for asked in server.asked] == [
        "/lists/",
        "/files/2026-08/list-A_17082026.csv?a=1&b=2",
        "/files/2026-07/list-A_old.csv",
        "/files/2026-08/list-B.csv",
    ]


def test_of_several_links_that_give_one_name_the_first_counts(client: Client, server: Server) -> None:
    server.replies = [gives(PAGE), gives(CSV)]
    outcome = client(url=f"{server.url}/lists/", link=LINK, name="latest.csv")
    assert (outcome.name, server.asked[1].path) == ("latest.csv", "/files/2026-08/list-A_17082026.csv?a=1&b=2")


def test_without_a_name_the_last_part_of_the_address_is_taken(client: Client, server: Server) -> None:
    server.replies = [gives(PAGE), gives(CSV)]
    assert client(url=f"{server.url}/lists/", link=LINK.replace("[AB]", "B"), name="").name == "list-B.csv"


def test_an_answer_in_json_is_a_page_too(client: Client, server: Server) -> None:
    page = f'{{"hits": [{{"links": {{"self": "{server.url}/v2.0/content"}}}}]}}'.encode()
    server.replies = [gives(page), gives(CSV)]
    assert client(link=r"http://[^\"]+/content").state == "fetched"


def test_a_page_without_such_a_link_is_named(client: Client, server: Server) -> None:
    server.replies = [gives(b"<html>we have moved</html>")]
    outcome = client(link="list-[AB]")
    assert (outcome.state, outcome.name) == ("failed", "grants.csv")
    assert "no link on the page looks like `list-[AB]`" in outcome.detail


def test_a_page_is_asked_for_as_patiently_as_a_file(client: Client, server: Server) -> None:
    server.replies = [answers(503), gives(PAGE), gives(CSV)]
    assert client(link=LINK).state == "fetched"


def test_a_page_that_does_not_end_is_left(client: Client, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.fetching.wanted.LARGEST_PAGE", 10)
    server.replies = [gives(PAGE)]
    assert "larger than any page" in client(link=LINK).detail


@pytest.mark.parametrize("link", ["http://127.0.0.1:1/list.csv", "ftp://example.org/list.csv"])
def test_a_page_cannot_lead_to_where_a_redirect_could_not(client: Client, server: Server, link: str) -> None:
    server.replies = [gives(f'<a href="{link}">'.encode())]
    outcome = client(link=r"\w+://[^\"]+")
    assert (outcome.state, len(server.asked)) == ("failed", 1)
    assert "is not followed" in outcome.detail


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "a/b.csv", ".hidden", "", "~$x.csv", "a\nb", "CON\0"])
def test_a_page_cannot_choose_a_name_that_leads_elsewhere(client: Client, server: Server, name: str) -> None:
    page = f'<a href="/x" title="{name}">'.encode()
    server.replies = [gives(page), gives(CSV)]
    outcome = client(link='/x" title="(?P<title>[^"]*)', name="{title}")
    assert (outcome.state, client.left, len(server.asked)) == ("failed", [], 1)
    assert "is not a name for a file" in outcome.detail
