"""The page that a browser first gets names what it will need."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.pages.parts.script import script_address, style_address
from dashboard.shell import Shell
from dashboard.streamlit_marks import DRAWS_CHARTS, DRAWS_MARKUP, scripts_of

OF_ITS_OWN = scripts_of(DRAWS_MARKUP)[1]
PAGE = f'<html><head><link rel="modulepreload" href="./static/js/{OF_ITS_OWN}"></head><body>æ</body></html>'


@pytest.fixture
def client() -> TestClient:
    def page(request: Request) -> Response:
        if "if-none-match" in request.headers:
            return Response(status_code=304)
        return HTMLResponse(PAGE, headers={"etag": '"of-the-file"', "cache-control": "no-cache"})

    def other(_request: Request) -> Response:
        return PlainTextResponse("</head>")

    routes = [Route("/", page), Route("/other", other)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Shell)]))


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
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "<body>æ<link" in answer.text


def test_all_else_passes_as_it_is(client: TestClient) -> None:
    assert client.get("/other").text == "</head>"
