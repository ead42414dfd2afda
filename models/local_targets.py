"""Targets of the institution's own, from its configuration: judged like the plan's, and always named local."""

from models.config import ConfigError, LocalTarget
from models.plan import Plan, Target

JUDGEABLE = ("direction", "target")


def with_local_targets(plan: Plan, targets: tuple[LocalTarget, ...]) -> Plan:
    """The plan with local targets on goals that it gives a direction alone. Raises ConfigError.

    What the plan itself states is not changed: a local target beside a stated one is refused.
    """
    found = {goal.id: goal for goal in plan.goals}
    for local in targets:
        goal = found.get(local.goal)
        if goal is None:
            raise ConfigError(f"local_targets: goal '{local.goal}': expected a goal of the plan {plan.id}")
        if goal.rule not in JUDGEABLE:
            raise ConfigError(f"local_targets: goal {goal.id} is judged by {goal.rule}; expected one with a direction")
        if any(target.stated for target in goal.targets):
            raise ConfigError(f"local_targets: goal {goal.id}: the plan itself states its target; remove the local one")
        indicator = local.indicator or goal.indicator
        if indicator is None or indicator not in goal.indicators:
            known = ", ".join(goal.indicators) or "it has none yet"
            raise ConfigError(
                f"local_targets: goal {goal.id}: indicator '{indicator}': expected one of its own ({known})"
            )
        stated = {"value": local.value, "sense": local.sense, "year": local.year, "stated": False}
        target = Target.model_validate({"indicator": indicator, **stated})
        found[goal.id] = goal.model_copy(update={"rule": "target", "targets": (*goal.targets, target)})
    return plan.model_copy(update={"goals": tuple(found[goal.id] for goal in plan.goals)})
