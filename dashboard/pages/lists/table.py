"""A list as a table: a heading that sorts, a row per thing, and on a phone each cell under its own name."""

from collections.abc import Sequence

from dashboard.format import NO_BREAK
from dashboard.lists import NUMBERS, Column, List
from dashboard.markup import Html, join, tag
from dashboard.pages.lists.figures import plan_years
from dashboard.pages.lists.rows import ListRow, Rows, sorted_by
from dashboard.pages.parts.table import column as heading
from dashboard.pages.parts.table import line, table
from dashboard.pages.parts.view import View
from dashboard.pages.parts.weeks import promised_weeks
from dashboard.text import texts


def list_table(listed: List, rows: Sequence[ListRow], view: View, *, is_sortable: bool = True) -> Html:
    """The rows under their headings, which sort unless the list is a part of a page about something else."""
    heads = [_head(column, listed, view, is_sortable=is_sortable) for column in listed.columns]
    lines = [_row(row, listed, view) for row in rows]
    return table(view.text(f"list.{listed.id}"), heads, lines, class_="figures listing listed")


def list_says(listed: List, view: View) -> str:
    """What a list shows, in a sentence or two."""
    return view.text(f"list_says.{listed.id}", weeks=promised_weeks(view))


def column_title(column: Column, view: View) -> str:
    """What a column is called: a word for it, the indicator's own name, or the name of the dimension."""
    if f"list_column.{column.id}" in texts(view.language):
        return view.heading("list_column", column.id)
    if column.indicator in view.build.indicators:
        return view.build.indicators[column.indicator].name[view.language]
    return view.heading("dimension", column.dimension or column.id)


def period(column: Column, view: View) -> str | None:
    """The years that a column of figures adds up; None where it has none of its own."""
    indicator = view.build.indicators.get(column.indicator)
    if indicator is None or column.latest or indicator.time == "stock":
        return None
    first, last = plan_years(indicator, view)
    sentence = str(first) if first == last else view.text("foot.years", first=first, last=last)
    calendar = view.word("calendar", indicator.calendar)
    return f"{calendar} {sentence}" if indicator.calendar == "academic_year" else sentence


def _head(column: Column, listed: List, view: View, *, is_sortable: bool) -> Html:
    if not is_sortable:
        return heading(column_title(column, view), _look(column))
    chosen, is_falling = sorted_by(listed, view)
    is_chosen = column.id == chosen
    turn = "" if (is_falling if is_chosen else column.kind not in NUMBERS) else "-"
    to = view.address.to(sort=f"{listed.id}.{turn}{column.id}", page_no=None)
    arrow = tag("span", "▼" if is_falling else "▲", class_="sign", aria_hidden="true") if is_chosen else None
    years = period(column, view)
    link = tag(
        "a",
        column_title(column, view),
        arrow and join(NO_BREAK, arrow),
        href=to.href,
        data_go=f"sort-{listed.id}-{column.id}",
    )
    return tag(
        "th",
        link,
        tag("small", years) if years else None,
        scope="col",
        class_=_look(column),
        aria_sort=("descending" if is_falling else "ascending") if is_chosen else None,
    )


def _look(column: Column) -> str | None:
    return "n" if column.kind in NUMBERS else None


def _row(row: ListRow, listed: List, view: View) -> Html:
    first, *others = listed.columns
    cells = [tag("td", row.cells[one.id].shown, class_=_look(one), data_name=column_title(one, view)) for one in others]
    return line(row.cells[first.id].shown, *cells)


def suppressed_line(rows: Rows, view: View) -> Html | None:
    """How many of the figures are suppressed for this reader, and what the sign says; None where nothing is."""
    words = suppressed_words(rows.figures, rows.suppressed, rows.bounded, view)
    return tag("p", words, class_="foot") if words else None


def suppressed_words(figures: int, suppressed: int, bounded: int, view: View) -> str:
    """The same in words; nothing where all is shown."""
    n, of, partly = (view.number(count) for count in (suppressed, figures, bounded))
    lines = [view.text("listed.suppressed", n=n, of=of)] if suppressed else []
    lines += [view.text("listed.bounded", n=partly, of=of)] if bounded else []
    return " ".join(lines)
