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
        end = next((at for at in reversed(range(len(curve.values))) if curve.values[at] is not None), None)
        if end is not None and look is not WHOLE:
            font = {"size": 12.5, "color": COLOURS[look.colour]}
            chart.text(plain(curve.name), x=end + 1, y=curve.values[end], xanchor="left", xshift=8, font=font)
    high, longest = max(known_rows, default=0.0) or 1.0, max(len(curve.values) for curve in curves)
    ticks = round_steps(0.0, high)
    chart.y(
        range=[0, high * HEADROOM],
        gridcolor=COLOURS["line"],
        tickvals=ticks,
        ticktext=[goal_line(tick, unit, language) for tick in ticks],
        tickfont={"color": COLOURS["soft"]},
    )
    semesters = list(range(1, longest + 1))
    chart.x(
        range=[1 - BEFORE, longest + AFTER],
        showgrid=False,
        tickvals=semesters,
        ticktext=[str(semester) for semester in semesters],
        tickfont={"color": COLOURS["soft"]},
    )
    return styled(chart, language, HEIGHT)


def _line(chart: Drawing, curve: Curve, look: Look, shown: Callable[[float], str]) -> None:
    marks = [look.mark] * len(curve.values)
    if curve.is_last_booked and marks:
        marks[-1] = f"{look.mark}-open"
    chart.trace(
        "scatter",
        x=list(range(1, len(curve.values) + 1)),
        y=list(curve.values),
        mode="lines" if look is WHOLE else "lines+markers",
        line={"color": COLOURS[look.colour], "width": 1.2 if look is WHOLE else 2.4, "dash": look.dash},
        marker={"size": 7, "color": COLOURS[look.colour], "symbol": marks},
        hovertext=[
            "" if value is None else f"{plain(curve.name)}, {semester}: <b>{shown(value)}</b>"
            for semester, value in enumerate(curve.values, start=1)
        ],
        hoverinfo="text",
        connectgaps=False,
        cliponaxis=False,
    )
