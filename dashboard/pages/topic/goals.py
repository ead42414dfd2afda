"""Goals of the plan that a topic speaks of, as the plan itself shows them."""

from dashboard.builds import rows_of
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from dashboard.pages.plan.table import goal_table
from dashboard.topics import Section


def goals(topic: str, section: Section, view: View) -> None:  # noqa: ARG001  # every kind is drawn alike
    """Draw the section: each row leads to its goal, with target, pace and forecast."""
    rows = [row for row in rows_of(view.build, view.unit) if row.goal.id in section.goals]
    linked(goal_table(view.build.plan, rows, view.address, view.language), f"topic-{section.id}", view.language)
