"""Targets of the institution's own: only where the plan names none, and always told apart."""

import pytest

from models.catalogue import load_indicators
from models.config import ConfigError
from models.config_sections import LocalTarget
from models.local_targets import additivity_problems, with_local_targets
from models.plan import Plan, load_plan

PLAN = load_plan("ntnu-2022-2025")
INDICATORS = load_indicators()


def test_a_goal_with_a_direction_gets_a_target_that_is_not_stated_by_the_plan() -> None:
    goal = with_local_targets(PLAN, (LocalTarget(goal="D4", value=0.25, year=2025),), INDICATORS).goal("D4")
    assert (goal.rule, goal.target and goal.target.indicator) == ("target", "priority_country_share")
    assert [target.stated for target in goal.targets] == [False]


def test_other_goals_and_their_order_stay() -> None:
    plan = with_local_targets(PLAN, (LocalTarget(goal="D4", value=0.25, year=2025),), INDICATORS)
    assert [goal.id for goal in plan.goals] == [goal.id for goal in PLAN.goals]
    assert [goal for goal in plan.goals if goal.id != "D4"] == [goal for goal in PLAN.goals if goal.id != "D4"]


@pytest.mark.parametrize(
    ("goal", "indicator", "says"),
    [
        ("X9", None, "expected a goal of the plan"),
        ("SG-D1", None, "the plan itself states its target"),
        ("O1", None, "judged by roll_up"),
        ("E3", None, "judged by milestone"),
        ("D4", "outbound_share", "expected one of its own"),
    ],
)
def test_a_target_that_cannot_be_is_refused(goal: str, indicator: str | None, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        with_local_targets(PLAN, (LocalTarget(goal=goal, indicator=indicator, value=1, year=2025),), INDICATORS)


@pytest.mark.parametrize(
    ("goal", "value", "year", "says"),
    [
        ("D4", 60, 2025, "goal D4: value 60: expected 0 to 1, as priority_country_share is a share"),
        ("C6", -1, 2025, "goal C6: value -1: expected 0 or more"),
        ("D4", 0.6, 2021, "goal D4: year 2021: expected 2022"),
    ],
)
def test_a_number_or_a_year_that_cannot_be_meant_is_refused(goal: str, value: float, year: int, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        with_local_targets(PLAN, (LocalTarget(goal=goal, value=value, year=year),), INDICATORS)


def test_a_goal_has_one_target_on_an_indicator() -> None:
    twice = (LocalTarget(goal="D4", value=0.25, year=2025), LocalTarget(goal="D4", value=0.3, year=2025))
    with pytest.raises(ConfigError, match="goal D4: priority_country_share: expected one target, found two"):
        with_local_targets(PLAN, twice, INDICATORS)


UNITS = {"63": None, "64": None, "66": None, "631000": "63", "632000": "63", "641000": "64"}


def of_units(*targets: LocalTarget) -> Plan:
    return with_local_targets(PLAN, targets, INDICATORS)


def test_a_unit_has_a_target_of_its_own_beside_the_plans() -> None:
    plan = of_units(LocalTarget(goal="SG-D1", unit="63", value=0.4, year=2025))
    target = plan.target_of("SG-D1", "63")
    assert target is not None
    assert (target.value, target.stated) == (0.4, False)
    assert plan.target_of("SG-D1", "64") is None
    assert plan.goal("SG-D1") == PLAN.goal("SG-D1")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (
            LocalTarget(goal="C4", unit="63", value=20, sense="at_most", year=2025),
            "cannot be asked by faculty or",
        ),
        (LocalTarget(goal="C1", unit="63", value=2, year=2027), "set a number of erc_grants"),
        (LocalTarget(goal="C2", unit="63", value=2, sense="at_most", year=2027), "has no pace"),
        (LocalTarget(goal="D6", unit="63", value=1, year=2025), "judged by balance"),
        (LocalTarget(goal="C5", indicator="pathfinder_projects", unit="63", value=1, year=2025), "of its halves"),
    ],
)
def test_a_target_of_a_unit_that_cannot_be_is_refused(target: LocalTarget, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        of_units(target)


def test_one_unit_has_one_target_on_a_goal() -> None:
    twice = LocalTarget(goal="SG-D1", unit="63", value=0.4, year=2025)
    with pytest.raises(ConfigError, match="expected one target, found two"):
        of_units(twice, twice)


def test_counts_of_faculties_that_do_not_add_up_are_named() -> None:
    whole = LocalTarget(goal="C6", value=100, year=2025)
    faculties = [LocalTarget(goal="C6", unit=unit, value=value, year=2025) for unit, value in (("63", 60), ("64", 30))]
    [problem] = additivity_problems(of_units(whole, *faculties), INDICATORS, UNITS)
    assert "goal C6, pillar3_participations: the targets of 63, 64 add up to 90" in problem
    assert "that of the university is 100" in problem
    equal = [*faculties, LocalTarget(goal="C6", unit="66", value=10, year=2025)]
    assert additivity_problems(of_units(whole, *equal), INDICATORS, UNITS) == []


def test_counts_of_departments_add_up_to_their_own_faculty() -> None:
    faculty = LocalTarget(goal="C6", unit="63", value=60, year=2025)
    departments = [LocalTarget(goal="C6", unit=unit, value=20, year=2025) for unit in ("631000", "632000", "641000")]
    [problem] = additivity_problems(of_units(faculty, *departments), INDICATORS, UNITS)
    assert "631000, 632000 add up to 40, and that of faculty 63 is 60" in problem


def test_shares_of_units_do_not_add_up_and_are_not_compared() -> None:
    targets = [LocalTarget(goal="D4", value=0.5, year=2025), LocalTarget(goal="D4", unit="63", value=0.9, year=2025)]
    assert additivity_problems(of_units(*targets), INDICATORS, UNITS) == []


def test_a_unit_that_no_build_has_is_named_and_nothing_is_added_up() -> None:
    targets = [LocalTarget(goal="C6", unit=unit, value=20, year=2025) for unit in ("63", "ETSI")]
    [problem] = additivity_problems(of_units(*targets), INDICATORS, UNITS)
    assert problem.startswith("local_targets: ETSI: no published build has such a faculty")
