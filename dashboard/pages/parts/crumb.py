"""Where the reader is, and the way back up."""

from collections.abc import Sequence

from dashboard.address import Address
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.view import View


def crumb(steps: Sequence[tuple[str, Address | None]], view: View) -> Html:
    """The steps from the top to here; each leads to its own page, but the last, which is here."""
    items = [
        tag(
            "li",
            tag("a", name, href=to.href, data_go=f"crumb-{number}") if to and number < len(steps) - 1 else join(name),
        )
        for number, (name, to) in enumerate(steps)
    ]
    return tag("nav", tag("ol", *items), class_="crumb", aria_label=view.text("goal.crumb"))
