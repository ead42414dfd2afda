"""Several members over the years, distinguished by colour, dash and mark; the whole they belong to as a grey line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard.figures.axis import round_steps, year_ticks
from dashboard.figures.drawing import Drawing
from dashboard.figures.reference_marks import Points
from dashboard.figures.style import plain, styled
from dashboard.format import figure, goal_line
from dashboard.theme.tokens import COLOURS

HEIGHT = 330
ROOM, BEFORE, HEADROOM = 0.12, 0.4, 1.1  # of the years, to the right, for short names; years; of the highest value


class Look(NamedTuple):
    """How a line differs from the others."""

    colour: str
    dash: str
    mark: str


LOOKS = (
    Look("blue", "solid", "circle"),
    Look("amber", "dash", "diamond"),
    Look("green", "dot", "square"),
    Look("ink", "dashdot", "triangle-up"),
)
WHOLE = Look("soft", "solid", "circle")


@dataclass(frozen=True)
class Member:
    """One line: its name, the few letters that are at its end (None: nothing), and its points, years ascending."""

    name: str
    short: str | None
    points: Points


def lines_figure(members: Sequence[Member], unit: str, language: str, whole: Member | None) -> go.Figure:
    """At most as many lines as there are looks, from zero; gaps stay gaps. Some point must hold a value."""
    every = [*zip(members, LOOKS, strict=False), *([(whole, WHOLE)] if whole else [])]
    chart = Drawing()
    for member, look in every:
        _line(chart, member, look, unit, language)
    points = [(year, value) for member, _ in every for year, value in member.points if value is not None]
    years = [year for member, _ in every for year, _ in member.points]
    low, high = min(0.0, *(value for _, value in points)), max([value for _, value in points if value > 0], default=1.0)
    for member, look in every:
        last = next(((year, value) for year, value in reversed(member.points) if value is not None), None)
        if member.short and last:
            font = {"size": 13, "color": COLOURS[look.colour]}
            chart.text(plain(member.short), x=last[0], y=last[1], xanchor="left", xshift=8, font=font)
    return over_years(chart, years, (low, high), unit, language, room=ROOM)


def over_years(
    chart: Drawing, years: Sequence[int], values: tuple[float, float], unit: str, language: str, *, room: float
) -> go.Figure:
    """The chart with its axes: `values` are the lowest and the highest, `room` the part of the years left for names."""
    (low, high), first, end = values, min(years), max(years)
    ticks = {tick: goal_line(tick, unit, language) for tick in round_steps(low, high)}
    chart.values((low * HEADROOM, high * HEADROOM), ticks)
    chart.x(
        range=[first - BEFORE, end + max(1.0, room * (end - first))],
        showgrid=False,
        tickvals=year_ticks(first, end),
        tickfont={"color": COLOURS["soft"]},
    )
    return styled(chart, language, HEIGHT)


def hover_texts(member: Member, unit: str, language: str) -> list[str]:
    """What the pointer reads of each point of a member's line."""
    return [
        "" if value is None else f"{plain(member.name)}, {year}: <b>{figure(value, unit, language)}</b>"
        for year, value in member.points
    ]


def _line(chart: Drawing, member: Member, look: Look, unit: str, language: str) -> None:
    is_whole = look is WHOLE
    chart.curve(
        member.points,
        hover_texts(member, unit, language),
        mode="lines" if is_whole else "lines+markers",
        line={"color": COLOURS[look.colour], "width": 1.4 if is_whole else 2.4, "dash": look.dash},
        marker={"size": 7, "color": COLOURS[look.colour], "symbol": look.mark},
    )
