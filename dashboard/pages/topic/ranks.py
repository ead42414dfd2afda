"""Places in a ranking, with the day that they rest on and what they rank by in words."""

from datetime import date

from dashboard.builds import answer
from dashboard.format import cell, day
from dashboard.markup import Html, tag
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import Reading, read
from dashboard.topics import Section
from models.question import Question

SNAPSHOT = "snapshot"


def ranks(topic: str, section: Section, view: View) -> None:  # noqa: ARG001  # every kind is drawn alike
    """Draw the section; without a ranking, what is missing."""
    shown = [reading for name in section.indicators if (reading := read(name, view, to_date=True)).year is not None]
    if not shown:
        linked(tag("p", view.text("rank.none"), class_="card"), f"topic-{section.id}", view.language)
        return
    until = max(reading.year or 0 for reading in shown)
    heads = [view.text("rank.now"), *(view.text("rank.end_of", year=year) for year in (until - 1, until - 2))]
    table = tag(
        "table",
        tag("caption", view.text("rank.caption"), class_="unseen"),
        tag(
            "thead",
            tag(
                "tr",
                tag("th", view.text("rank.ranked"), scope="col"),
                *[tag("th", head, scope="col", class_="n") for head in heads],
            ),
        ),
        tag("tbody", *[_row(reading, until, view) for reading in shown]),
        class_="figures",
    )
    under = footer(shown[0].answer, view, [until - 2, until], None)
    linked(tag("div", _says(shown[0], view), table, under), f"topic-{section.id}", view.language)


def _says(first: Reading, view: View) -> Html:
    """The place, by what, and as of which snapshot of the source."""
    rows = answer(Question(first.indicator.id, (SNAPSHOT,)), view.build).rows
    days = [date.fromisoformat(str(row.key[SNAPSHOT])) for row in rows if row.key[SNAPSHOT]]
    place = cell(first.now, first.indicator.unit, view.language) if first.now else ""
    says = view.text("rank.says", place=place, day=day(max(days), view.language)) if days else ""
    return tag("p", says, class_="says")


def _row(reading: Reading, until: int, view: View) -> Html:
    indicator, language = reading.indicator, view.language
    to = view.address.indicator_page(indicator.id)
    name = tag("a", indicator.name[language], href=to.href, data_go=f"rank-{indicator.id}")
    basis = tag("small", indicator.definition[language], class_="wide")
    rows = [reading.series.get(year) for year in (until, until - 1, until - 2)]
    cells = [tag("td", cell(row, indicator.unit, language) if row else ":", class_="n") for row in rows]
    return tag("tr", tag("th", name, basis, scope="row"), *cells, data_row=True)
