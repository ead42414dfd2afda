"""What is foreseen, drawn behind the years that are known: a ribbon between its edges and a dashed middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dashboard.figures.drawing import Drawing
from dashboard.figures.style import plain
from dashboard.theme.tokens import COLOURS

LOW = 0.2  # of the highest edge: a ribbon that is lower has its name above it


class Foreseen(NamedTuple):
    """A year ahead: the edges between which it is expected, the middle, and the text shown for them."""

    year: int
    low: float
    mid: float
    high: float
    shown: str


@dataclass(frozen=True)
class Ahead:
    """The years to come, from the last figure on, and what the ribbon is called."""

    points: Sequence[Foreseen]
    name: str


def draw_ahead(chart: Drawing, ahead: Ahead, *, is_named_above: bool) -> None:
    """Add the ribbon, named under its end, or above it where there is no room or the value of the series is written."""
    points = ahead.points
    there_and_back = [*((p.year, p.high) for p in points), *((p.year, p.low) for p in reversed(points))]
    chart.trace(
        "scatter",
        x=[year for year, _ in there_and_back],
        y=[value for _, value in there_and_back],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=COLOURS["blue-soft"],
        hoverinfo="skip",
    )
    chart.trace(
        "scatter",
        x=[point.year for point in points],
        y=[point.mid for point in points],
        mode="lines",
        line={"color": COLOURS["blue"], "width": 2, "dash": "dash"},
        hovertext=["", *(f"{point.year}: <b>{plain(point.shown)}</b>" for point in points[1:])],
        hoverinfo="text",
    )
    last = points[-1]
    is_low = last.low < LOW * last.high
    above: dict[str, Any] = {"y": last.high, "yanchor": "bottom"}
    side = above if is_low or is_named_above else {"y": last.low, "yanchor": "top"}
    chart.text(plain(ahead.name), x=last.year, xanchor="right", **side, font={"size": 12.5, "color": COLOURS["blue"]})
