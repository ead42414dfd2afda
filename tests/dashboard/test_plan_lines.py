"""Each goal of the landing page says what would change its status, and all fit on one screen."""

from dataclasses import replace

import pytest

from dashboard.judgement import change_line, roll_up_words
from dashboard.pages.plan.key import short_key
from dashboard.pages.plan.table import mark_of
from dashboard.text import LANGUAGES, text
from models.plan import load_plan
from models.status import AgainstFormer, StatusRow
from models.status.row import Curve
from tests.dashboard.conftest import Serve
from tests.dashboard.test_plan_page import half_abroad

PLAN = load_plan("ntnu-2022-2025")
GOALS = {goal.id: goal for goal in PLAN.goals}
CURVE = Curve("HORIZON", 2021, ((2021, 9),))


def row(goal: str, status: str, value: float = 1.0) -> StatusRow:
    return StatusRow(GOALS[goal], status, year=2025, value=value, unit="number")  # type: ignore[arg-type]


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


def test_a_small_mark_is_a_year_or_a_word_and_the_key_explains_those_that_are_there() -> None:
    """A mark of one letter needs a key that nobody reads: the words are `former` and `path`."""
    on_year = replace(row("A1", "improving"), change=3.0, baseline_year=2021)
    on_former = replace(row("C2", "improving"), change=55.0, baseline_year=2021, programme_year=5)
    on_path = replace(row("C1", "on_pace"), against_former=AgainstFormer(CURVE, CURVE, 9, 4, 12, 8.0))
    assert [mark_of(one) for one in (on_year, on_former, on_path)] == ["year", "former", "path"]
    every = short_key([on_year, on_former, on_path], "en")
    assert [every.count(f'class="from">{mark}<') for mark in ("2021", "former", "path")] == [1, 1, 1]
    assert "former" not in short_key([on_year], "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_is_a_whole_word_in_every_language(language: str) -> None:
    assert all(len(text(f"plan_mark.{mark}", language)) >= len("path") for mark in ("former", "path"))


def test_an_area_says_how_its_goals_stand_in_words(serve: Serve) -> None:
    """On a phone it is the line that unfolds them: 7 goals of area D, one of them reached."""
    html = serve(half_abroad()).page(lang="en").html
    area = html.split('data-fold="D"')[1].split("</button>")[0]
    assert 'aria-expanded="false"' in area
    assert "1 met, 6 not judged" in area
