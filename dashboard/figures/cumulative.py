"""Two programmes laid over each other: grants added up year by year, and the path that a doubling asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.axis import round_steps
from dashboard.figures.drawing import Drawing
from dashboard.figures.style import plain, styled
from dashboard.format import number
from dashboard.theme.tokens import COLOURS

HEIGHT = 360
HEADROOM = 1.12
BEFORE, AFTER = 0.3, 1.6  # years of room, to the right for the names of the curves


@dataclass(frozen=True)
class Counted:
    """A curve: its name, and the count at the end of each year of its programme, 1 for the first."""

    name: str
    points: Sequence[tuple[int, float]]


def cumulative_figure(  # noqa: PLR0917  # three curves, their end and their axis
    now: Counted,
    former: Counted,
    path: Counted | None,
    target: tuple[int, float, str],
    years: Sequence[str],
    language: str,
) -> go.Figure:
    """Ours strong, the former grey, the path dashed to the target; `years` name the years of the axis from the first.

    Without a path (the curves do not have the same date) there is no line to be above or below.
    """
    chart = Drawing()
    _curve(chart, former, language, color=COLOURS["soft"], width=1.8, dash="solid")
    if path is not None:
        _curve(chart, path, language, color=COLOURS["ink"], width=1.8, dash="dash")
    _curve(chart, now, language, color=COLOURS["blue"], width=2.6, dash="solid", is_marked=True)
    at, value, name = target
    chart.trace(
        "scatter", x=[at], y=[value], mode="markers", marker={"size": 9, "color": COLOURS["ink"]},
        hovertext=[plain(name)], hoverinfo="text", cliponaxis=False,
    )  # fmt: skip
    font = {"size": 13, "color": COLOURS["ink"]}
    chart.text(f"<b>{plain(name)}</b>", x=at, y=value, xanchor="left", xshift=9, font=font)
    year, count = now.points[-1]
    font = {"size": 15, "color": COLOURS["blue"]}
    is_under = path is not None and dict(path.points).get(year, 0) > count
    side = {"yanchor": "top", "yshift": -8} if is_under else {"yanchor": "bottom", "yshift": 8}
    chart.text(f"<b>{number(count, language)}</b>", x=year, y=count, font=font, **side)
    first_year, first = now.points[max(len(now.points) // 2 - 1, 0)]
    chart.text(
        plain(now.name), x=first_year, y=first, xanchor="right", yanchor="bottom", xshift=-6,
        font={"size": 12.5, "color": COLOURS["blue"]},
    )  # fmt: skip
    _end(chart, former)
    if path is not None:
        middle = path.points[max(len(path.points) - 2, 0)]
        soft = {"size": 12.5, "color": COLOURS["soft"]}
        chart.text(plain(path.name), x=middle[0], y=middle[1], xanchor="right", yanchor="bottom", xshift=-6, font=soft)
    top = max(value, *(count for curve in (now, former, *([path] if path else [])) for _, count in curve.points))
    chart.values((0, top * HEADROOM), {tick: number(tick, language) for tick in round_steps(0, top)})
    chart.steps((1 - BEFORE, len(years) + AFTER), dict(enumerate(years, start=1)))
    return styled(chart, language, HEIGHT)


def _curve(chart: Drawing, curve: Counted, language: str, *, is_marked: bool = False, **line: object) -> None:
    chart.curve(
        curve.points,
        [f"{plain(curve.name)}: <b>{number(count, language)}</b>" for _, count in curve.points],
        mode="lines+markers" if is_marked else "lines",
        line=line,
        marker={"size": 7, "color": COLOURS["blue"]},
    )


def _end(chart: Drawing, curve: Counted) -> None:
    """The name under the curve, in its second half."""
    year, count = curve.points[len(curve.points) * 2 // 3]
    font = {"size": 12.5, "color": COLOURS["soft"]}
    chart.text(plain(curve.name), x=year, y=count, xanchor="left", yanchor="top", xshift=6, yshift=-6, font=font)
