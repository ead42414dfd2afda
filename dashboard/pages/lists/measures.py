"""What is to be done: for a goal on its page, and what is overdue on the landing page."""

from dashboard.builds import register
from dashboard.lists import lists
from dashboard.markup import Html, join, tag
from dashboard.pages.lists.cells import of_entry
from dashboard.pages.lists.rows import rows_of
from dashboard.pages.lists.scopes import of_unit
from dashboard.pages.lists.table import list_table
from dashboard.pages.parts.view import View

MOST_NAMED = 3


def of_goal(goal: str, view: View) -> Html | None:
    """The measures for a goal, of the unit that the address keeps; None where there is none."""
    [listed] = (each for each in lists() if each.id == "measures")
    without_goal = listed.model_copy(update={"columns": tuple(c for c in listed.columns if c.id != "goal")})
    rows = rows_of(without_goal, ("goal", goal), view.unit, view)
    if not rows.before_filter:
        return None
    heading = tag("h2", view.text("entity_section.measures"), id="measures")
    return tag("section", heading, list_table(without_goal, rows.rows, view, is_sortable=False), class_="entity")


def overdue(view: View) -> Html | None:
    """How many measures are overdue, the first of them by name, and the way to all; None where none is."""
    [listed] = (each for each in lists() if each.id == "measures")
    text = next(column for column in listed.columns if column.kind == "measure")
    late = [
        row
        for row in register("measures", view.build)
        if row["is_overdue"] and (not view.unit or of_unit(row, listed, {}, view.unit))
    ]
    if not late:
        return None
    late.sort(key=lambda row: str(row["due_on"]))
    named = [join(of_entry(text, row, view).shown, f" ({row['goal_id']})") for row in late[:MOST_NAMED]]
    rest = view.text("measures.more", n=view.number(len(late) - MOST_NAMED)) if len(late) > MOST_NAMED else None
    to = view.address.listed("measures").to(sort="measures.-is_overdue")
    words = view.text("measures.overdue_one" if len(late) == 1 else "measures.overdue", n=view.number(len(late)))
    link = tag("a", words, href=to.href, data_go="overdue")
    names = [part for at, name in enumerate(named) for part in ((" · ", name) if at else (name,))]
    return tag("p", tag("strong", link), " ", *names, " " if rest else None, rest, class_="notice overdue")
