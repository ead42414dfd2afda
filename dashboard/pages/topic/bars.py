"""An indicator by a dimension in its latest year: bars, and the table they are drawn from."""

from dataclasses import replace

from dashboard.figures.bars import Bar, bars_figure
from dashboard.markup import join
from dashboard.pages.parts.answer_table import answer_table
from dashboard.pages.parts.few_counts import are_few, by_count, counts, few_counts
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section as Answered
from dashboard.pages.parts.section import Unanswered
from dashboard.pages.parts.unknown_members import largest_first, unknown_note
from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import below, in_year, read, shown_first
from dashboard.topics import Section

MOST_BARS = 12


def as_compared(by: str | None, view: View) -> View:
    """Faculties are shown beside each other, whichever of them is chosen."""
    return replace(view, address=view.everywhere) if by == "faculty" else view


def bars(section: Section, view: View) -> Answered | Unanswered:
    """The section; without figures, what is missing."""
    [name], by = section.indicators, section.by
    view = as_compared(by, view)
    reading = read(name, view)
    result = None if by is None or reading.year is None else in_year(reading, (by,), view)
    if result is None or by is None or not result.rows:
        return Unanswered(section.id, None, view.text("empty.chart"))
    rows = largest_first(result.rows, by)
    names = {row.key[by]: view.name_of(by, row.key[by]) for row in rows}
    unit = reading.indicator.unit
    says = view.text("empty.chart")
    if rows[0].value is not None:
        says = view.text("sentence.leads", top=names[rows[0].key[by]], value=view.cell(rows[0], unit))
    to = {row.key[by]: below(name, by, row.key[by], view) for row in rows}
    drawn = [
        Bar(
            names[row.key[by]],
            None,
            row.value,
            view.cell(row, unit),
            to[row.key[by]].href,
            counts=counts(row, view) if unit == "percent" and row.denominator else None,
        )
        for row in rows
    ]
    if are_few(reading.indicator, rows):
        rows = by_count(rows, by)
        says, drawn = few_counts(result, rows, by, to, view)
    shown, rest = shown_first(rows, MOST_BARS, section, view)
    table = answer_table(
        result,
        shown,
        view,
        caption=view.text("goal.by_table"),
        link=lambda row: to[row.key[by]],
        total=reading.now,
    )
    under = footer(result.meta, view, [reading.year or 0], reading.now.denominator if reading.now else None)
    return Answered(
        name=section.id,
        chart=f"bars-{section.id}",
        heading=None,
        sentence=says,
        figure=bars_figure(drawn[:MOST_BARS], view.language, None),
        meta=result.meta,
        table=table,
        folded=view.text("goal.by_table"),  # the bars say what the table does
        is_unfolded=view.address.rows == section.id,
        note=join(rest, unknown_note(result, rows, by, view), under),
    )
