"""The organisations of public mobility files that nothing identifies, for somebody to add to the reviewed names."""

from dashboard.format import number
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.table import column, figures, line, table
from dashboard.pages.parts.view import View
from dashboard.text.labels import member_name

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
            tag("td", member_name(view.build.labels, "country", str(country or "unknown"), view.language)),
            *figures(number(int(str(persons)), view.language) for persons in (sent, received)),
        )
        for name, country, sent, received in rowss[:SHOWN]
    ]
    title = view.text("quality.unknown_organisations")
    heads = [column(view.text(key)) for key in ("quality.organisation", "dimension.country")]
    heads += [column(view.text(key), "n") for key in ("quality.sent", "quality.received")]
    return join(
        tag("h2", title),
        tag("p", view.text("quality.unknown_says", n=number(len(rowss), view.language)), class_="sub"),
        table(title, heads, rows),
    )
