"""The page of one goal, or of one indicator on its own."""

import time
from collections.abc import Callable

import streamlit as st

from dashboard.builds import rows_of
from dashboard.markup import Html, tag
from dashboard.pages.goal.breakdown import breakdown
from dashboard.pages.goal.cards import cards
from dashboard.pages.goal.changes_since import since
from dashboard.pages.goal.cohorts import start_cohorts
from dashboard.pages.goal.comparison import compare
from dashboard.pages.goal.contribution import moved
from dashboard.pages.goal.doubling import curves, doubling_of
from dashboard.pages.goal.empty import missing, rolled_up
from dashboard.pages.goal.goal_series import Reading, read
from dashboard.pages.goal.halves import halves
from dashboard.pages.goal.head import head
from dashboard.pages.goal.history import history
from dashboard.pages.goal.holders import holders
from dashboard.pages.goal.milestone import milestone
from dashboard.pages.goal.peers import peers_of
from dashboard.pages.goal.scope import Scope, scope_of
from dashboard.pages.goal.slopes import slopes
from dashboard.pages.goal.subject import subject
from dashboard.pages.goal.whatif import suppose
from dashboard.pages.lists.measures import of_goal
from dashboard.pages.parts.explanation import about_panel
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.section import Section, Unanswered, draw, draw_beside, draw_on_demand
from dashboard.pages.parts.view import View
from models.plan import Goal
from models.question import Where
from models.status import StatusRow

SHOWN = "shown_goal"
# Seconds. Without them a browser gets the rest of the page before it has drawn the bars, and draws all of it first:
# 250 ms from a click to its bars instead of 180 (docs/speed.md)
BROWSER_DRAWS = 0.05


def show(view: View) -> None:
    """Draw the goal that the address names; what it lacks, it says."""
    goal = subject(view)
    if goal is None:
        _first(view, _unknown(view))
        return
    title = f"{goal.id} {goal.short[view.language]}" if view.address.goal else goal.short[view.language]
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    scope = scope_of(goal, view)
    row = _row(goal, view, {})
    own_row = _row(goal, view, scope.where) if scope and not scope.is_whole else row
    if goal.rolls_up:
        above: Html | None = rolled_up(goal, scope, rows_of(view.build, view.unit), view)
    else:
        above = milestone(_row(goal, view, scope.where if scope else view.unit), view)
    reading = read(scope, view) if scope else None
    part = _of_the_part(row, scope) if scope else row
    measures = of_goal(goal.id, view) if view.address.goal else None
    top = head(goal, None if goal.rolls_up else scope, view, _years(part, reading))  # the goals below are of the unit
    if scope is None or reading is None or reading.year is None:
        _first(view, top, above or missing(goal, scope, view), measures)
        draw(peers_of(scope, view), view)
        return
    parts = halves(row, view) if scope.is_whole and view.address.goal else None
    row = part
    judged = cards(reading, row, view, own_row)
    _first(view, top, above, parts, judged)
    if view.address.goal and (portfolio := doubling_of(row, reading)) is not None:
        draw(curves(portfolio, reading, view), view)
        draw(holders(portfolio, reading, view), view)
        _evidence(measures, reading, scope, view)
        return
    trend = st.container()
    # before the trend above it: who clicked on a bar waits for what is below
    draw_beside(breakdown(reading, view), slopes(reading, view), view)
    if _is_drill(goal):
        time.sleep(BROWSER_DRAWS)
    with trend:
        draw(history(reading, row, view, own_row), view)
    _evidence(measures, reading, scope, view, start_cohorts, moved, compare, suppose)


def _evidence(
    measures: Html | None,
    reading: Reading,
    scope: Scope,
    view: View,
    *sections: Callable[[Reading, View], Section | Unanswered | None],
) -> None:
    """What is done about the goal; then what few need, each with its answer and the rest on demand."""
    if measures is not None:
        linked(measures, "measures", view.language)
    draw_on_demand(peers_of(scope, view), view, is_open=view.address.peers is not None)
    for section in sections:
        draw_on_demand(section(reading, view), view, is_open=section in _opened(view))
    since(reading, view)
    linked(about_panel(reading.question, view), "about", view.language)


def _opened(view: View) -> list[object]:
    """The sections that the address asks something of."""
    return [
        section
        for section, value in ((compare, view.address.compare), (suppose, view.address.whatif))
        if value is not None
    ]


def _years(row: StatusRow, reading: Reading | None) -> list[int]:
    """The years that the page can show: those with a figure, of a doubling no later than the one judged."""
    if reading is None:
        return []
    known_years = [year for year, cell in reading.series.items() if cell.value is not None]
    return [year for year in known_years if year <= row.year] if row.against_former and row.year else known_years


def _is_drill(goal: Goal) -> bool:
    """Whether the same reader has been shown this goal just before."""
    before, st.session_state[SHOWN] = st.session_state.get(SHOWN), goal.id
    return before == goal.id


def _row(goal: Goal, view: View, unit: Where) -> StatusRow:
    """The goal judged; an indicator on its own is judged by nothing."""
    return next((row for row in rows_of(view.build, unit) if row.goal.id == goal.id), StatusRow(goal, "no_data"))


def _of_the_part(row: StatusRow, scope: Scope) -> StatusRow:
    """What judges the indicator shown: of a goal with parts the part that it measures, which may not be the weakest."""
    if not row.halves:
        return row
    return next((half for half in row.halves if half.indicator == scope.indicator.id), StatusRow(row.goal, "no_data"))


def _first(view: View, *parts: Html | None) -> None:
    """What is shown first, in the slot that every page begins with: one page takes the other's place at once."""
    linked(tag("div", *parts), "page", view.language, view.address.goal or view.address.of)


def _unknown(view: View) -> Html:
    return tag(
        "div",
        tag("h1", view.text("goal.unknown_goal", goal=view.address.goal or view.address.of or "")),
        tag("p", tag("a", view.text("goal.back"), href=view.address.home().href, data_go="back"), class_="sub"),
    )
