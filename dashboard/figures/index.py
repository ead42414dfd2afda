"""Series against a common year: lines that meet at 100, each named at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from dashboard.figures.drawing import Drawing
from dashboard.figures.style import plain, styled
from dashboard.format import number
from dashboard.theme.tokens import COLOURS

HEIGHT = 320
LOOKS = (("blue", "solid", "circle"), ("amber", "dash", "diamond"), ("green", "dot", "square"))
ROOM = 2.6  # years to the right of the last, for the names


@dataclass(frozen=True)
class Line:
    """A series as percentages of the base year, years ascending."""

    name: str
    points: tuple[tuple[int, float], ...]


def index_figure(lines: Sequence[Line], base: int, language: str) -> go.Figure:
    """At most three lines, told apart by colour, dash and mark; the base year is where they meet."""
    chart = Drawing()
    years = [year for line in lines for year, _ in line.points]
    for line, (colour, dash, mark) in zip(lines, LOOKS, strict=False):
        chart.trace(
            "scatter",
            x=[year for year, _ in line.points],
            y=[value for _, value in line.points],
            mode="lines+markers",
            line={"color": COLOURS[colour], "width": 2.4, "dash": dash},
            marker={"size": 7, "color": COLOURS[colour], "symbol": mark},
            hovertext=[f"{plain(line.name)}, {year}: <b>{number(value, language)}</b>" for year, value in line.points],
            hoverinfo="text",
            cliponaxis=False,
        )
    for line, shift in zip(lines, _apart([line.points[-1][1] for line in lines]), strict=True):
        colour = LOOKS[lines.index(line)][0]
        x, y = line.points[-1]
        font = {"size": 13, "color": COLOURS[colour]}
        chart.text(plain(line.name), x=x, y=y, xanchor="left", xshift=10, yshift=shift, font=font)
    chart.level(100, color=COLOURS["soft"], width=1, dash="dot")
    chart.text(f"{base} = 100", x=base, y=100, yanchor="bottom", font={"size": 12, "color": COLOURS["soft"]})
    top = max([value for line in lines for _, value in line.points] + [100.0])
    chart.y(range=[0, top * 1.12], gridcolor=COLOURS["line"], tickfont={"color": COLOURS["soft"]})
    chart.x(
        range=[min(years) - 0.3, max(years) + ROOM],
        showgrid=False,
        dtick=2,
        tick0=base,
        tickfont={"color": COLOURS["soft"]},
    )
    return styled(chart, language, HEIGHT)


def _apart(ends: Sequence[float]) -> list[int]:
    """Pixels up or down, so that names at nearly the same height do not lie on one another."""
    order = sorted(range(len(ends)), key=lambda place: ends[place])
    shifts = [0] * len(ends)
    for lower, upper in pairwise(order):
        if abs(ends[upper] - ends[lower]) < 12:  # noqa: PLR2004  # points of the index that two lines of text take
            shifts[lower] -= 9
            shifts[upper] += 9
    return shifts
