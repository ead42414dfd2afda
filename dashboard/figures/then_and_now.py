"""Counts of then and now: a ring, a dot, and a tick for all of the former programme; never a ratio of small numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.axis import round_steps
from dashboard.figures.bars import FRAME, ROW, label
from dashboard.figures.drawing import Drawing
from dashboard.figures.style import plain, styled
from dashboard.format import number
from dashboard.theme.tokens import COLOURS


@dataclass(frozen=True)
class Pair:
    """One member: the former programme's count at the same point and in all, ours now, and where a click leads."""

    name: str
    short: str | None
    then: float
    total: float
    now: float
    href: str | None = None


def then_and_now_figure(pairs: Sequence[Pair], language: str) -> go.Figure:
    """A row per member in the order of `pairs`; the ring stays seen around a dot on the same count."""
    chart = Drawing()
    rows = list(range(len(pairs)))
    for row, pair in zip(rows, pairs, strict=True):
        chart.line((pair.then, row), (pair.now, row), color=COLOURS["blue-mid"], width=2)
    _marks(
        chart,
        pairs,
        [pair.total for pair in pairs],
        symbol="line-ns",
        size=14,
        line={"width": 2, "color": COLOURS["soft"]},
    )
    _marks(
        chart,
        pairs,
        [pair.then for pair in pairs],
        symbol="circle-open",
        size=15,
        color=COLOURS["ink"],
        line={"width": 1.6},
    )
    _marks(chart, pairs, [pair.now for pair in pairs], symbol="circle", size=9, color=COLOURS["blue"])
    top = max([1.0, *(max(pair.then, pair.total, pair.now) for pair in pairs)])
    ticks = [tick for tick in round_steps(0, top) if tick == int(tick)]
    for row, pair in zip(rows, pairs, strict=True):
        look = {"bgcolor": COLOURS["paper"], "borderpad": 0, "font": {"size": 13}}
        at = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -2, "y": row - 0.22, "yanchor": "bottom"}
        chart.text(label(pair.name, pair.short), **at, **look)
    chart.x(
        range=[-0.03 * top, top * 1.06],
        side="top",
        tickvals=ticks,
        ticktext=[number(tick, language) for tick in ticks],
        gridcolor=COLOURS["line"],
        tickfont={"color": COLOURS["soft"]},
    )
    chart.y(range=[len(pairs) - 0.4, -0.85], showticklabels=False, showgrid=False)
    return styled(chart, language, FRAME + ROW * max(len(pairs), 2))


def _marks(chart: Drawing, pairs: Sequence[Pair], values: Sequence[float], **marker: object) -> None:
    chart.trace(
        "scatter",
        x=list(values),
        y=list(range(len(pairs))),
        mode="markers",
        marker=marker,
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[pair.href for pair in pairs],
        hovertext=[plain(pair.name) for pair in pairs],
        hoverinfo="text",
        cliponaxis=False,
    )
