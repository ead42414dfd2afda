"""The landing page: every goal has its row, and every row says where it stands."""

import re

import duckdb
import pytest

from dashboard import builds
from dashboard.builds import serving
from models.config import load_config
from models.status import StatusRow
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import given, graduate, stay

GOALS = 47


def half_abroad() -> OpenBuild:
    """Forty graduations in 2021 with ten stays, forty in 2025 with twenty."""
    people = [(year, number) for year in (2021, 2025) for number in range(40)]
    went = [(year, number) for year, number in people if number < (10 if year == 2021 else 20)]
    return given(
        graduates=[
            graduate(person_id=f"{y}-{n}", started_on=f"{y - 5}-08-15", graduated_on=f"{y}-06-15") for y, n in people
        ],
        stays=[stay(person_id=f"{y}-{n}", date_from=f"{y - 1}-08-15", date_to=f"{y - 1}-12-20") for y, n in went],
    )


def test_all_goals_have_a_row_that_leads_to_their_page(serve: Serve) -> None:
    html = serve(half_abroad()).page().html
    assert html.count("<tr data-row>") == GOALS
    assert len(set(re.findall(r'href="\?goal=([A-Z0-9-]+)" data-go="goal-', html))) == GOALS


def test_a_row_has_value_counts_change_and_status(serve: Serve) -> None:
    row = _row(serve(half_abroad()).page(lang="en").html, "SG-D1")
    for shown in ("50.0 %", "20 of 40", "+25.0 pts", "since 2021", "reached", "Evidence class A"):
        assert shown in row


def test_a_goal_without_data_says_so(serve: Serve) -> None:
    html = serve(half_abroad()).page(lang="en").html
    assert "no data yet" in _row(html, "C1")
    assert "no data yet" in _row(html, "D2")


def test_a_roll_up_counts_the_goals_below_and_gives_no_score(serve: Serve) -> None:
    row = _row(serve(half_abroad()).page(lang="en").html, "O2")
    assert "4 not judged" in row
    assert "follows A1, A2, A3, D3" in row
    assert "%" not in row


def test_it_speaks_both_languages_and_links_keep_the_one_chosen(serve: Serve) -> None:
    served = serve(half_abroad())
    norwegian, english = served.page().html, served.page(lang="en").html
    assert "Mål for mål" in norwegian
    assert "50,0 %" in norwegian.replace("\N{NO-BREAK SPACE}", " ")
    assert "Goal by goal" in english
    assert 'href="?goal=SG-D1&amp;lang=en"' in english


def test_the_sidebar_changes_the_language_of_this_very_view(serve: Serve) -> None:
    sidebar = serve(half_abroad()).page(goal="D6", by="campus").sidebar
    assert 'href="?goal=D6&amp;by=campus&amp;lang=en"' in sidebar


def test_an_unknown_language_is_the_institutions_first(serve: Serve) -> None:
    assert "Mål for mål" in serve(half_abroad()).page(lang="<script>").html


def test_it_says_through_when_and_whether_it_is_certified(serve: Serve) -> None:
    html = serve(half_abroad()).page(lang="en").html
    assert (
        "47 goals · whole university · data through 2025 · 2026 is running and not judged · certified 15 January 2026"
        in html
    )


def test_without_a_build_it_says_what_to_do(serve: Serve) -> None:
    html = serve(None).page(lang="en").html
    assert "make demo" in html
    assert "utsyn build" in html


def test_a_newly_published_build_shows_without_a_restart(serve: Serve) -> None:
    served = serve(None)
    assert "No figures yet" in served.page(lang="en").html
    served.build = half_abroad()
    assert "Goal by goal" in served.page(lang="en").html
    newer = given(graduates=[graduate()])
    served.build = type(newer)(**{**vars(newer), "id": "newer"})
    page = served.page(lang="en").html
    assert "just been updated" in page
    assert "just been updated" not in served.page(lang="en").html


def test_a_build_of_another_version_says_what_to_do(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    def older(*_: object) -> tuple[StatusRow, ...]:
        raise duckdb.CatalogException("Table with name stays does not exist!")

    served = serve(half_abroad())
    monkeypatch.setattr(builds, "scorecard", older)
    html = served.page(lang="en").html
    assert "made by another version" in html
    assert "utsyn build" in html


def test_it_draws_no_chart_and_so_needs_no_chart_library(serve: Serve) -> None:
    assert serve(half_abroad()).page().charts == 0


@pytest.fixture(autouse=True)
def _default_settings() -> None:
    assert serving().config.plan == load_config().plan


def _row(html: str, goal: str) -> str:
    result = next(row for row in html.split("<tr data-row>") if f">{goal}</td>" in row)
    return result.split("</tr>")[0].replace("\N{NO-BREAK SPACE}", " ")
