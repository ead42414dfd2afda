"""The year shown is in sight and in the address; cards, sentences, maps and tables are all of that year."""

import re

import pytest

from dashboard.text import LANGUAGES
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.dashboard.test_topics import went
from tests.models.given import given

STAYS = [*went(2019, 10), *went(2024, 5), *went(2025, 8, country="US"), *went(2025, 4)]


def control(html: str) -> str:
    [years] = [nav for nav in re.findall(r'<nav class="years".*?</nav>', html) if 'data-go="years.' in nav]
    return years


def shown_on_the_card(html: str) -> str:
    [card] = re.findall(r'data-go="card-outgoing_stays".*?</div></div>', html)
    return card


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_year_a_page_is_of_the_latest_complete_one(serve: Serve, language: str) -> None:
    html = serve(given(stays=STAYS)).page(topic="mobility", lang=language).html  # type: ignore[arg-type]
    assert "(2025)" in control(html)
    assert ">12<" in shown_on_the_card(html)


def test_a_topic_of_another_year_is_so_in_all_its_parts(serve: Serve) -> None:
    html = serve(given(stays=STAYS)).page(topic="mobility", lang="en", year="2019").html  # type: ignore[arg-type]
    assert "<b>2019</b>" in control(html)
    assert ">10<" in shown_on_the_card(html)
    assert "in 2019" in shown_on_the_card(html)
    assert "Outgoing stays: 100 in 2019, where 2019 is 100." in html
    assert "Outgoing stays in 2019, most in Germany (10). Countries: 1." in html
    assert "of=outgoing_stays&amp;year=2019" in html, "a figure leads to its page in the same year"


def test_a_year_without_a_figure_says_so_and_shows_no_other(serve: Serve) -> None:
    html = serve(given(stays=STAYS)).page(topic="mobility", lang="en", year="2017").html  # type: ignore[arg-type]
    assert "no complete figure for 2017" in shown_on_the_card(html)
    assert "2025, most in" not in html


def test_one_year_back_and_on_from_the_year_shown(serve: Serve) -> None:
    served = serve(ten_years())
    first = control(served.page(goal="SG-D1", lang="en").html)
    assert 'aria-label="One year earlier: 2024"' in first
    assert "One year later" not in first
    earlier = control(served.page(goal="SG-D1", lang="en", year="2024").html)
    assert '<a href="?goal=SG-D1&amp;lang=en" data-go="years.later"' in earlier, "the latest needs none"


def test_a_goal_in_another_year_is_not_judged_on_it(serve: Serve) -> None:
    html = serve(ten_years()).page(goal="SG-D1", lang="en", year="2022").html
    assert "The figures are those of 2022; the goal is judged on 2025." in html
    assert "By faculty in 2022" in html
    assert "At this pace" not in html, "what is expected begins at the latest year"


def test_on_the_map_of_europe_sentence_and_table_are_of_europe(serve: Serve) -> None:
    html = serve(given(stays=STAYS)).page(topic="mobility", lang="en", map="europe").html  # type: ignore[arg-type]
    assert "Outgoing stays in 2025 within Europe, most in Germany (4). Countries: 1." in html
    assert "United States" not in html.split('id="countries"')[1].split('id="out_by_scheme"')[0]
