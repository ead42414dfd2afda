"""Series against a common year: lines that meet at 100."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.drawing import Drawing
from dashboard.figures.lines import LOOKS
from dashboard.figures.style import plain, styled
from dashboard.format import number
from dashboard.theme.tokens import COLOURS

HEIGHT = 320


@dataclass(frozen=True)
class Line:
    """A series as percentages of the base year, years ascending."""

    name: str
    points: tuple[tuple[int, float], ...]


def index_figure(lines: Sequence[Line], base: int, language: str) -> go.Figure:
    """At most as many lines as there are looks, named in the key beside; the base year is where they meet."""
    chart = Drawing()
    years = [year for line in lines for year, _ in line.points]
    for line, look in zip(lines, LOOKS, strict=False):
        chart.curve(
            line.points,
            [f"{plain(line.name)}, {year}: <b>{number(value, language)}</b>" for year, value in line.points],
            mode="lines+markers",
            line={"color": COLOURS[look.colour], "width": 2.4, "dash": look.dash},
            marker={"size": 7, "color": COLOURS[look.colour], "symbol": look.mark},
        )
    chart.level(100, color=COLOURS["soft"], width=1, dash="dot")
    chart.text(f"{base} = 100", x=base, y=100, yanchor="bottom", font={"size": 12, "color": COLOURS["soft"]})
    top = max([value for line in lines for _, value in line.points] + [100.0])
    chart.y(range=[0, top * 1.12], gridcolor=COLOURS["line"], tickfont={"color": COLOURS["soft"]})
    chart.x(
        range=[min(years) - 0.3, max(years) + 0.3],
        showgrid=False,
        dtick=2,
        tick0=base,
        tickfont={"color": COLOURS["soft"]},
    )
    return styled(chart, language, HEIGHT)
