"""A page that stands open notices another build, whatever it shows."""

from pathlib import Path

import duckdb
import pytest

from dashboard import builds
from dashboard.pages.parts import frame
from models.config import load_config
from models.question import Viewer
from tests.dashboard.conftest import Serve
from tests.models.given import given, graduate

FIRST, SECOND = "20260101T000000Z-aaaaaa", "20260102T000000Z-bbbbbb"


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty warehouse, served."""
    monkeypatch.setattr(builds, "serving", lambda: builds.Serving(load_config(), tmp_path, Viewer()))
    return tmp_path


def test_every_change_of_what_is_published_is_seen(warehouse: Path) -> None:
    seen = [builds.seen()]
    (warehouse / "current").write_text(FIRST)
    seen.append(builds.seen())  # its folder is missing
    (warehouse / "builds" / FIRST).mkdir(parents=True)
    seen.append(builds.seen())
    (warehouse / "builds" / SECOND).mkdir()
    (warehouse / "current").write_text(SECOND)
    seen.append(builds.seen())
    assert seen[0] is None
    assert FIRST in str(seen[1])
    assert seen[2:] == [FIRST, SECOND]
    assert len(set(seen)) == len(seen)


def test_without_change_nothing_is_seen(warehouse: Path) -> None:
    (warehouse / "current").write_text(FIRST)
    assert builds.seen() == builds.seen()


def test_messages_watch_too(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    watched: list[str | None] = []
    monkeypatch.setattr(frame, "_watch", watched.append)
    served = serve(None)
    served.page()
    served.build = given(graduates=[graduate()])

    def older(*_: object) -> None:
        raise duckdb.CatalogException("Table with name stays does not exist!")

    monkeypatch.setattr(builds, "scorecard", older)
    assert "another version" in served.page(lang="en").html
    assert watched == [None, served.build.id]


def test_another_build_draws_the_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bool] = []
    monkeypatch.setattr(frame, "seen", lambda: SECOND)
    monkeypatch.setattr(frame.st, "rerun", lambda: drawn.append(True))
    look_again = frame._watch.__wrapped__  # type: ignore[attr-defined]
    look_again(SECOND)
    assert drawn == []
    look_again(FIRST)
    assert drawn == [True]
