"""A link may hold anything, and a warehouse may be gone: the page says so in words and never breaks."""

from dataclasses import fields
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import builds
from dashboard.address import Address
from models.config import load_config
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.conftest import APP, Serve, _html
from tests.dashboard.report.conftest import small_build

HOSTILE = ["<script>alert(1)</script>", "²", "-1", ",,all,", "9" * 400, "\N{RIGHT-TO-LEFT OVERRIDE}*_[x](y)`\0"]
WHERE_IT_STANDS = [
    {},
    {"goal": "SG-D1"},
    {"goal": "O2"},
    {"of": "outgoing_stays"},
    {"topic": "mobility"},
    {"topic": "agreements"},
    {"view": "definitions"},
]
OTHERS = [field.name for field in fields(Address) if field.name not in ("view", "topic", "goal", "of", "build")]


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    return small_build()


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("page", WHERE_IT_STANDS, ids=str)
def test_a_page_opens_with_every_other_parameter_broken_at_once(
    serve: Serve, build: OpenBuild, page: dict[str, str], turn: int
) -> None:
    broken = {name: HOSTILE[(place + turn) % len(HOSTILE)] for place, name in enumerate(OTHERS)}
    html = serve(build).page(**{**broken, **page}).html
    assert "<h1>" in html
    assert HOSTILE[0] not in html


@pytest.mark.parametrize("parameter", ["goal", "of", "topic", "view", "build"])
def test_a_page_that_is_not_there_leads_to_one_that_is(
    serve: Serve, build: OpenBuild, parameter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_name: object) -> OpenBuild:
        raise builds.BuildUnreadable("no such build")

    served = serve(build)
    if parameter == "build":
        monkeypatch.setattr("dashboard.pages.parts.frame.chosen_build", unknown)
    for value in (HOSTILE[0], HOSTILE[-1]):
        drawn = served.page(**{parameter: value})
        assert "<h1>" in drawn.html
        assert "data-go=" in drawn.html
        assert HOSTILE[0] not in drawn.html + drawn.sidebar


@pytest.mark.parametrize("broken", ["gone", "not a database", "pointer to nothing"])
@pytest.mark.parametrize("page", [{}, {"view": "quality"}], ids=str)
def test_a_dead_warehouse_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, page: dict[str, str]
) -> None:
    warehouse = tmp_path / "warehouse"
    if broken != "gone":
        build_id = "20260101T000000Z-aaaaaa"
        (warehouse / "builds").mkdir(parents=True)
        (warehouse / "current").write_text(build_id)
        if broken == "not a database":
            (warehouse / "builds" / build_id).mkdir()
            (warehouse / "builds" / build_id / "build.duckdb").write_bytes(b"nothing of the kind")
    monkeypatch.setattr(builds, "serving", lambda: builds.Serving(load_config(), warehouse, Viewer()))
    session = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in {**page, "lang": "en"}.items():
        session.query_params[name] = value
    session.run()
    assert not session.exception
    html = _html(session.main)
    assert "utsyn build" in html
    assert "<h1>" in html


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"topic": "nope"}, "the topic “nope”"),
        ({"view": "nope"}, "the page “nope”"),
        ({"view": "quality", "feed": "nope"}, "the feed “nope”"),
        ({"faculty": "999"}, "the faculty “999”"),
        ({"topic": "mobility", "country": "XX"}, "the country “XX”"),
    ],
    ids=str,
)
def test_what_does_not_exist_is_said_and_not_replaced_in_silence(
    serve: Serve, build: OpenBuild, parameters: dict[str, str], words: str
) -> None:
    assert (
        f"The address asks for {words}, which does not exist here." in serve(build).page(lang="en", **parameters).html
    )
    assert "The address asks for" not in serve(build).page(lang="en", topic="mobility", faculty="all").html
