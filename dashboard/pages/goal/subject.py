"""What the page is about: a goal of the plan, or an indicator on its own, which nothing judges."""

from dashboard.pages.parts.view import View
from models.catalogue import Indicator
from models.plan import Goal


def subject(view: View) -> Goal | None:
    """The goal, or the indicator with its variants in the place of one; None for what does not exist."""
    address = view.address
    if address.goal is not None:
        return next((goal for goal in view.build.plan.goals if goal.id == address.goal), None)
    indicator = view.build.indicators.get(address.of or "")
    return None if indicator is None else _alone(indicator)


def _alone(indicator: Indicator) -> Goal:
    return Goal(
        id=indicator.id,
        level="development",
        area=indicator.group,
        text=indicator.definition,
        short=indicator.name,
        rule="direction",
        indicators=(indicator.id, *indicator.related),
    )
