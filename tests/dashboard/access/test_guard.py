"""What every request meets before a page or a file: hosts, origins, identity headers, limits, security headers."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.access.current import of_request
from dashboard.access.guard import Guard
from models.access import Access, RoleRule
from models.question import Viewer

PROXY = Access.model_validate(
    {
        "sign_in": "proxy",
        "proxy": {"addresses": ["10.1.0.0/16"]},
        "roles": [{"group": "leadership", "role": "viewer"}],
    }
)
IDENTITY = {"x-forwarded-user": "kari", "x-forwarded-groups": "staff, leadership"}


def who(_request: Request) -> PlainTextResponse:
    person = of_request.get()
    assert person is not None
    return PlainTextResponse(f"{person.who} as {person.viewer}")


def client(tmp_path: Path, access: Access, address: str = "127.0.0.1", downloads: int = 60) -> TestClient:
    app = Starlette(routes=[Route(path, who, methods=["GET", "POST"]) for path in ("/page", "/download", "/")])
    guarded = Guard(
        app,
        access=access,
        warehouse=tmp_path,
        viewer=Viewer("public"),
        hosts=frozenset({"utsyn.example.org"}),
        downloads_per_minute=downloads,
    )
    return TestClient(guarded, base_url="http://utsyn.example.org", client=(address, 1), follow_redirects=False)


@pytest.fixture
def anybody(tmp_path: Path) -> TestClient:
    return client(tmp_path, Access())


def test_without_sign_in_everybody_has_the_configured_rights(anybody: TestClient) -> None:
    assert anybody.get("/page").text == "None as public"


@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1:8501", "utsyn.example.org.evil.org", ""])
def test_a_foreign_name_of_this_server_gets_no_answer(host: str, anybody: TestClient) -> None:
    assert anybody.get("/page", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", [None, "https://evil.example.org", "null", "http://utsyn.example.org.evil.org"])
def test_nothing_is_changed_from_another_site(origin: str | None, anybody: TestClient) -> None:
    headers = {} if origin is None else {"origin": origin}

    assert anybody.post("/page", headers=headers).status_code == 403


def test_our_own_page_may_change_something(anybody: TestClient) -> None:
    assert anybody.post("/page", headers={"origin": "http://utsyn.example.org"}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_fetch_a_file(site: str, anybody: TestClient) -> None:
    assert anybody.get("/download", headers={"sec-fetch-site": site}).status_code == 403


def test_the_servers_own_figures_are_closed(anybody: TestClient) -> None:
    assert anybody.get("/_stcore/metrics").status_code == 404


def test_every_answer_has_the_security_headers(anybody: TestClient) -> None:
    headers = anybody.get("/page").headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_downloads_are_limited_per_client(tmp_path: Path) -> None:
    visitor = client(tmp_path, Access(), downloads=2)

    assert [visitor.get("/download").status_code for _ in range(3)] == [200, 200, 429]
    assert visitor.get("/page").status_code == 200


def test_the_trusted_proxy_says_who_it_is(tmp_path: Path) -> None:
    assert client(tmp_path, PROXY, address="10.1.2.3").get("/page", headers=IDENTITY).text == "kari as viewer"


def test_the_same_headers_from_elsewhere_are_dropped(tmp_path: Path) -> None:
    visitor = client(tmp_path, PROXY, address="10.2.2.3")

    assert visitor.get("/page", headers=IDENTITY).text == "None as public"
    assert visitor.get("/download", headers=IDENTITY).status_code == 401
    assert visitor.get("/", headers=IDENTITY).status_code == 303


def test_a_client_cannot_date_its_own_session(tmp_path: Path) -> None:
    headers = {**IDENTITY, "x-utsyn-seen-at": "1"}

    assert client(tmp_path, PROXY, address="10.1.2.3").get("/page", headers=headers).text == "kari as viewer"


def test_readers_behind_a_proxy_of_this_machine_are_counted_by_their_own_address(tmp_path: Path) -> None:
    proxy = client(tmp_path, Access(), address="127.0.0.1", downloads=1)
    got = [proxy.get("/download", headers={"x-forwarded-for": who}).status_code for who in ("a", "b", "a", "x, b")]
    assert got == [200, 200, 429, 429]


def test_nobody_else_chooses_the_address_to_be_counted_by(tmp_path: Path) -> None:
    reader = client(tmp_path, Access(), address="10.9.0.1", downloads=1)
    got = [reader.get("/download", headers={"x-forwarded-for": who}).status_code for who in ("a", "b")]
    assert got == [200, 429]


def test_a_file_too_is_given_with_the_rights_of_whom_one_looks_as(tmp_path: Path) -> None:
    steward = client(tmp_path, PROXY.model_copy(update={"roles": (RoleRule(user="kari", role="steward"),)}), "10.1.0.1")
    assert steward.get("/page?seen_as=public", headers=IDENTITY).text == "kari as public"
    assert steward.get("/page?seen_as=admin", headers=IDENTITY).text == "kari as steward"


def test_a_path_that_is_not_there_is_not_found_although_streamlit_answers_it_with_its_page(tmp_path: Path) -> None:
    app = Starlette(routes=[Route("/{path:path}", lambda _request: HTMLResponse("<div id=root></div>" * 1000))])
    guarded = Guard(
        app,
        access=Access(),
        warehouse=tmp_path,
        viewer=Viewer("public"),
        hosts=frozenset({"utsyn.example.org"}),
        downloads_per_minute=60,
    )
    visitor = TestClient(guarded, base_url="http://utsyn.example.org")
    assert visitor.get("/?goal=A1").text.startswith("<div")
    missing = visitor.get("/nope/deeper")
    assert (missing.status_code, missing.text) == (404, "Not found")
    assert missing.headers["x-content-type-options"] == "nosniff"
