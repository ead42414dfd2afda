"""What changed since a frozen edition stands on the landing page by cause, and each goal says what would change it."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard import builds
from dashboard.digest.changed_goals import Change
from dashboard.judgement import change_line, roll_up_words
from dashboard.pages.plan import changed
from dashboard.text import LANGUAGES
from models.plan import load_plan
from models.question import Where
from models.status import StatusRow
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.dashboard.test_plan_page import half_abroad
from tests.models.given import given

PLAN = load_plan("ntnu-2022-2025")
GOALS = {goal.id: goal for goal in PLAN.goals}
EDITIONS = {"board-june": date(2026, 6, 12), "board-march": date(2026, 3, 1)}


def row(goal: str, status: str, value: float = 1.0) -> StatusRow:
    return StatusRow(GOALS[goal], status, year=2025, value=value, unit="number")  # type: ignore[arg-type]


def change(before: StatusRow, now: StatusRow) -> Change:
    return Change(before, now)


@pytest.mark.parametrize(
    ("before", "now", "is_rule"),
    [
        (row("C1", "behind_pace", 8), row("C1", "on_pace", 9), False),
        (row("B1", "improving"), row("B1", "recovered"), True),
        (row("B1", "improving"), replace(row("B1", "improving"), year=2024, status="recovered"), False),
    ],
)
def test_a_status_moved_by_figures_or_by_rules(before: StatusRow, now: StatusRow, *, is_rule: bool) -> None:
    assert changed._same_figures(change(before, now)) is is_rule


@pytest.fixture
def page(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Pages beside editions that were frozen before any stay was known."""
    earlier = given(graduates=[])
    rows = {"SG-D1": ("behind_pace", 8.0)}

    def judged(build: OpenBuild, unit: Where | None = None) -> tuple[StatusRow, ...]:
        result = original(build, unit) if unit else original(build)
        if build is not earlier:
            return result
        return tuple(row(one.goal.id, *rows[one.goal.id]) if one.goal.id in rows else one for one in result)

    original = builds.rows_of
    monkeypatch.setattr(changed, "frozen", lambda: EDITIONS)
    monkeypatch.setattr(changed, "chosen_build", lambda _name: earlier)
    monkeypatch.setattr(changed, "rows_of", judged)
    return serve


def test_the_last_edition_is_compared_with_and_another_can_be_chosen(page: Serve) -> None:
    served = page(half_abroad())
    html = served.page(lang="en").html.split('class="changed card"')[1].split("</section>")[0]
    assert "<b>12 Jun 2026</b> board-june" in html
    assert 'href="?since=board-march&amp;lang=en"' in html
    assert "New figures<span> · " in html
    assert 'data-go="changed-SG-D1"' in html
    other = served.page(lang="en", since="board-march").html
    assert "<b>1 Mar 2026</b> board-march" in other


def test_for_a_unit_nothing_is_compared(page: Serve) -> None:
    assert 'class="changed card"' not in page(half_abroad()).page(faculty="64").html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_has_one_line_on_what_would_change_its_status(serve: Serve, language: str) -> None:
    html = serve(half_abroad()).page(lang=language).html
    lines = [part.split("</small>")[0] for part in html.split('<small class="would">')[1:]]
    assert len(lines) == len(GOALS)
    assert all('<span class="words"></span>' not in line for line in lines)


def test_a_year_that_is_over_is_final_and_a_roll_up_follows_the_goals_below() -> None:
    over = replace(row("SG-D1", "not_reached"), target_year=2025)
    assert change_line(over, "en") == "final: 2025 is over"
    rolled = StatusRow(GOALS["O2"], "roll_up", counts={"improving": 2, "declining": 1, "no_clear_change": 1})
    assert change_line(rolled, "en") == "follows A1, A2, A3, D3"
    assert roll_up_words(rolled, "en") == "2 on the way, 1 unclear, 1 behind"


def test_all_goals_fit_one_screen_where_the_reader_asks_for_it(serve: Serve) -> None:
    served = serve(half_abroad())
    first, compact = served.page(lang="en").html, served.page(lang="en", layout="compact").html
    assert 'href="?layout=compact&amp;lang=en"' in first
    assert 'class="goal-list compact"' in compact
    assert 'href="?goal=SG-D1&amp;layout=compact&amp;lang=en"' in compact, "the choice goes along"
    assert compact.count("<tr data-row>") == len(GOALS)


def test_the_plan_opens_with_short_rows_and_shows_all_details_on_demand(serve: Serve) -> None:
    """A short row says what its change is on in small print: the words are in the row with all details."""
    served = serve(half_abroad())
    first, full = served.page(lang="en").html, served.page(lang="en", layout="full").html
    assert 'class="plan short-plan"' in first
    assert 'class="cards"' in first, "the headlines come before the rows"
    assert '<span class="from" aria-hidden="true">2021</span>' in first
    assert 'class="plan"' in full
    assert 'class="goal-list"' in full


def test_it_is_none_where_nothing_is_frozen(serve: Serve) -> None:
    assert 'class="changed card"' not in serve(half_abroad()).page(lang="en").html
