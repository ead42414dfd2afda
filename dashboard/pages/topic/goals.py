"""Goals of the plan that a topic is about, as the plan itself shows them."""

from dashboard.builds import rows_of
from dashboard.markup import Html
from dashboard.pages.parts.view import View
from dashboard.pages.plan.table import goal_table
from dashboard.topics import Section


def goals(section: Section, view: View) -> Html:
    """A row for each, which leads to its goal, with target, pace and forecast."""
    rows = [row for row in rows_of(view.build, view.unit) if row.goal.id in section.goals]
    return goal_table(view.build.plan, rows, view.address, view.language)
