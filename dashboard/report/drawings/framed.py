"""A drawing on its own: what it is above it, what it rests on below it."""

from textwrap import wrap

from dashboard.markup import Html, join, tag
from dashboard.report.drawings.paper import LETTER, Drawing, words
from dashboard.report.drawings.pictures import Picture

MARGIN = 12
TITLE, SAYS, FOOT = 15.0, 12.5, 10.0  # sizes of type
LEADING = 1.35


def framed(picture: Picture) -> Drawing:
    """The drawing with what is not real, title and sentence above, and the footer below it, on paper with a margin."""
    inside = picture.drawing
    parts: list[Html] = []
    below = float(MARGIN)
    origin = () if picture.origin is None else ((picture.origin, FOOT, "ink", True),)
    head = (*origin, (picture.title, TITLE, "ink", True), (picture.says, SAYS, "ink", False))
    for label, size, colour, is_bold in head:
        below = _lines(parts, label, size, colour, below, inside.width, is_bold=is_bold)
    parts.append(tag("g", inside.inside, transform=f"translate({MARGIN} {below + 6:.1f})"))
    below = _lines(parts, picture.foot, FOOT, "soft", below + 6 + inside.height, inside.width)
    return Drawing(join(*parts), inside.width + 2 * MARGIN, below + MARGIN)


def _lines(  # noqa: PLR0917
    parts: list[Html], label: str, size: float, colour: str, top: float, width: float, *, is_bold: bool = False
) -> float:
    """Add a text in as many lines as it needs. Gives where the last one ends."""
    for line in wrap(label, int(width / (LETTER * size))):
        top += size * LEADING
        parts.append(words(MARGIN, top - size * 0.3, line, colour, size=size, is_bold=is_bold))
    return top
