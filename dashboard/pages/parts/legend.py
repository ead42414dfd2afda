"""What the lines of a chart are called: a piece of each, as in the picture, and its name."""

from collections.abc import Iterable

from dashboard.figures.lines import WHOLE, Look
from dashboard.markup import Html, tag
from dashboard.theme.tokens import COLOURS


def key(lines: Iterable[tuple[str, Look]]) -> Html:
    """Name and look of each line, side by side as far as there is room."""
    return tag("p", *[tag("span", _stroke(look), name) for name, look in lines], class_="key")


def _stroke(look: Look) -> Html:
    dashes = {"solid": None, "dash": "7 4", "dot": "2 3", "dashdot": "7 3 2 3"}[look.dash]
    line = tag(
        "line",
        x1=0,
        y1=5,
        x2=26,
        y2=5,
        stroke=COLOURS[look.colour],
        stroke_width="1.4" if look is WHOLE else "2.4",
        stroke_dasharray=dashes,
    )
    return tag("svg", line, width=26, height=10, aria_hidden="true")
