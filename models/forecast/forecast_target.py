"""Which target an indicator is foreseen against, and by which model."""

from typing import Literal, NamedTuple

from models.plan import Goal, Target
from models.question import QuestionError
from models.store import OpenBuild

Model = Literal["share", "portfolio"]


class Aim(NamedTuple):
    """The goal whose target an indicator is to meet, and the model that can foresee it."""

    goal: Goal
    target: Target
    model: Model


def aim_of(indicator_id: str, build: OpenBuild) -> Aim:
    """The aim of an indicator. Raises QuestionError where none of its kind has a target in the plan."""
    aims = aims_of(build)
    if indicator_id not in aims:
        raise QuestionError(
            f"no forecast of {indicator_id}: only a share, or a portfolio against the former framework programme, with "
            f"a target in the plan can be foreseen; here: {', '.join(sorted(aims)) or 'none'}"
        )
    return aims[indicator_id]


def aims_of(build: OpenBuild) -> dict[str, Aim]:
    """Every indicator that can be foreseen, in the plan's order."""
    aims = {}
    for goal in build.plan.goals:
        for target in goal.targets:
            indicator = build.indicators.get(target.indicator)
            if indicator is None:
                continue
            if indicator.value == "ratio" and indicator.is_share:
                aims[indicator.id] = Aim(goal, target, "share")
            elif indicator.value == "ratio" and indicator.time == "stock" and goal.baseline.framework is not None:
                aims[indicator.id] = Aim(goal, target, "portfolio")
    return aims
