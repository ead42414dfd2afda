"""A list as a table to download: all its rows as they are filtered and put in order, not those of a page alone."""

from dashboard.downloads.sheet import Column, Sheet
from dashboard.pages.lists.readable import readable_list
from dashboard.pages.lists.rows import rows_of
from dashboard.pages.lists.scopes import scope_of
from dashboard.pages.lists.table import column_title, list_says, period
from dashboard.pages.parts.view import View


def sheet(view: View) -> Sheet | None:
    """The list at the view's address; None for one that is not there or that the reader may not see."""
    listed = readable_list(view.address.list)
    if listed is None:
        return None
    rowss = rows_of(listed, scope_of(view), view.unit, view)
    if not rowss.may_see:
        return None
    titles = [column_title(column, view) for column in listed.columns]
    years = [period(column, view) for column in listed.columns]
    units = {column.id: _unit(column.indicator, column.kind, column.part, view) for column in listed.columns}
    columns = (
        Column(view.text("download.code")),
        *(
            Column(f"{title} {when}" if when else title, units[column.id])
            for title, when, column in zip(titles, years, listed.columns, strict=True)
        ),
    )
    rows = [(row.key, *(row.cells[column.id].exported for column in listed.columns)) for row in rowss.rows]
    return Sheet(view.text(f"list.{listed.id}"), None, columns, rows, list_says(listed, view))


def _unit(indicator: str, kind: str, part: str, view: View) -> str | None:
    if kind == "figure" and part == "value" and indicator in view.build.indicators:
        return view.build.indicators[indicator].unit
    return "number" if kind in ("figure", "number", "count", "money", "deviation") else None
