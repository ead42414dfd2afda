"""The page of one goal."""

import streamlit as st

from dashboard.builds import rows_of
from dashboard.markup import Html, tag
from dashboard.pages.goal.breakdown import breakdown
from dashboard.pages.goal.cards import cards
from dashboard.pages.goal.empty import missing, rolled_up
from dashboard.pages.goal.head import head
from dashboard.pages.goal.history import history
from dashboard.pages.goal.reading import read
from dashboard.pages.goal.scope import scope_of
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from dashboard.text import text


def show(view: View) -> None:
    """Draw the goal that the address names; what it lacks, it says."""
    goal = next((goal for goal in view.build.plan.goals if goal.id == view.address.goal), None)
    if goal is None:
        linked(_unknown(view), "head", view.language, view.address.goal)
        return
    st.set_page_config(
        page_title=f"{goal.id} {goal.short[view.language]} · {text('app.name', view.language)}", layout="wide"
    )
    rows = rows_of(view.build)
    scope = scope_of(goal, view)
    if goal.rolls_up:
        linked(
            tag("div", head(goal, None, view), rolled_up(goal, rows, view)), "head", view.language, view.address.goal
        )
    elif scope is None:
        linked(tag("div", head(goal, None, view), missing(goal, None, view)), "head", view.language, view.address.goal)
    else:
        reading = read(scope, view)
        row = next(row for row in rows if row.goal.id == goal.id)
        if reading.year is None:
            linked(
                tag("div", head(goal, scope, view), missing(goal, scope, view)),
                "head",
                view.language,
                view.address.goal,
            )
            return
        linked(tag("div", head(goal, scope, view), cards(reading, row, view)), "head", view.language, view.address.goal)
        history(reading, row, view)
        breakdown(reading, view)


def _unknown(view: View) -> Html:
    return tag(
        "div",
        tag("h1", view.text("goal.unknown_goal", goal=view.address.goal or "")),
        tag("p", tag("a", view.text("goal.back"), href=view.address.home().href, data_go="back"), class_="sub"),
    )
