"""What every drawing is made of: a sheet, lines, words and areas, in the colours and the type of the pages."""

from typing import Final, Literal, NamedTuple

from dashboard.markup import Html, join, tag
from dashboard.theme.tokens import COLOURS

WIDTH: Final = 420
SMALL: Final = 12.5
LETTER, CAPITAL = 0.5, 0.68  # of the size of type: how wide a letter is at most, on average
FAMILY = "'Source Sans 3', 'Source Sans', 'Source Sans Pro', sans-serif"
DASHES = {"solid": None, "dash": "5 4", "dot": "1.5 3.5"}

Anchor = Literal["start", "middle", "end"]


class Drawing(NamedTuple):
    """What is drawn, and how wide and high it is; `inside` is the markup within the sheet."""

    inside: Html
    width: float
    height: float


def sheet(drawing: Drawing, name: str) -> str:
    """The drawing as a file of its own; `name` is what a screen reader says."""
    paper = area(0, 0, drawing.width, drawing.height, "paper")
    return tag(
        "svg",
        join(tag("title", name), paper, drawing.inside),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_short(drawing.width)} {_short(drawing.height)}",
        width=_short(drawing.width),
        height=_short(drawing.height),
        role="img",
    )


def words(  # noqa: PLR0917
    x: float, y: float, text: str, colour: str, anchor: Anchor = "start", size: float = SMALL, *, is_bold: bool = False
) -> Html:
    """One line of text whose baseline starts, is centred or ends at (x, y)."""
    weight = 600 if is_bold else 400
    return tag(
        "text",
        text,
        x=_short(x),
        y=_short(y),
        fill=COLOURS[colour],
        text_anchor=None if anchor == "start" else anchor,
        font_family=FAMILY,
        font_size=_short(size),
        font_weight=weight,
        # the typesetter draws a variable font as thin as it goes unless the axis is named
        font_variation_settings=f"'wght' {weight}",
    )


def line(
    start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1, dash: str = "solid"
) -> Html:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return tag(
        "path",
        d=f"M{_short(x1)} {_short(y1)}L{_short(x2)} {_short(y2)}",
        stroke=COLOURS[colour],
        stroke_width=_short(width),
        stroke_dasharray=DASHES[dash],
    )


def curve(points: list[tuple[float, float] | None], colour: str, width: float, dash: str = "solid") -> Html:
    """Lines from point to point; None lifts the pen."""
    path, is_down = "", False
    for point in points:
        if point is not None:
            path += f"{'L' if is_down else 'M'}{_short(point[0])} {_short(point[1])}"
        is_down = point is not None
    return tag(
        "path",
        d=path,
        fill="none",
        stroke=COLOURS[colour],
        stroke_width=_short(width),
        stroke_dasharray=DASHES[dash],
        stroke_linejoin="round",
    )


def area(x: float, y: float, width: float, height: float, colour: str, *, corner: float = 0) -> Html:
    """A filled rectangle."""
    return tag(
        "rect",
        x=_short(x),
        y=_short(y),
        width=_short(width),
        height=_short(height),
        rx=_short(corner) if corner else None,
        fill=COLOURS[colour],
    )


def dot(x: float, y: float, radius: float, colour: str) -> Html:
    """A filled circle."""
    return tag("circle", cx=_short(x), cy=_short(y), r=_short(radius), fill=COLOURS[colour])


def breadth(text: str, size: float = SMALL) -> float:
    """About how wide a text is."""
    return size * sum(CAPITAL if letter.isupper() else LETTER for letter in text)


def _short(number: float) -> str:
    """With one decimal at most, so that files stay small and equal."""
    return f"{round(number, 1) + 0:.1f}".removesuffix(".0")
