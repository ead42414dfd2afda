"""NTNU's plan as it stands here: complete, verbatim, and with no number that the plan does not state."""

import csv
from pathlib import Path

import pytest

from models.catalogue import load_indicators
from models.plan import Goal, Plan, indicator_problems, load_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("ntnu-2022-2025")


@pytest.fixture(scope="module")
def published(shared_data: Path) -> list[dict[str, str]]:
    """The goals as published, in the order in which they stand in the plan."""
    with (shared_data.parent / "domain" / "goals.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: int(row["seed_line"]))


@pytest.mark.real_data
def test_every_goal_stands_in_the_plans_order_with_its_english_text_byte_for_byte(
    plan: Plan, published: list[dict[str, str]]
) -> None:
    assert [(g.id, g.text["en"].encode()) for g in plan.goals] == [
        (row["id"], row["text_en"].encode()) for row in published
    ]


@pytest.mark.real_data
def test_every_goal_has_its_published_level_and_area(plan: Plan, published: list[dict[str, str]]) -> None:
    areas = {"NTNU strategy": "O"} | {f"SG-{letter}*": letter for letter in "ABCDEFGH"}
    expected = [(r["kind"], areas.get(r["section_or_parent"], r["section_or_parent"])) for r in published]
    assert [(g.level, g.area) for g in plan.goals] == expected


@pytest.mark.real_data
def test_only_the_goals_that_state_a_number_have_a_target(plan: Plan, published: list[dict[str, str]]) -> None:
    numeric = {row["id"] for row in published if row["target_type"] == "numeric"}
    assert {goal.id for goal in plan.goals if goal.targets} == numeric == {"SG-D1", "C1", "C4", "C5"}
    assert all(target.stated for goal in plan.goals for target in goal.targets)


def test_targets_are_the_plans_numbers(plan: Plan) -> None:
    stated = {(t.indicator, t.sense, t.value, t.year) for goal in plan.goals for t in goal.targets}
    assert stated == {
        ("outbound_share", "at_least", 0.5, 2025),
        ("erc_portfolio_ratio", "at_least", 2.0, 2027),
        ("horizon_rank", "at_most", 20, 2025),
        ("horizon_rank_norway", "at_most", 1, 2025),
        ("pathfinder_ratio", "at_least", 2.0, 2027),
    }


def test_only_balance_between_incoming_and_outgoing_is_judged_by_balance(plan: Plan) -> None:
    assert [goal.id for goal in plan.goals if goal.rule == "balance"] == ["D6"]


def test_short_titles_fit_a_line_and_are_unique(plan: Plan) -> None:
    for titles in ([g.short["nb"] for g in plan.goals], [g.short["en"] for g in plan.goals]):
        assert max(map(len, titles)) <= 60
        assert len(set(titles)) == 47


def test_bokmaal_is_a_translation(plan: Plan) -> None:
    assert [g.id for g in plan.goals if g.text["nb"] == g.text["en"]] == []


def test_the_plan_names_defined_indicators_and_plans_the_others(plan: Plan) -> None:
    assert indicator_problems(plan, load_indicators()) == []


def test_headlines_open_a_goal_each(plan: Plan) -> None:
    def goals_of(indicator: str) -> list[Goal]:
        return [goal for goal in plan.goals if goal.indicator == indicator]

    assert [[g.id for g in goals_of(name)] for name in plan.headlines] == [["SG-D1"], ["D6"], ["B1"], ["D4"]]


def test_breaks_touch_the_series_they_should(plan: Plan) -> None:
    assert [b.id for b in plan.breaks_of("priority_country_share")] == ["merger", "covid", "russia"]
    assert [b.id for b in plan.breaks_of("horizon_funding")] == ["merger"]
    assert [(b.id, b.first_year, b.last_year) for b in plan.breaks] == [
        ("merger", 2016, 2016),
        ("covid", 2020, 2021),
        ("citizenship", 2021, 2021),
        ("russia", 2022, 2022),
        ("tuition_fees", 2023, 2023),
    ]


def test_references_are_figures_of_others_with_their_source(plan: Plan) -> None:
    references = {goal.id: goal.references for goal in plan.goals if goal.references}
    assert {goal: [(one.label, one.value, one.year) for one in lines] for goal, lines in references.items()} == {
        "SG-C1": [("national", 0.028, 2027)],
        "SG-D1": [("european", 0.20, 2020), ("european", 0.23, 2030)],
    }
    assert all(one.source for lines in references.values() for one in lines)


def test_the_goals_that_ask_for_several_things_have_a_half_for_each(plan: Plan) -> None:
    assert {goal.id: [half.indicator for half in goal.halves] for goal in plan.goals if goal.halves} == {
        "B1": ["erasmus_mobility_long", "erasmus_mobility_short"],
        "C4": ["horizon_rank", "horizon_rank_norway"],
        "C5": ["pathfinder_applications", "pathfinder_ratio"],
        "SG-G2": ["international_degree_students_outside_eea", "international_degree_students_eea"],
    }


def test_bokmaal_is_named_as_a_translation(plan: Plan) -> None:
    assert plan.translated == ("nb",)
