"""What an address asks for that the build does not have: said above the page that is shown instead."""

from collections.abc import Iterator
from typing import get_args

from dashboard.address import ENTITIES, PageName
from dashboard.markup import Html, tag
from dashboard.pages.parts.view import ALL, View
from dashboard.topics import topics
from data_contracts.contract import feeds

VIEWS = {*get_args(PageName), *ENTITIES} - {"entity"}
LONGEST = 40  # letters of a value that are repeated


def unknown_notice(view: View) -> Html | None:
    """Names what was left out of the address; None where all of it is known."""
    lines = [
        tag("p", view.text("unknown.says", what=what, value=value[:LONGEST]), class_="notice", role="status")
        for what, value in _unknown(view)
    ]
    return tag("div", *lines) if lines else None


def _unknown(view: View) -> Iterator[tuple[str, str]]:
    address = view.address
    if address.view and address.view not in VIEWS:
        yield view.text("unknown.view"), address.view
    if address.topic and address.topic not in {topic.id for topic in topics()}:
        yield view.text("unknown.topic"), address.topic
    if address.feed and address.feed not in feeds():
        yield view.text("unknown.feed"), address.feed
    for level in ("faculty", "department", "country"):
        code = getattr(address, level)
        if code and code != ALL and code not in view.build.labels.get(level, {}):
            yield view.word("dimension", level), code
