"""What changed since any day or edition: the last build published by then, its statuses, and whose figures are seen."""

import re
from dataclasses import replace
from functools import cache

import pytest

from dashboard import environment
from dashboard.digest.changed_goals import Change
from dashboard.pages.changes.compared import has_same_figures
from dashboard.text import LANGUAGES, texts
from models.plan import load_plan
from models.status import StatusRow
from models.store import OpenBuild
from tests.dashboard.conftest import Drawn, Serve, Served
from tests.dashboard.earlier import beside
from tests.dashboard.test_plan_page import half_abroad
from tests.models.given import given, graduate, stay

GOALS = {goal.id: goal for goal in load_plan("ntnu-2022-2025").goals}


def row(goal: str, status: str, value: float = 1.0) -> StatusRow:
    return StatusRow(GOALS[goal], status, year=2025, value=value, unit="number")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "now", "is_rule"),
    [
        (row("C1", "behind_pace", 8), row("C1", "on_pace", 9), False),
        (row("B1", "improving"), row("B1", "recovered"), True),
        (row("B1", "improving"), replace(row("B1", "improving"), year=2024, status="recovered"), False),
    ],
)
def test_a_status_moved_by_figures_or_by_rules(before: StatusRow, now: StatusRow, *, is_rule: bool) -> None:
    assert has_same_figures(Change(before, now)) is is_rule


@cache
def shown() -> OpenBuild:
    return half_abroad()


@cache
def without_graduates() -> OpenBuild:
    return given(graduates=[])


@cache
def quarter_abroad() -> OpenBuild:
    """Forty graduations in 2025 with ten stays."""
    return given(
        graduates=[graduate(person_id=f"{n}", started_on="2020-08-15", graduated_on="2025-06-15") for n in range(40)],
        stays=[stay(person_id=f"{n}", date_from="2024-08-15", date_to="2024-12-20") for n in range(10)],
    )


@pytest.fixture
def served(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Served:
    """The build of 15 January 2026 beside those of June (frozen) and November."""
    now = serve(shown())
    earlier = {"2025-06-12": without_graduates(), "2025-11-01": quarter_abroad()}
    beside(shown(), earlier, monkeypatch, {"board-june": "2025-06-12"})
    return now


def line(drawn: Drawn, goal: str) -> list[str]:
    """The cells of a goal: then and now."""
    [cells] = [cells for cells in re.findall(r"<tr>(.*?)</tr>", drawn.html) if f'data-go="changed-{goal}"' in cells]
    shown_cells = re.findall(r"<td>(.*?)</td>", cells)
    return [" ".join(re.sub(r'<span class="short">.*?</span>|<[^>]+>', "", cell).split()) for cell in shown_cells]


class TestPage:
    def test_the_last_edition_is_compared_with_where_none_is_chosen(self, served: Served) -> None:
        drawn = served.page(view="changes", lang="en")
        assert "<b>13 Jun 2025</b> board-june" in drawn.html
        then, now = line(drawn, "SG-D1")
        assert then.startswith(":")
        assert now == "50.0 % (2025) ✓reached"

    @pytest.mark.parametrize(("day", "then"), [("2025-06-12", ":"), ("2025-10-31", ":"), ("2025-11-01", "25.0"),
                                               ("2025-12-24", "25.0")])  # fmt: skip
    def test_a_day_is_compared_by_the_last_build_published_by_then(self, served: Served, day: str, then: str) -> None:
        assert line(served.page(view="changes", since=day, lang="en"), "SG-D1")[0].startswith(then)

    def test_the_days_that_are_kept_are_named(self, served: Served) -> None:
        html = served.page(view="changes", lang="en").html
        assert "Earlier editions that are kept: 2, from 12 Jun 2025 to 1 Nov 2025." in html
        assert 'type="date" name="since" value="2025-06-13" required' in html

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("since", "why"), [("2025-06-11", "too_early"), ("2026-01-15", "same"),
                                                ("yesterday<b>", "unknown")])  # fmt: skip
    def test_what_cannot_be_compared_says_why_and_what_to_do(
        self, served: Served, since: str, why: str, language: str
    ) -> None:
        html = served.page(view="changes", since=since, lang=language).html
        [says] = re.findall(r'<p class="card" role="status">(.*?)</p>', html)
        to_do = texts(language)[f"changed_why.{why}"].rstrip(".").rsplit(". ", 1)[-1]
        assert says.endswith(f"{to_do}." if "{" not in to_do else ".")
        assert "<b>" not in says

    def test_before_the_second_build_it_says_what_to_do(self, serve: Serve) -> None:
        html = serve(shown()).page(view="changes", lang="en").html
        assert "There is nothing earlier to compare with yet." in html
        assert "utsyn builds freeze NAME" in html

    def test_without_editions_the_build_before_is_compared_with(
        self, serve: Serve, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = serve(shown())
        beside(shown(), {"2025-11-01": quarter_abroad()}, monkeypatch)
        assert line(now.page(view="changes", lang="en"), "SG-D1")[0].startswith("25.0")


class TestRights:
    @pytest.mark.parametrize("viewer", ["public", "viewer", "unit_analyst:64"])
    def test_figures_that_were_not_frozen_are_for_exact_roles(
        self, served: Served, monkeypatch: pytest.MonkeyPatch, viewer: str
    ) -> None:
        monkeypatch.setenv(environment.VIEWER, viewer)
        drawn = served.page(view="changes", since="2025-11-01", faculty="all", lang="en")
        assert "the statuses are for all" in drawn.html
        assert "25.0" not in drawn.html
        assert line(drawn, "SG-D1") == ["✗not reached", "✓reached"]


class TestLandingPage:
    def test_the_last_edition_is_compared_with_and_a_day_can_be_chosen(self, served: Served) -> None:
        band = served.page(lang="en").html.split('class="changed card"')[1].split("</section>")[0]
        assert "<b>13 Jun 2025</b> board-june" in band
        assert "New figures<span> · " in band
        assert 'data-go="changed-SG-D1"' in band
        assert 'data-query="?lang=en" class="since-day"' in band
        assert "<b>1 Nov 2025</b>" in served.page(lang="en", since="2025-11-20").html

    def test_a_day_of_which_nothing_is_kept_says_which_is_the_oldest(self, served: Served) -> None:
        assert "the oldest is of 12 Jun 2025" in served.page(lang="en", since="2024-01-01").html

    def test_for_a_unit_nothing_is_compared(self, served: Served) -> None:
        assert 'class="changed card"' not in served.page(faculty="64").html

    def test_it_is_none_before_the_second_build(self, serve: Serve) -> None:
        assert 'class="changed card"' not in serve(shown()).page(lang="en").html
