"""Start cohorts by semester of study: each a curve from the first semester on, with an open mark where it is booked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.axis import round_steps
from dashboard.figures.drawing import Drawing
from dashboard.figures.lines import LOOKS, WHOLE, Look
from dashboard.figures.style import plain, styled
from dashboard.format import figure, goal_line
from dashboard.theme.tokens import COLOURS

HEIGHT = 330
NAME_HEIGHT, NAME_WIDTH = 0.075, 2  # of the highest value; semesters
NAME_ROOM = 0.018  # of the axis, for a letter of the longest name
BEFORE, AFTER, HEADROOM = 0.4, 0.9, 1.1  # semesters beside the axis; of the highest value


@dataclass(frozen=True)
class Curve:
    """A cohort: its name, its values by semester from the first on (None: a gap), and whether the last is booked."""

    name: str
    values: Sequence[float | None]
    is_last_booked: bool


def looks(curves: int) -> list[Look]:
    """How each curve looks, oldest first: the newest stand out, those before them are grey."""
    newest = [*LOOKS[: min(curves, len(LOOKS))]][::-1]
    return [WHOLE] * (curves - len(newest)) + newest


def cohorts_figure(curves: Sequence[Curve], unit: str, language: str) -> go.Figure:
    """The curves, oldest first, from zero; at least one must hold a value."""
    chart = Drawing()
    known_rows = [value for curve in curves for value in curve.values if value is not None]
    for curve, look in zip(curves, looks(len(curves)), strict=True):
        _line(chart, curve, look, lambda value: figure(value, unit, language))
    highest_name = _names(chart, curves)
    high, longest = max(known_rows, default=0.0) or 1.0, max(len(curve.values) for curve in curves)
    ticks = {tick: goal_line(tick, unit, language) for tick in round_steps(0.0, high)}
    chart.values((0, max(high, highest_name) * HEADROOM), ticks)
    end = longest + max(AFTER, NAME_ROOM * longest * max(len(curve.name) for curve in curves))
    chart.steps((1 - BEFORE, end), {semester: str(semester) for semester in range(1, longest + 1)})
    return styled(chart, language, HEIGHT)


def _names(chart: Drawing, curves: Sequence[Curve]) -> float:
    """Each newer curve's name at its end, moved up past the names beside it; gives the height of the highest."""
    high = max([value for curve in curves for value in curve.values if value is not None], default=0.0) or 1.0
    ends = []
    for curve, look in zip(curves, looks(len(curves)), strict=True):
        known_values = [(at, value) for at, value in enumerate(curve.values, start=1) if value is not None]
        if known_values and look is not WHOLE:
            ends.append((known_values[-1][1], known_values[-1][0], curve.name, look))
    taken: list[tuple[float, int]] = []
    for value, at, name, look in sorted(ends, key=lambda end: end[0]):
        height = value
        while any(
            abs(height - other) < NAME_HEIGHT * high and abs(at - beside) <= NAME_WIDTH for other, beside in taken
        ):
            height += NAME_HEIGHT * high / 4
        taken.append((height, at))
        font = {"size": 12.5, "color": COLOURS[look.colour]}
        chart.text(plain(name), x=at, y=height, xanchor="left", xshift=8, font=font)
    return max((height for height, _ in taken), default=0.0)


def _line(chart: Drawing, curve: Curve, look: Look, shown: Callable[[float], str]) -> None:
    marks = [look.mark] * len(curve.values)
    if curve.is_last_booked and marks:
        marks[-1] = f"{look.mark}-open"
    points = list(enumerate(curve.values, start=1))
    chart.curve(
        points,
        ["" if value is None else f"{plain(curve.name)}, {at}: <b>{shown(value)}</b>" for at, value in points],
        mode="lines" if look is WHOLE else "lines+markers",
        line={"color": COLOURS[look.colour], "width": 1.2 if look is WHOLE else 2.4, "dash": look.dash},
        marker={"size": 7, "color": COLOURS[look.colour], "symbol": marks},
    )
