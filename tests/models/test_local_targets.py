"""Targets of the institution's own: only where the plan names none, and always told apart."""

import pytest

from models.catalogue import load_indicators
from models.config import ConfigError, LocalTarget
from models.local_targets import with_local_targets
from models.plan import load_plan

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
