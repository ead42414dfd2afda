"""The organisations of public mobility files that nothing identifies, for somebody to add to the reviewed names."""

from dashboard.markup import Html, join, tag
from dashboard.pages.parts.table import column, figures, line, table
from dashboard.pages.parts.view import View

UNKNOWN = "unknown_organisations"
SHOWN = 20
LARGEST = """
    select name, country, sum(participants_sent) as sent, sum(participants_received) as received
    from feeds.unknown_organisations
    where name is not null
    group by name, country
    order by sum(participants_sent) + sum(participants_received) desc, name
"""


def unknown_organisations(view: View) -> Html:
    """The largest of them with the students and staff that they sent and received, and how many more there are."""
    rowss = view.build.engine.rows(LARGEST)
    rows = [
        line(
            str(name),
            tag("td", view.name_of("country", str(country or "unknown"))),
            *figures(view.number(int(str(persons))) for persons in (sent, received)),
        )
        for name, country, sent, received in rowss[:SHOWN]
    ]
    title = view.text("quality.unknown_organisations")
    heads = [column(view.text(key)) for key in ("quality.organisation", "dimension.country")]
    heads += [column(view.text(key), "n") for key in ("quality.sent", "quality.received")]
    return join(
        tag("h2", title),
        tag("p", view.text("quality.unknown_says", n=view.number(len(rowss))), class_="sub"),
        table(title, heads, rows),
    )
