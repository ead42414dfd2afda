"""The catalogue is made from the definitions: as a page, and as documents that are never edited by hand."""

import re

import pytest

from dashboard.definitions.description import GROUPS, descriptions
from dashboard.definitions.markdown import document, goals
from dashboard.text import LANGUAGES
from models.catalogue import load_indicators
from models.plan import load_plan
from tests.dashboard.conftest import Serve
from tests.models.given import given

INDICATORS = load_indicators()
PLAN = load_plan("ntnu-2022-2025")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_a_section_for_every_indicator(language: str) -> None:
    """`make docs` writes it; it is not tracked."""
    sections = re.findall(r"^### .+\n\n`([a-z0-9_]+)`$", document(language), re.MULTILINE)
    assert sorted(sections) == sorted(INDICATORS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_is_described_once_with_its_goals(language: str) -> None:
    described = descriptions(INDICATORS, PLAN, language)
    assert sorted(one.id for one in described) == sorted(INDICATORS)
    assert [GROUPS.index(one.group) for one in described] == sorted(GROUPS.index(one.group) for one in described)
    share = next(one for one in described if one.id == "outbound_share")
    assert "SG-D1" in share.terms[0][1]
    assert "has_counted_stay" in share.sql
    assert share.breaks[0][0] == "2016"


def test_the_page_lists_every_indicator_with_a_way_to_its_own(serve: Serve) -> None:
    html = serve(given()).page(view="definitions", lang="en").html
    assert set(re.findall(r"data-go=\"define-([a-z0-9_]+)\"", html)) == set(INDICATORS)


def test_one_indicator_has_its_definition_its_terms_and_its_sql(serve: Serve) -> None:
    html = serve(given()).page(view="definitions", indicator="outbound_share", lang="nb").html
    assert "Fullførte grader på bachelor" in html
    assert "SUM(has_counted_stay)" in html
    assert "Evidensklasse A" in html


def test_an_indicator_that_is_not_there_shows_them_all(serve: Serve) -> None:
    html = serve(given()).page(view="definitions", indicator="nothing", lang="en").html
    assert "define-outbound_share" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_goals_has_every_goal_and_every_half_once(language: str) -> None:
    lines = goals(language).split("\n\n")[-1].splitlines()[2:]
    halves = [f"{goal.id} {goal.short[language]}" for goal in PLAN.goals for _ in goal.halves or (None,)]
    assert len(PLAN.goals) == 47
    assert [line.removeprefix("| ").split(" |")[0].split(": ")[0] for line in lines] == halves
    assert {line.count(" | ") for line in lines} == {7}


def test_the_table_of_goals_says_rule_noise_comparison_and_what_would_change() -> None:
    rows = {line.split(" | ")[0].removeprefix("| "): line.split(" | ")[1:] for line in goals("en").splitlines()}
    assert rows["SG-D1 Graduates with a stay abroad"][0] == "target"
    assert rows["SG-D1 Graduates with a stay abroad"][3:] == [
        "the year 2021", "2019 (Covid-19)", "A", "50\u00a0% or more by 2025 |",
    ]  # fmt: skip
    assert rows["C1 Double the ERC portfolio"][3:] == [
        "Horizon 2020 (2014–2020) after the same number of calendar years", "–", "A",
        "2 times the former programme by its last signings in 2028; until then its pace |",
    ]  # fmt: skip
    assert (
        rows["B3 Breadth of participation in Erasmus+"][2] == "McNemar's test of units gained against units lost (5 %)"
    )
    assert rows["C5 Double awards from EIC Pathfinder: More applications"][0] == "direction"
    assert rows["D6 Balance between incoming and outgoing students"][-1] == (
        "a ratio between 0.8 and 1.25 (local band) |"
    )


def test_the_catalogue_shows_the_rows_and_the_answer_of_a_specification() -> None:
    section = document("en").split("`outbound_share`\n")[1].split("\n### ")[0]
    assert "| person_id | graduated_on |\n| --- | --- |\n| Anna | 2025-06-15 |" in section
    assert "| Carl | 2022-08-15 | 2022-12-20 | True |" in section
    assert "| 2025 | 1 | 4 | 25.0\u00a0% |" in section
    assert "| År | Teljar | Nemnar | Verdi |" in document("nn")
