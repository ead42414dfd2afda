"""What changed since a day or an edition: each goal with another status, then and now, and whether figures or rules
made the difference.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard.builds import rows_of
from dashboard.digest.changed_goals import Change
from dashboard.earlier_builds import NothingEarlier
from dashboard.judgement import now
from dashboard.markup import Html, join, tag
from dashboard.origin import origin_label
from dashboard.pages.changes.choice import nothing, since_choice, since_words
from dashboard.pages.changes.compared import Changed, changed_since
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.pill import row_pill
from dashboard.pages.parts.table import column, line, table
from dashboard.pages.parts.view import View
from models.status import StatusRow


def show(view: View) -> None:
    """Draw the page."""
    st.set_page_config(page_title=f"{view.text('changed.title')} · {view.text('app.name')}", layout="wide")
    linked(page(view), "page", view.language, f"changes {view.address.since}")


def page(view: View) -> Html:
    """Since when, and for each cause the goals with their status then and now."""
    changed = changed_since(rows_of(view.build), view)
    since = changed if isinstance(changed, NothingEarlier) else changed.since
    label = origin_label(view.build, view.language)
    foot = " · ".join(part for part in (label, view.text("foot.as_of", day=view.as_of)) if part)
    return tag(
        "div",
        tag("h1", view.text("changed.title")),
        tag("p", view.text("changed.says"), class_="sub"),
        tag("div", since_choice(since, view), class_="card") if since_choice(since, view) else None,
        nothing(changed, view) if isinstance(changed, NothingEarlier) else _compared(changed, view),
        tag("p", foot, class_="foot"),
        class_="changes",
    )


def _compared(changed: Changed, view: View) -> Html:
    groups = (
        ("changed.figures", changed.figures),
        ("changed.rules", changed.rules),
        ("changed.same_status", changed.same_status),
    )
    tables = [_table(key, changes, changed, view) for key, changes in groups if changes]
    is_quiet = not (changed.figures or changed.rules)
    return join(
        tag("h2", view.text("changed.since"), " ", since_words(changed.since, view), class_="since-head"),
        tag("p", view.text("changed.nothing"), class_="card") if is_quiet else None,
        *tables,
        None if changed.with_figures else tag("p", view.text("changed.statuses_alone"), class_="foot"),
    )


def _table(key: str, changes: Sequence[Change], changed: Changed, view: View) -> Html:
    heads = [column(view.text(head)) for head in ("changed.goal", "changed.then", "changed.now")]
    title = f"{view.text(key)} · {len(changes)}"
    rows = [_row(change, changed, view) for change in changes]
    return tag("section", tag("h3", title), table(title, heads, rows))


def _row(change: Change, changed: Changed, view: View) -> Html:
    goal = change.row.goal
    name = f"{goal.id} {goal.short[view.language]}"
    to = view.address.to(view=None, goal=goal.id)
    link = name if change.now is None else tag("a", name, href=to.href, data_go=f"changed-{goal.id}")
    return line(link, *[_cell(row, changed, view) for row in (change.before, change.now)])


def _cell(row: StatusRow | None, changed: Changed, view: View) -> Html:
    """The figure, where the reader may see both, its year and the status."""
    if row is None:
        return tag("td", view.text("changed.not_there"))
    figure = now(row, view.language) if changed.with_figures else ""
    year = f" ({row.year})" if figure and row.year is not None else ""
    return tag("td", tag("span", f"{figure}{year} ", class_="was") if figure else None, row_pill(row, view.language))
