"""Who went out and who came in, year by year: bars up and down from one line, with what was agreed as steps.

Drawn by our own hand: what is suppressed is a stripe of fixed length, which says nothing of its size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.markup import Html, join, tag

WIDTH, HALF, TOP, BOTTOM, LEFT, RIGHT = 640, 124, 6, 46, 8, 8
UP, DOWN = -1, 1
NUMBER = 16  # room for a number beyond the longest bar
STRIPE = 16  # length of what is suppressed
FILLED = 0.7  # of the room for a year
WIDEST = 46
ALL_NAMED = 8  # years that there is room to name; of more every other one is


@dataclass(frozen=True)
class Way:
    """One way in one year: how many (None: suppressed or not known), how that is written, and how many were agreed."""

    value: float | None
    shown: str
    agreed: float | None = None


@dataclass(frozen=True)
class Column:
    """A year: out is drawn up, in is drawn down."""

    year: str
    out: Way
    into: Way


def both_ways(columns: Sequence[Column], names: tuple[str, str], agreed: str | None, says: str) -> Html:
    """The drawing, years ascending; `names` of the two ways, `agreed`: what the steps are, `says`: in words."""
    up, down = (
        max([0.5, *(value for way in ways for value in (way.value, way.agreed) if value is not None)])
        for ways in ([column.out for column in columns], [column.into for column in columns])
    )
    one = (2 * HALF - 2 * NUMBER) / (up + down)
    axes = _Axes((WIDTH - LEFT - RIGHT) / max(len(columns), 1), one, TOP + NUMBER + max(up * one, STRIPE))
    height = TOP + 2 * HALF + BOTTOM
    marks: list[Html] = []
    last = len(columns) - 1
    for place, column in enumerate(columns):
        marks += [_bar(column.out, "out", place, axes), _bar(column.into, "into", place, axes)]
        if place in (0, last) or last < ALL_NAMED or (last - place) % 2 == 0:
            look = "year" if place in (0, last) else "year between"
            x = f"{axes.middle(place):.1f}"
            marks.append(tag("text", column.year, x=x, y=height - 8, text_anchor="middle", class_=look))
    drawing = tag(
        "svg",
        tag("title", says),
        _stripes(),
        *marks,
        tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=f"{axes.zero:.1f}", y2=f"{axes.zero:.1f}", class_="zero"),
        _steps([column.out.agreed for column in columns], UP, axes),
        _steps([column.into.agreed for column in columns], DOWN, axes),
        class_="both-ways",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_label=says,
    )
    kinds = [(names[0], "out"), (names[1], "into"), *([(agreed, "agreed")] if agreed else [])]
    legend = [tag("li", tag("i", class_=look), words) for words, look in kinds]
    return tag("div", tag("ul", *legend, class_="marks both-ways-key"), drawing)


@dataclass(frozen=True)
class _Axes:
    """How wide a year is, how long one stay, and where the line is that both ways begin at, in pixels."""

    room: float
    one: float
    zero: float

    def middle(self, place: int) -> float:
        return LEFT + self.room * (place + 0.5)


def _bar(way: Way, name: str, place: int, axes: _Axes) -> Html:
    """The bar with its number at its end."""
    turn, middle, wide = UP if name == "out" else DOWN, axes.middle(place), min(axes.room * FILLED, WIDEST)
    length = STRIPE if way.value is None else way.value * axes.one
    bar = tag(
        "rect",
        x=f"{middle - wide / 2:.1f}",
        y=f"{axes.zero - length if turn == UP else axes.zero:.1f}",
        width=f"{wide:.1f}",
        height=f"{length:.1f}",
        class_="suppressed" if way.value is None else name,
    )
    at = axes.zero + turn * length + (-5 if turn == UP else 14)
    return join(bar, tag("text", way.shown, x=f"{middle:.1f}", y=f"{at:.1f}", text_anchor="middle", class_="count"))


def _steps(agreed: Sequence[float | None], turn: int, axes: _Axes) -> Html | None:
    """What was agreed in each year, as a line of steps that stops where it is not known."""
    path, is_on = "", False
    for place, value in enumerate(agreed):
        if value is not None:
            y, start = axes.zero + turn * value * axes.one, LEFT + axes.room * place
            path += f"{'L' if is_on else 'M'}{start:.1f},{y:.1f}L{start + axes.room:.1f},{y:.1f}"
        is_on = value is not None
    return tag("path", d=path, class_="agreed") if path else None


def _stripes() -> Html:
    lines = tag("path", d="M0 6L6 0M-2 2L2 -2M4 8L8 4")
    pattern = tag("pattern", lines, id="few", width="6", height="6", patternUnits="userSpaceOnUse")
    return tag("defs", pattern)
