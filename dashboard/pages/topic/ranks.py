"""Places in a ranking, with the day that they rest on and what they rank by in words."""

from datetime import date

from dashboard.builds import answer
from dashboard.format import day
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section as Answered
from dashboard.pages.parts.section import Unanswered
from dashboard.pages.parts.table import column, figures, line, table
from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import Reading, read
from dashboard.topics import Section
from models.question import Question

SNAPSHOT = "snapshot"


def ranks(section: Section, view: View) -> Answered | Unanswered:
    """The section; without a ranking, what is missing."""
    shown = [reading for name in section.indicators if (reading := read(name, view, to_date=True)).year is not None]
    if not shown:
        return Unanswered(section.id, None, view.text("rank.none"))
    until = max(reading.year or 0 for reading in shown)
    names = [view.text("rank.now"), *(view.text("rank.end_of", year=year) for year in (until - 1, until - 2))]
    heads = [column(view.text("rank.ranked")), *(column(name, "n") for name in names)]
    return Answered(
        name=section.id,
        chart="",
        heading=None,
        sentence=_says(shown[0], view),
        figure=None,
        meta=shown[0].answer.meta,
        table=table(view.text("rank.caption"), heads, [_row(reading, until, view) for reading in shown]),
        note=footer(shown[0].answer.meta, view, [until - 2, until], None),
    )


def _says(first: Reading, view: View) -> str:
    """The place, by what, and as of which snapshot of the source."""
    rows = answer(Question(first.indicator.id, (SNAPSHOT,)), view.build).rows
    days = [date.fromisoformat(str(row.key[SNAPSHOT])) for row in rows if row.key[SNAPSHOT]]
    place = view.cell(first.now, first.indicator.unit) if first.now else ""
    return view.text("rank.says", place=place, day=day(max(days), view.language)) if days else ""


def _row(reading: Reading, until: int, view: View) -> Html:
    indicator, language = reading.indicator, view.language
    to = view.address.indicator_page(indicator.id)
    name = tag("a", indicator.name[language], href=to.href, data_go=f"rank-{indicator.id}")
    basis = tag("small", indicator.definition[language], class_="wide")
    rows = [reading.series.get(year) for year in (until, until - 1, until - 2)]
    cells = figures(view.cell(row, indicator.unit) if row else ":" for row in rows)
    return line(join(name, basis), *cells, data_row=True)
