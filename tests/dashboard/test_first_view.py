"""The landing page in the page that a browser gets first: what Streamlit will draw, for the same reader."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dashboard.access.current import of_request
from dashboard.access.person import PUBLIC, Person
from dashboard.first_view import first_view
from models.question import Viewer
from tests.dashboard.conftest import Serve
from tests.models.given import given, stay

BUILD = given(stays=[stay(unit_code=unit) for unit, count in (("631000", 3), ("641000", 30)) for _ in range(count)])
AROUND = '<div><div class="utsyn">', "</div></div>"


@contextmanager
def _asked_by(viewer: Viewer, *, needs_sign_in: bool = False) -> Iterator[None]:
    """As the guard says who a request is from."""
    token = of_request.set(Person(viewer, needs_sign_in=needs_sign_in))
    yield
    of_request.reset(token)


def _html(query: str) -> str:
    view = first_view(query)
    assert view is not None
    return view.html


@pytest.mark.parametrize("query", [{"lang": "en"}, {"lang": "nn", "faculty": "64"}, {"lang": "en", "faculty": "99"}])
def test_it_has_every_piece_that_streamlit_draws_in_the_same_order(query: dict[str, str], serve: Serve) -> None:
    drawn = serve(BUILD).page(**query)
    with _asked_by(Viewer("institutional_analyst")):
        html = _html("&".join(f"{name}={value}" for name, value in query.items()))
    before, after = AROUND
    side, main = html.split('<main class="first-main">')
    assert f"{before}{drawn.sidebar}{after}" in side
    assert main.replace(after + before, "").count(drawn.html) == 1


def test_each_reader_gets_what_the_role_may_see(serve: Serve) -> None:
    serve(BUILD)
    with _asked_by(Viewer("unit_analyst", "64")):
        own_unit = _html("lang=en")
    with _asked_by(PUBLIC):
        public = _html("lang=en")
    assert 'class="unit"> · ' in own_unit, "staff of a unit land on their own"
    assert 'class="unit"> · ' not in public
    assert "rounded" in public
    assert "rounded" not in own_unit


def test_what_streamlit_says_itself_has_none(serve: Serve) -> None:
    serve(BUILD)
    with _asked_by(Viewer("viewer"), needs_sign_in=True):
        assert first_view("lang=en") is None
    with _asked_by(Viewer("viewer")):
        assert first_view("goal=SG-D1") is None
        assert first_view("view=definitions") is None
    serve(None)
    with _asked_by(Viewer("viewer")):
        assert first_view("") is None


def test_it_says_in_which_language_it_is(serve: Serve) -> None:
    serve(BUILD)
    with _asked_by(Viewer("viewer")):
        assert [view.language for query in ("", "lang=nn", "lang=xx") if (view := first_view(query))] == [
            "nb",
            "nn",
            "nb",
        ]
