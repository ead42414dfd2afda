"""Targets of the institution's own, from its configuration: judged like the plan's, and always named local."""

from collections.abc import Callable, Mapping
from math import isclose

from models.catalogue import Indicator
from models.config import ConfigError
from models.config_sections import LocalComparison, LocalTarget
from models.plan import Goal, Plan, Target, UnitTarget

JUDGEABLE = ("direction", "target")
ADDITIVE = ("count", "money", "gap")


def with_local_targets(plan: Plan, targets: tuple[LocalTarget, ...], indicators: Mapping[str, Indicator]) -> Plan:
    """The plan with local targets where it gives a direction alone, and with those of units. Raises ConfigError.

    What the plan itself states is not changed: a local target of the whole beside a stated one is refused. A unit may
    have its own beside either.
    """
    goals = {goal.id: goal for goal in plan.goals}
    units: dict[tuple[str, str], UnitTarget] = {}
    for number, local in enumerate(targets):

        def wrong(key: str, says: str, number: int = number) -> ConfigError:
            return ConfigError(f"local_targets: {says}", ("local_targets", number, key))

        goal = goals.get(local.goal)
        if goal is None:
            raise wrong("goal", f"goal '{local.goal}': expected a goal of the plan {plan.id}")
        if goal.rule not in JUDGEABLE:
            raise wrong("goal", f"goal {goal.id} is judged by {goal.rule}; expected one with a direction")
        if local.year < plan.first_year:
            expected = f"expected {plan.first_year} (the plan's first) or later"
            raise wrong("year", f"goal {goal.id}: year {local.year}: {expected}")
        target = _target(local, goal, indicators, wrong)
        if local.unit is not None:
            if (goal.id, local.unit) in units:
                raise wrong("unit", f"goal {goal.id}, unit {local.unit}: expected one target, found two")
            units[goal.id, local.unit] = UnitTarget(goal=goal.id, unit=local.unit, target=target)
            continue
        if any(target.stated for target in goal.targets):
            raise wrong("goal", f"goal {goal.id}: the plan itself states its target; remove the local one")
        if any(other.indicator == target.indicator for other in goal.targets):
            raise wrong("goal", f"goal {goal.id}: {target.indicator}: expected one target, found two")
        goals[goal.id] = goal.model_copy(update={"rule": "target", "targets": (*goal.targets, target)})
    return plan.model_copy(
        update={"goals": tuple(goals[goal.id] for goal in plan.goals), "unit_targets": tuple(units.values())}
    )


def check_comparisons(plan: Plan, comparisons: tuple[LocalComparison, ...]) -> None:
    """Raise ConfigError where a comparison names a break that lasts or is not the plan's, or a year not before it."""
    passing = {one.id: one for one in plan.breaks if not one.is_lasting}
    for number, comparison in enumerate(comparisons):
        place, keys = f"local_comparisons: break '{comparison.break_id}'", ("local_comparisons", number)
        if comparison.break_id not in passing:
            expected = f"expected one that passes ({', '.join(passing) or 'the plan has none'})"
            raise ConfigError(f"{place}: {expected}", (*keys, "break"))
        if comparison.year >= (first := passing[comparison.break_id].first_year):
            expected = f"expected one before {first}, its first year"
            raise ConfigError(f"{place}: year {comparison.year}: {expected}", (*keys, "year"))


def additivity_problems(
    plan: Plan, indicators: Mapping[str, Indicator], faculty_of: Mapping[str, str | None]
) -> list[str]:
    """One sentence for each sum of units' targets that is not the target of the unit above them.

    Counts and money add up over units; shares and ratios do not, and are not compared. `faculty_of` has every known
    department with its faculty, and every faculty with None; a unit that it does not have is named.
    """
    units = list(dict.fromkeys(one.unit for one in plan.unit_targets))
    if unknown := [unit for unit in units if unit not in faculty_of]:
        named = ", ".join(unknown)
        return [f"local_targets: {named}: no published build has such a faculty or department; sums are not compared"]
    problems = []
    for goal_id in dict.fromkeys(one.goal for one in plan.unit_targets):
        targets = {one.unit: one.target for one in plan.unit_targets if one.goal == goal_id}
        for indicator_id in dict.fromkeys(target.indicator for target in targets.values()):
            indicator = indicators.get(indicator_id)
            if indicator is None or indicator.value not in ADDITIVE:
                continue
            values = {unit: target.value for unit, target in targets.items() if target.indicator == indicator_id}
            faculties = {unit: value for unit, value in values.items() if faculty_of[unit] is None}
            whole = [t.value for t in plan.goal(goal_id).targets if t.indicator == indicator_id]
            problems += _unequal(goal_id, indicator_id, "the university", whole, faculties)
            for faculty, value in faculties.items():
                below = {unit: value for unit, value in values.items() if faculty_of[unit] == faculty}
                problems += _unequal(goal_id, indicator_id, f"faculty {faculty}", [value], below)
    return problems


def _unequal(goal: str, indicator: str, above: str, whole: list[float], parts: Mapping[str, float]) -> list[str]:
    total = sum(parts.values())
    if not whole or not parts or isclose(total, whole[0]):
        return []
    place = f"local_targets: goal {goal}, {indicator}"
    return [f"{place}: the targets of {', '.join(parts)} add up to {total:g}, and that of {above} is {whole[0]:g}"]


def _target(
    local: LocalTarget, goal: Goal, indicators: Mapping[str, Indicator], wrong: Callable[[str, str], ConfigError]
) -> Target:
    """The target as the plan would have it. Raises what `wrong` makes of a key and a sentence."""
    indicator_id = local.indicator or goal.indicator
    if indicator_id is None or indicator_id not in goal.indicators:
        known_names = ", ".join(goal.indicators) or "it has none yet"
        raise wrong("indicator", f"goal {goal.id}: indicator '{indicator_id}': expected one of its own ({known_names})")
    halves = [half.indicator for half in goal.halves]
    if halves and indicator_id not in halves:
        raise wrong("indicator", f"goal {goal.id}: expected an indicator of its halves ({', '.join(halves)})")
    indicator = indicators.get(indicator_id)
    if local.unit is not None and indicator is not None:
        if not {"faculty", "department"}.intersection(indicator.dimensions):
            raise wrong("unit", f"goal {goal.id}: {indicator_id} cannot be asked by faculty or department")
        if indicator.counted_by is not None:
            instead = f"belongs to the university; set a number of {indicator.counted_by} instead"
            raise wrong("unit", f"goal {goal.id}, unit {local.unit}: {indicator_id} {instead}")
    if indicator is not None and (problem := indicator.target_problem(local.value)):
        raise wrong("value", f"goal {goal.id}: {problem}")
    if goal.baseline.framework is not None and local.sense == "at_most":
        raise wrong("sense", f"goal {goal.id}: at_most against a former framework programme has no pace")
    stated = {"value": local.value, "sense": local.sense, "year": local.year, "stated": False}
    return Target.model_validate({"indicator": indicator_id, **stated})
