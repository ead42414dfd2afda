"""One small chart per member, all on the same axes, each with the whole they belong to as a grey line."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.axis import round_steps
from dashboard.figures.reference_marks import Points
from dashboard.format import goal_line
from dashboard.markup import Html, join, tag

WIDTH, HEIGHT = 220, 96
LEFT, RIGHT, TOP, BOTTOM = 4, 8, 12, 16
LETTER = 6.5  # width of a letter of a value, at most


@dataclass(frozen=True)
class Panel:
    """A member: its name as markup, its points, the year marked with how its value is written, whether it is one's own.

    `says` is what a screen reader reads for the drawing.
    """

    name: Html
    points: Points
    marked: tuple[int, str] | None
    says: str
    is_own: bool = False


def multiples(panels: Sequence[Panel], whole: Points, unit: str, language: str) -> Html:
    """The panels in the order given, from zero to the highest value of any; gaps stay gaps."""
    points = [point for panel in panels for point in panel.points] + list(whole)
    years = [year for year, _ in points]
    values = [value for _, value in points if value is not None]
    low, high = min([0.0, *values]), max([value for value in values if value > 0], default=1.0)
    axes = _Axes(min(years, default=0), max(years, default=1), low, high)
    steps = [step for step in round_steps(low, high) if step > 0]
    top = steps[-1] if steps else high
    label = goal_line(top, unit, language)
    shown = [_panel(panel, whole, axes, (top, label)) for panel in panels]
    return tag("ul", *shown, class_="multiples")


@dataclass(frozen=True)
class _Axes:
    """Where a year and a value are drawn."""

    first: int
    last: int
    low: float
    high: float

    def x(self, year: float) -> float:
        return LEFT + (year - self.first) / max(self.last - self.first, 1) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def path(self, points: Points) -> str:
        drawn, pen_down = "", False
        for year, value in points:
            if value is not None:
                drawn += f"{'L' if pen_down else 'M'}{self.x(year):.1f},{self.y(value):.1f}"
            pen_down = value is not None
        return drawn


def _panel(panel: Panel, whole: Points, axes: _Axes, top: tuple[float, str]) -> Html:
    level, label = axes.y(top[0]), top[1]
    zero = axes.y(0)
    parts = [
        tag("title", panel.says),
        tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=f"{zero:.1f}", y2=f"{zero:.1f}", class_="zero"),
        tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=f"{level:.1f}", y2=f"{level:.1f}", class_="grid"),
        tag("text", label, x=LEFT, y=f"{level - 2:.1f}", class_="axis"),
        tag("text", str(axes.first), x=LEFT, y=HEIGHT - 3, class_="axis"),
        tag("text", str(axes.last), x=WIDTH - RIGHT, y=HEIGHT - 3, text_anchor="end", class_="axis"),
        tag("path", d=axes.path(whole), class_="whole"),
        tag("path", d=axes.path(panel.points), class_="line"),
        _marked(panel, axes),
    ]
    drawing = tag("svg", join(*parts), viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=panel.says)
    return tag("li", tag("p", panel.name), drawing, class_="own" if panel.is_own else None)


def _marked(panel: Panel, axes: _Axes) -> Html | None:
    """The dot of the year shown with its value, kept inside the drawing and clear of the line."""
    value = dict(panel.points).get(panel.marked[0]) if panel.marked else None
    if panel.marked is None or value is None:
        return None
    year, shown = panel.marked
    x, y = axes.x(year), axes.y(value)
    room = len(shown) * LETTER
    anchor = "end" if x + room / 2 > WIDTH - RIGHT else "start" if x - room / 2 < LEFT else "middle"
    before = [other for at, other in panel.points if at < year and other is not None]
    is_below = bool(before) and before[-1] > value and y < HEIGHT - BOTTOM - 14
    at = y + 15 if is_below else max(y - 7, 11)
    dot = tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3.4")
    return join(dot, tag("text", shown, x=f"{x:.1f}", y=f"{at:.1f}", text_anchor=anchor, class_="value"))
