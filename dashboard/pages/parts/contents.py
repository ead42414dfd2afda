"""What a long page has: links down to its headings."""

from collections.abc import Sequence

from dashboard.markup import Html, tag
from dashboard.pages.parts.view import View

LEAST = 3  # headings below which a page needs no list of them


def contents(headings: Sequence[tuple[str, str]], view: View) -> Html | None:
    """A link to each heading, of its id and its words; None for a short page."""
    if len(headings) < LEAST:
        return None
    links = [tag("li", tag("a", words, href=f"#{name}")) for name, words in headings]
    label = view.text("nav.contents")
    return tag("nav", tag("ul", *links), class_="contents", aria_label=label)
