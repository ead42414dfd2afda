"""Pages in a test: one build served, the page drawn by Streamlit without a browser."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import dashboard
from dashboard import environment

if TYPE_CHECKING:  # a test of pure functions starts at once: only those that draw pages import what draws them
    from streamlit.testing.v1 import AppTest

    from models.store import OpenBuild

APP = Path(dashboard.__file__).parent / "app.py"


@dataclass(frozen=True)
class Drawn:
    """A page as the browser is handed it."""

    html: str
    sidebar: str
    charts: int


@dataclass
class Served:
    """Serves `build` (None: none is published yet) and draws pages of it; one reader's session goes on."""

    build: "OpenBuild | None"
    session: "AppTest"

    def page(self, **parameters: str) -> Drawn:
        """The page at these query parameters."""
        self.session.query_params.clear()
        for name, value in parameters.items():
            self.session.query_params[name] = value
        self.session.run()
        assert not self.session.exception, self.session.exception
        return Drawn(_html(self.session.main), _html(self.session.sidebar), len(self.session.main.get("plotly_chart")))


Serve = Callable[["OpenBuild | None"], Served]


@pytest.fixture(autouse=True)
def _guarded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are drawn behind the guard alone, which only a server puts in place."""
    if "streamlit" not in sys.modules and "serve" not in request.fixturenames:
        return  # nothing draws a page
    from dashboard.access.guard import Guard

    _serving()
    monkeypatch.setattr(Guard, "is_in_place", True)


@cache
def _serving() -> Any:
    """What `builds.serving` is itself, also where a test puts another in its place later."""
    from dashboard import builds

    return builds.serving


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Serve]:
    """Serve a build instead of a warehouse's; the warehouse is an empty folder, with room for the log of exports."""
    from streamlit.testing.v1 import AppTest

    from dashboard import builds
    from dashboard.result_cache.memory import Memory

    def served(build: "OpenBuild | None") -> Served:
        now = Served(build, AppTest.from_file(str(APP), default_timeout=30))
        published = SimpleNamespace(
            current=lambda: now.build and SimpleNamespace(id=now.build.id, path=Path(now.build.id)),
            frozen=dict,
            published_before=lambda _id: [],
        )
        monkeypatch.setattr(builds, "Warehouse", lambda _root: published)
        monkeypatch.setattr(builds, "open_build", lambda _folder, _config: now.build)
        return now

    monkeypatch.setenv(environment.WAREHOUSE, str(tmp_path))
    monkeypatch.setenv(environment.VIEWER, "institutional_analyst")
    _serving().cache_clear()
    Memory.forget(lambda _build: True)
    yield served
    _serving().cache_clear()
    Memory.forget(lambda _build: True)


def _html(block: object) -> str:
    components = block.get("bidi_component")  # type: ignore[attr-defined]
    return "".join(json.loads(component.proto.json)["html"] for component in components)
