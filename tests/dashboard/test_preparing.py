"""What a build prepares is all that a first visit asks for."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import environment, preparing
from dashboard.preparing import preparer
from dashboard.result_cache.memory import Memory
from models.config import find_config, load_config
from models.question import Viewer
from pipelines.warehouse import RESULTS, BuildRef
from tests.dashboard.conftest import Serve
from tests.dashboard.result_cache.test_kept import ID, ROWS, Counted

pytestmark = pytest.mark.slow

VISITS: tuple[dict[str, str], ...] = ({}, {"faculty": "63"}, {"topic": "mobility"}, {"goal": "SG-D1"})


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """The engine of the build that is prepared and then served."""
    engine = Counted(ROWS.engine, ROWS.engine.dialect)
    build = replace(ROWS, id=ID, engine=engine)
    monkeypatch.setattr(preparing, "open_build", lambda _folder, _config: build)
    return engine


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_a_first_visit_asks_nothing_of_the_rows(
    visit: dict[str, str], counted: Counted, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparer(load_config(), find_config(), tmp_path, "viewer")(BuildRef(ID, tmp_path))
    assert counted.queries
    monkeypatch.setenv(environment.VIEWER, "viewer")
    Memory.forget(lambda _build: True)
    counted.queries.clear()

    for lang in ("nb", "en"):
        serve(replace(ROWS, id=ID, engine=counted)).page(**visit, lang=lang)

    assert [query for query in counted.queries if "unit_today" not in query] == []


@pytest.mark.usefixtures("counted")
def test_without_sign_in_the_public_and_the_configured_reader_are_prepared_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited: list[Viewer] = []
    monkeypatch.setattr(preparing, "_visit", lambda _build, viewer: visited.append(viewer))
    config = load_config()
    proxied = config.model_copy(update={"access": config.access.model_copy(update={"sign_in": "proxy"})})
    for one, viewer in ((config, "institutional_analyst"), (config, None), (proxied, None)):
        preparer(one, find_config(), tmp_path, viewer)(BuildRef(ID, tmp_path))
    public, analyst, employee = Viewer("public"), Viewer("institutional_analyst"), Viewer("viewer")
    assert visited == [public, analyst, public, public, employee]


@pytest.mark.usefixtures("counted")
def test_a_page_that_fails_keeps_no_build_from_being_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_view: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dashboard.pages.PAGES", {"plan": fails, "topic": lambda _: None, "goal": lambda _: None})
    before = dict(os.environ)
    preparer(load_config(), find_config(), tmp_path)(BuildRef(ID, tmp_path))
    assert "cannot be drawn: ZeroDivisionError" in caplog.text
    assert dict(os.environ) == before
    assert not (tmp_path / RESULTS).exists()
