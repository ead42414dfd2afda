"""The parts of a change: one bar for each member, of a ratio split into rate and mix."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.bars import FRAME, ROOM, ROW, label
from dashboard.figures.drawing import Drawing
from dashboard.figures.style import plain, styled
from dashboard.theme.tokens import COLOURS


@dataclass(frozen=True)
class Moved:
    """What one member adds to the change, in the indicator's unit, and the text shown for it.

    `rate` and `mix` add up to `change`; both are None where it is not split.
    """

    name: str
    short: str | None
    change: float
    rate: float | None
    mix: float | None
    shown: str
    href: str | None = None


def parts_figure(parts: Sequence[Moved], language: str) -> go.Figure:
    """Horizontal bars on both sides of zero, the order of `parts` from the top: rate solid, mix hatched, else grey."""
    whole = [part.change if part.rate is None else 0 for part in parts]
    is_ratio = any(part.rate is not None for part in parts)
    chart = Drawing()
    _bars(chart, parts, whole, COLOURS["grey"] if is_ratio else COLOURS["blue"])
    if is_ratio:
        hatched = {
            "shape": "/",
            "fillmode": "overlay",
            "size": 6,
            "solidity": 0.35,
            "fgcolor": COLOURS["paper"],
            "bgcolor": COLOURS["blue-mid"],
        }
        _bars(chart, parts, [part.rate or 0 for part in parts], COLOURS["blue"])
        _bars(chart, parts, [part.mix or 0 for part in parts], COLOURS["blue-mid"], pattern=hatched)
    ends = [_ends(part) for part in parts]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    room = (high - low or 1) * ROOM * max(len(part.shown) for part in parts)
    chart.layout(barmode="relative")
    chart.x(range=[low - room, high + room], showticklabels=False, showgrid=False)
    chart.y(range=[len(parts) - 0.4, -0.75], showticklabels=False, showgrid=False)
    chart.line((0, -0.6), (0, len(parts) - 0.45), color=COLOURS["soft"], width=1)
    for place, (part, (left, right)) in enumerate(zip(parts, ends, strict=True)):
        look: dict[str, Any] = {"bgcolor": COLOURS["paper"], "borderpad": 0, "font": {"size": 13}}
        at = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -2, "y": place - 0.22, "yanchor": "bottom"}
        chart.text(label(part.name, part.short), **at, **look)
        falls = part.change < 0
        side = {"x": left, "xanchor": "right", "xshift": -3} if falls else {"x": right, "xanchor": "left", "xshift": 3}
        chart.text(part.shown, y=place, **side, **look)
    return styled(chart, language, FRAME + ROW * max(len(parts), 2))


def _bars(chart: Drawing, parts: Sequence[Moved], values: Sequence[float], colour: str, **marker: Any) -> None:
    chart.trace(
        "bar",
        x=list(values),
        y=list(range(len(parts))),
        orientation="h",
        width=0.4,
        marker={"color": colour, **marker},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[part.href for part in parts],
        hovertext=[f"{plain(part.name)}: <b>{plain(part.shown)}</b>" for part in parts],
        hoverinfo="text",
    )


def _ends(part: Moved) -> tuple[float, float]:
    """How far a member's bars reach to the left and to the right of zero."""
    bars = [part.change] if part.rate is None else [part.rate, part.mix or 0]
    return sum(bar for bar in bars if bar < 0), sum(bar for bar in bars if bar > 0)
