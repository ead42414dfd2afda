"""Lines over named steps as one drawing for a slide: the first in colour with its last value, the others grey."""

from collections.abc import Callable, Sequence
from typing import Protocol

from dashboard.figures.axis import round_steps
from dashboard.format import goal_line
from dashboard.markup import Html, join, tag

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 20, 26, 30
MOST_LABELS, NAME_APART, LOOKS = 8, 17, ("first", "second", "third")


class Named(Protocol):
    """A row of values with a name."""

    @property
    def name(self) -> str: ...

    @property
    def values(self) -> tuple[float | None, ...]: ...


def steps_figure(  # noqa: PLR0917  # what a drawing shows
    categories: Sequence[str], series: Sequence[Named], shown: Sequence[str], unit: str | None, language: str, says: str
) -> Html:
    """The lines from zero to the highest value; a step without a value is a gap. `shown` writes the first's values."""
    values = [value for one in series for value in one.values if value is not None]
    low, high = min([0.0, *values]), max([value for value in values if value > 0], default=1.0)

    def x(place: int) -> float:
        return LEFT + place / max(len(categories) - 1, 1) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [tag("title", says)]
    for step in round_steps(low, high):
        at = f"{y(step):.1f}"
        parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=at, y2=at, class_="zero" if step == 0 else "grid"))
        parts.append(
            tag("text", goal_line(step, unit, language), x=LEFT - 8, y=f"{y(step) + 5:.1f}", text_anchor="end")
        )
    every = -(-len(categories) // MOST_LABELS)
    for place, name in enumerate(categories):
        if (len(categories) - 1 - place) % every == 0:
            parts.append(tag("text", name, x=f"{x(place):.1f}", y=HEIGHT - 8, text_anchor="middle"))
    names: list[float] = []
    for one, look in [*zip(series, LOOKS, strict=False)][::-1]:
        points = [(place, value) for place, value in enumerate(one.values) if value is not None]
        parts.append(tag("path", d=_path(one.values, x, y), class_=look))
        if not points:
            continue
        place, value = points[-1]
        if look == LOOKS[0]:
            parts += [tag("circle", cx=f"{x(p):.1f}", cy=f"{y(v):.1f}", r="4") for p, v in points]
            end = "end" if place > len(categories) / 2 else "start"
            is_below = len(points) > 1 and points[-2][1] > value  # clear of a falling line
            height = y(value) + 22 if is_below and y(value) + 22 < HEIGHT - BOTTOM else max(y(value) - 12, 16)
            label = tag("text", shown[place], x=f"{x(place):.1f}", y=f"{height:.1f}", text_anchor=end)
            parts.append(tag("g", label, class_="value"))
            names.append(height)
        else:
            parts.append(_named(one.name, (x(place), y(value)), names))
    return tag("svg", join(*parts), viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=says, class_="steps-figure")


def _named(name: str, end: tuple[float, float], taken: list[float]) -> Html:
    """The name of a grey line at its end, moved down past names that are there already."""
    at = max(end[1] - 8, 14)
    while any(abs(at - other) < NAME_APART for other in taken):
        at += NAME_APART
    taken.append(at)
    return tag("g", tag("text", name, x=f"{end[0]:.1f}", y=f"{at:.1f}", text_anchor="end"), class_="name")


def _path(values: Sequence[float | None], x: Callable[[int], float], y: Callable[[float], float]) -> str:
    drawn, pen_down = "", False
    for place, value in enumerate(values):
        if value is not None:
            drawn += f"{'L' if pen_down else 'M'}{x(place):.1f},{y(value):.1f}"
        pen_down = value is not None
    return drawn
