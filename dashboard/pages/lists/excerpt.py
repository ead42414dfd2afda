"""The first rows of a list on another page, for the unit that the address keeps, and the way to all of them."""

from dashboard.lists import List
from dashboard.markup import Html, tag
from dashboard.pages.lists.rows import rows_of
from dashboard.pages.lists.table import list_table
from dashboard.pages.parts.view import View

MOST_ROWS = 12


def excerpt(listed: List, view: View) -> Html:
    """The rows that the list would show at this unit, without its filter."""
    rows = rows_of(listed, None, view.unit, view).rows
    if not rows:
        return tag("p", view.text("listed.nothing"), class_="card")
    words = view.text("listed.all", n=view.number(len(rows)))
    to = view.address.listed(listed.id)
    link = tag("p", tag("a", words, href=to.href, data_go=f"all-{listed.id}"), class_="foot")
    return tag("div", list_table(listed, rows[:MOST_ROWS], view, is_sortable=False), link, class_="excerpt")
