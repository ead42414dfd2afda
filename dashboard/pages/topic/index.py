"""Several series with one year as 100: recovered, or not yet."""

from dashboard.figures.index import Line, index_figure
from dashboard.figures.lines import LOOKS
from dashboard.markup import Html, tag
from dashboard.pages.parts import columns
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.legend import key
from dashboard.pages.parts.section import Section as Answered
from dashboard.pages.parts.section import Unanswered
from dashboard.pages.parts.view import View
from dashboard.pages.parts.years import asked_year
from dashboard.pages.topic.topic_series import Reading, read
from dashboard.topics import Section
from models.answer import shown_together

WHOLE = 100.0


def index(section: Section, view: View) -> Answered | Unanswered:
    """The section; a series without a figure in the base year is left out, and with none left it says so."""
    base = section.base or 0
    lines = lines_of(section, view)
    if not lines:
        return Unanswered(section.id, None, view.text("empty.chart"))
    meta = shown_together([read(each, view).answer.meta for each in section.indicators])
    years = sorted({year for line in lines for year, _ in line.points})
    return Answered(
        name=section.id,
        chart=f"index-{section.id}",
        heading=None,
        sentence=" ".join(_says(line, base, view) for line in lines),
        figure=index_figure(lines, base, view.language),
        meta=meta,
        table=_table(lines, years, view),
        legend=key((line.name, look) for line, look in zip(lines, LOOKS, strict=False)),
        is_below=True,
        note=footer(meta, view, years, None),
    )


def _says(line: Line, base: int, view: View) -> str:
    """The figure of the year shown, else of the last; nothing where the line has no point in the year asked for."""
    points = dict(line.points)
    requested = asked_year(view)
    year = max(points) if requested is None else requested
    if year not in points:
        return ""
    return view.text("topic.index_says", name=line.name, value=view.number(points[year]), year=year, base=base)


def lines_of(section: Section, view: View) -> list[Line]:
    """The section's series, without those that have no figure in the base year."""
    readings = [read(name, view) for name in section.indicators]
    return [line for reading in readings if (line := _line(reading, section.base or 0, view))]


def _line(reading: Reading, base: int, view: View) -> Line | None:
    start = reading.series.get(base)
    if start is None or not start.value:
        return None
    points = [(year, WHOLE * row.value / start.value) for year, row in reading.series.items() if row.value is not None]
    return Line(reading.indicator.name[view.language], tuple(p for p in points if p[0] >= base - 2))


def _table(lines: list[Line], years: list[int], view: View) -> Html:
    values = [dict(line.points) for line in lines]
    rows = [
        columns.Line(str(year), None, [view.number(v[year]) if year in v else ":" for v in values])
        for year in reversed(years)
    ]
    caption = view.text("goal.trend_table")
    shown = columns.columns_table(caption, [view.text("goal.year"), *(line.name for line in lines)], rows)
    return tag("details", tag("summary", caption), shown)
