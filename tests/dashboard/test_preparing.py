"""What is prepared of a build is all that a first visit asks for."""

from dataclasses import replace

import pytest

from dashboard import environment, preparing
from dashboard.builds import serving
from dashboard.prepared import is_prepared, prepared_for
from dashboard.preparing import prepare
from dashboard.result_cache.memory import Memory
from models.kept_results import RESULTS
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.dashboard.result_cache.test_kept import ID, ROWS, Counted

pytestmark = pytest.mark.slow

VISITS: tuple[dict[str, str], ...] = (
    {},
    {"faculty": "63"},
    {"topic": "mobility"},
    {"goal": "SG-D1"},
    {"goal": "SG-D1", "faculty": "63"},
    {"goal": "A1", "faculty": "64"},
)


@pytest.fixture
def build(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> OpenBuild:
    """A build whose engine notes what it is asked, served to employees."""
    build = replace(ROWS, id=ID, engine=Counted(ROWS.engine, ROWS.engine.dialect))
    monkeypatch.setenv(environment.VIEWER, "viewer")
    serving.cache_clear()
    serve(build)
    return build


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_a_first_visit_asks_nothing_of_the_rows(visit: dict[str, str], build: OpenBuild, serve: Serve) -> None:
    assert isinstance(build.engine, Counted)
    prepare(build)
    assert build.engine.queries
    Memory.forget(lambda _build: True)
    build.engine.queries.clear()

    for lang in ("nb", "en"):
        serve(build).page(**visit, lang=lang)

    assert [query for query in build.engine.queries if "unit_today" not in query] == []


def test_it_is_noted_for_the_readers_of_this_server_alone(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "_visit", lambda *_: None)
    (serving().warehouse / RESULTS / ID).mkdir(parents=True)
    assert not is_prepared(build)
    prepare(build)
    assert is_prepared(build)

    monkeypatch.setenv(environment.VIEWER, "steward")
    serving.cache_clear()
    assert not is_prepared(build)


def test_with_sign_in_the_public_and_employees_are_prepared_for(monkeypatch: pytest.MonkeyPatch) -> None:
    served = serving()
    assert prepared_for() == (served.without_sign_in,)
    access = served.config.access.model_copy(update={"sign_in": "proxy"})
    signed_in = replace(served, config=served.config.model_copy(update={"access": access}))
    monkeypatch.setattr("dashboard.prepared.serving", lambda: signed_in)
    assert prepared_for() == (Viewer("public"), Viewer("viewer"))


@pytest.mark.usefixtures("serve")
def test_a_page_that_fails_leaves_the_others_prepared(
    build: OpenBuild, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_view: object) -> None:
        raise ZeroDivisionError

    drawn: list[object] = []
    monkeypatch.setattr("dashboard.preparing.PAGES", {"plan": fails, "topic": drawn.append, "goal": drawn.append})
    prepare(build)
    assert "cannot be drawn: ZeroDivisionError" in caplog.text
    assert drawn
