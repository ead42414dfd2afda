"""The page on data protection says what the configuration and the warehouse say, and amounts only to exact roles."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import environment
from dashboard.builds import serving
from dashboard.pages.data_protection import page
from dashboard.text import LANGUAGES, text, texts
from dashboard.text.labels import heading
from models.question import ROLES
from pipelines.holdings import KINDS, Holding, holdings
from pipelines.warehouse import EXPORTS, Warehouse
from tests.dashboard.conftest import Serve
from tests.models.given import enrolment, given, stay

PAGE = {"view": "data_protection", "lang": "en"}
BUILD = given(stays=[stay()], enrolments=[enrolment()])


def rows(html: str) -> list[list[str]]:
    return [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)
    ]


def test_each_feed_about_persons_says_what_is_kept_of_them(serve: Serve) -> None:
    """Of the feeds with rows: units lead to nobody."""
    table = rows(serve(BUILD).page(**PAGE).html)
    named = {heading("feed", feed, "en"): ["1", "kept as an age band"] for feed in ("stays", "enrolments")}
    assert {row[0]: row[1:] for row in table if row[-1] in ("kept as an age band", "not in the feed")} == named


def test_every_text_of_the_page_is_on_it() -> None:
    """Those named by a kind, a role or a way of signing in are of one that there is."""
    named = (
        {f"kind_{kind}" for kind in KINDS} | {f"readers_{kind}" for kind in KINDS} | {f"sees_{role}" for role in ROLES}
    )
    named |= {f"sign_in_{way}" for way in ("none", "oidc", "proxy")}
    named |= {f"unset_{kind}" for kind in ("staging", "quarantine", "exports")}
    source = Path(page.__file__).read_text(encoding="utf-8")
    keys = {key.partition(".")[2] for key in texts("en") if key.startswith("data_protection.")}
    written = {key for key in keys if f'"data_protection.{key}"' in source or f'"{key}"' in source}
    assert keys == named | written


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_every_role_and_what_it_sees_in_every_language(serve: Serve, language: str) -> None:
    html = serve(BUILD).page(view="data_protection", lang=language).html
    assert [role for role in ROLES if text(f"data_protection.sees_{role}", language) not in html] == []


def test_how_long_is_as_configured(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "utsyn.toml"
    config.write_text(
        'keep_builds = 7\n[institution]\nname_en = "U"\nshort_name = "U"\ncountry = "ES"\n'
        "[retention]\nbuilds = 400\nstaging = 30\n",
        encoding="utf-8",
    )
    monkeypatch.setenv(environment.CONFIG, str(config))
    serving.cache_clear()
    kept = {row[0]: row[1] for row in rows(serve(BUILD).page(**PAGE).html) if len(row) > 2}
    assert kept["Loaded rows, in each build"] == "the last 7 builds; 400 days"
    assert kept["Staged rows"] == "30 days"
    assert kept["Rejected rows"] == "with their build"


def test_amounts_are_for_those_who_see_exact_figures(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / EXPORTS).write_text('{"at": "2026-01-01"}\n{"at": "2026-02-01"}\n', encoding="utf-8")
    exact = serve(BUILD).page(**PAGE).html
    assert "Number now" in exact
    assert next(row for row in rows(exact) if row[0] == "Log of what was taken out")[3] == "2"
    monkeypatch.setenv(environment.VIEWER, "public")
    serving.cache_clear()
    public = serve(BUILD).page(**PAGE).html
    assert "Number now" not in public
    assert "Rules that give it" not in public


def test_every_page_leads_to_it(serve: Serve) -> None:
    assert 'href="?view=data_protection&amp;lang=en"' in serve(BUILD).page(lang="en").html


def test_what_a_warehouse_holds(tmp_path: Path) -> None:
    home = Warehouse(tmp_path)
    build = tmp_path / "builds" / "20260102T030405Z-abc123"
    (build / "quarantine").mkdir(parents=True)
    (build / "build.duckdb").write_bytes(b"x" * 10)
    (build / "quarantine" / "stays.parquet").write_bytes(b"y" * 5)
    by_kind = {one.kind: one for one in holdings(home)}
    assert by_kind["builds"] == Holding("builds", 1, 15, datetime(2026, 1, 2, tzinfo=UTC).date())
    assert (by_kind["quarantine"].number, by_kind["quarantine"].size_bytes) == (1, 5)
    assert by_kind["frozen"] == Holding("frozen", 0, 0, None)
    assert by_kind["exports"] == Holding("exports", 0, 0, None)
