"""The page that a browser first gets names what it will need."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.access.current import of_request
from dashboard.access.person import Person
from dashboard.pages.parts.script import script_address, style_address
from dashboard.shell import Shell
from dashboard.streamlit_marks import DRAWS_CHARTS, DRAWS_MARKUP, ENTRY, FONT, STATIC, scripts_of
from models.question import Viewer
from tests.dashboard.conftest import Serve
from tests.models.given import given, stay

OF_ITS_OWN = scripts_of(DRAWS_MARKUP)[1]
PAGE = f'<html><head><link rel="modulepreload" href="./static/js/{OF_ITS_OWN}"></head><body>æ</body></html>'


class AsAnalyst:
    """Says who asks, as the guard does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = of_request.set(Person(Viewer("institutional_analyst")))
        await self._app(scope, receive, send)
        of_request.reset(token)


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """Streamlit's page behind ours; nothing is published yet."""
    serve(None)

    def page(request: Request) -> Response:
        if "if-none-match" in request.headers:
            return Response(status_code=304)
        return HTMLResponse(PAGE, headers={"etag": '"of-the-file"', "cache-control": "no-cache"})

    def other(_request: Request) -> Response:
        return PlainTextResponse("</head>")

    routes = [Route("/", page), Route("/other", other)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(AsAnalyst), Middleware(Shell)]))


def _named(client: TestClient, address: str) -> list[str]:
    return re.findall(r'href="\./([^"]+)"', client.get(address).text)


def test_it_names_style_script_and_what_draws_markup_and_none_twice(client: TestClient) -> None:
    named = _named(client, "/")
    assert named[-1] == style_address(), "after all others, which it overrules"
    assert script_address() in named
    assert f"static/js/{scripts_of(DRAWS_MARKUP)[0]}" in named
    assert f"static/js/{scripts_of(DRAWS_CHARTS)[0]}" not in named
    assert named.count(f"static/js/{OF_ITS_OWN}") == 1


@pytest.mark.parametrize("address", ["/?goal=A1", "/?topic=mobility"])
def test_pages_with_charts_name_what_draws_charts(address: str, client: TestClient) -> None:
    assert f"static/js/{scripts_of(DRAWS_CHARTS)[0]}" in _named(client, address)


def test_a_browser_that_has_streamlits_page_gets_ours(client: TestClient) -> None:
    answer = client.get("/", headers={"if-none-match": '"of-the-file"'})
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"
    assert "<body>æ<link" in answer.text


def test_it_is_compressed_for_a_browser_that_takes_it_so(client: TestClient) -> None:
    plain = client.get("/", headers={"accept-encoding": "identity"})
    compressed = client.get("/", headers={"accept-encoding": "gzip"})
    assert int(plain.headers["content-length"]) == len(plain.content)
    assert compressed.headers["content-encoding"] == "gzip"
    assert int(compressed.headers["content-length"]) < len(plain.content)
    assert compressed.text == plain.text


def test_the_landing_page_is_in_it_for_this_reader_alone(client: TestClient, serve: Serve) -> None:
    serve(given(stays=[stay() for _ in range(30)]))
    answer = client.get("/?lang=nn")
    assert '<table class="goals">' in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.text.index(style_address()) < answer.text.index("first-main"), "shown only with its style"
    other = client.get("/?goal=SG-D1")
    assert "first-main" not in other.text
    assert other.headers["cache-control"] == "no-cache"


def test_streamlits_own_page_names_its_start_and_its_font_as_expected() -> None:
    page = (STATIC.parent.parent / "index.html").read_bytes()
    assert len(ENTRY.findall(page)) == 1
    assert len(FONT.findall(page)) == 1


def test_all_else_passes_as_it_is(client: TestClient) -> None:
    assert client.get("/other").text == "</head>"
