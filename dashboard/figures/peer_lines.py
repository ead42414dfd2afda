"""The own institution's line over the years in front of those of others, which are grey and named at their ends."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures.drawing import Drawing
from dashboard.figures.lines import HEADROOM, LOOKS, WHOLE, Look, Member, hover_texts, over_years
from dashboard.figures.style import plain
from dashboard.theme.tokens import COLOURS

ROOM = 0.14  # of the years, to the right, for short names
APART = 0.065  # of the axis, between the names of two lines that end near each other
OWN: Look = LOOKS[0]


def peer_lines(institution: Member, others: Sequence[Member], unit: str, language: str) -> go.Figure:
    """The lines from zero; gaps stay gaps. Some point must hold a value. A line with one point is a mark."""
    chart = Drawing()
    for member in others:
        _line(chart, member, WHOLE, unit, language)
    _line(chart, institution, OWN, unit, language)
    every = (*others, institution)
    points = [(year, value) for member in every for year, value in member.points if value is not None]
    years = [year for year, _ in points]
    low, high = min(0.0, *(value for _, value in points)), max([value for _, value in points if value > 0], default=1.0)
    span = HEADROOM * (high - low)
    for member, height in _names(every, span):
        font = {"size": 13, "color": COLOURS[OWN.colour if member is institution else WHOLE.colour]}
        end = next(year for year, value in reversed(member.points) if value is not None)
        chart.text(plain(member.short or ""), x=end, y=height, xanchor="left", xshift=8, font=font)
    return over_years(chart, years, (low, high), unit, language, room=ROOM)


def _names(members: Sequence[Member], span: float) -> list[tuple[Member, float]]:
    """Where each name stands: at the end of its line, or as far above it as the names below need."""
    ends = [
        (next(value for _, value in reversed(member.points) if value is not None), member)
        for member in members
        if member.short and any(value is not None for _, value in member.points)
    ]
    placed: list[tuple[Member, float]] = []
    for value, member in sorted(ends, key=lambda end: end[0]):
        lowest = placed[-1][1] + APART * span if placed else value
        placed.append((member, max(value, lowest)))
    return placed


def _line(chart: Drawing, member: Member, look: Look, unit: str, language: str) -> None:
    is_own = look is OWN
    chart.curve(
        member.points,
        hover_texts(member, unit, language),
        mode="lines+markers",
        line={"color": COLOURS[look.colour], "width": 2.6 if is_own else 1.4},
        marker={"size": 7 if is_own else 4, "color": COLOURS[look.colour]},
    )
