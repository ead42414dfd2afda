"""The pages beside the plan: made of sections that say what they show, for the university or the faculty kept."""

import re

import pytest

from dashboard.text import LANGUAGES, texts
from dashboard.topics import topic_of, topics
from data_contracts.codes import code_table, code_values
from models.catalogue import load_indicators
from models.plan import load_plan
from tests.dashboard.conftest import Serve
from tests.models.given import given, stay

INDICATORS = load_indicators()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_and_section_has_words(language: str) -> None:
    words = {f"{kind}.{topic.id}" for topic in topics() for kind in ("topic", "topic_says")}
    words |= {f"topic_section.{topic.id}.{section.id}" for topic in topics() for section in topic.sections}
    assert words <= texts(language).keys()


def test_sections_name_indicators_dimensions_and_code_lists_that_exist() -> None:
    for section in (section for topic in topics() for section in topic.sections):
        assert set(section.indicators) <= set(INDICATORS)
        assert set(section.goals) <= {goal.id for goal in load_plan("ntnu-2022-2025").goals}
        assert section.by is None or all(section.by in INDICATORS[name].dimensions for name in section.indicators)
        assert (section.stages is not None) == (section.progress is not None) == (section.kind == "funnel")
        if section.stages is not None and section.progress is not None:
            stages = code_values(section.stages)
            assert set(code_table(section.progress)["stage"]) == set(stages)
            assert set(section.acts) <= set(stages[1:])
            assert set(section.acts.values()) <= set(INDICATORS[section.indicators[0]].dimensions)


def test_every_process_indicator_has_a_place_on_a_page() -> None:
    process = {name for name, indicator in INDICATORS.items() if indicator.group == "process"}
    placed = {name for name in process if topic_of(name)}
    variants = {other for name in placed for other in INDICATORS[name].related}
    assert process <= placed | variants


@pytest.mark.parametrize("topic", [topic.id for topic in topics()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_without_data_says_so_and_breaks_nowhere(serve: Serve, topic: str, language: str) -> None:
    html = serve(given()).page(topic=topic, lang=language).html
    assert texts(language)[f"topic.{topic}"] in html
    assert texts(language)["status.no_data"] in html


def went(year: int, count: int, **cells: str) -> list[dict[str, object]]:
    return [stay(date_from=f"{year}-01-10", date_to=f"{year}-06-10", **cells) for _ in range(count)]  # type: ignore[misc]


def test_cards_bars_and_the_index_show_the_latest_year(serve: Serve) -> None:
    stays = [
        *went(2019, 10),
        *went(2024, 5),
        *went(2025, 8, country="US"),
        *went(2025, 4),
        *went(2019, 6, direction="in"),
    ]
    drawn = serve(given(stays=stays)).page(topic="mobility", lang="en")  # type: ignore[arg-type]
    [card] = re.findall(r'data-go="card-outgoing_stays".*?</div></div>', drawn.html)
    assert ">12<" in card
    assert "+7 since 2024" in card
    assert ": 120 in 2025, where 2019 is 100" in drawn.html
    assert "Outgoing stays in 2025, most in United States (8). Countries: 2." in drawn.html


def test_the_faculty_that_the_address_keeps_is_what_a_topic_shows(serve: Serve) -> None:
    stays = [*went(2025, 8), *went(2025, 3, unit_code="641000")]
    html = serve(given(stays=stays)).page(topic="mobility", lang="en", faculty="64").html  # type: ignore[arg-type]
    [card] = re.findall(r'data-go="card-outgoing_stays".*?</div></div>', html)
    assert ">3<" in card


def test_an_indicator_of_no_goal_has_a_page_of_its_own_that_nothing_judges(serve: Serve) -> None:
    html = serve(given(stays=went(2025, 8))).page(of="outgoing_stays", lang="en").html  # type: ignore[arg-type]
    assert "Outgoing stays" in html
    assert "Mobility" in html
    assert "no data yet" not in html


def test_an_indicator_that_is_not_there_leads_back(serve: Serve) -> None:
    assert "Back to the plan" in serve(given()).page(of="nothing", lang="en").html
