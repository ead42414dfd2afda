"""Every request gets an id and is counted and logged without anything about its reader."""

import json
import logging
from collections.abc import Iterator

import pytest
from prometheus_client import REGISTRY
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.monitoring.logs import JsonLines
from dashboard.monitoring.observer import Observer


def answer(request: Request) -> Response:
    if "fail" in request.query_params:
        raise RuntimeError("kari@example.org")
    return PlainTextResponse(request.headers["x-request-id"])


@pytest.fixture
def client() -> Iterator[TestClient]:
    routes = [Route("/", answer), Route("/download", answer)]
    with TestClient(
        Starlette(routes=routes, middleware=[Middleware(Observer)]), raise_server_exceptions=False
    ) as client:
        yield client


def count(kind: str, status: str) -> float:
    return REGISTRY.get_sample_value("utsyn_requests_total", {"kind": kind, "status": status}) or 0.0


def test_the_answer_names_the_id_that_the_page_was_given(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    assert first.headers["x-request-id"] == first.text
    assert first.text != second.text


def test_an_id_of_a_proxy_is_kept_and_a_forged_line_is_not(client: TestClient) -> None:
    assert client.get("/", headers={"x-request-id": "0123456789abcdef"}).text == "0123456789abcdef"
    assert client.get("/", headers={"x-request-id": '", "level": "x'}).text.isalnum()


def test_requests_are_counted_by_kind_and_status(client: TestClient) -> None:
    before = count("download", "200"), count("page", "500")
    client.get("/download?indicator=outbound_share")
    client.get("/?fail=1")
    assert (count("download", "200"), count("page", "500")) == (before[0] + 1, before[1] + 1)


def test_a_line_has_no_query_address_name_or_cookie(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "utsyn.requests")
    client.get("/?search=kari", headers={"cookie": "utsyn_session=secret", "x-forwarded-user": "ola"})
    client.get("/?fail=kari")
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "utsyn.requests"]
    assert [json.loads(line)["status"] for line in lines] == [200, 500]
    assert not any(word in line for line in lines for word in ("kari", "secret", "ola", "testclient", "127.0.0.1"))
