"""A series over the years with what it is held against: target, pace, band, the whole university, breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.style import plain, styled
from dashboard.format import figure, goal_line
from dashboard.theme.tokens import COLOURS

Points = Sequence[tuple[int, float | None]]
HEIGHT = 330
CLOSE = 2.5  # years between two names of breaks that would run into each other


@dataclass(frozen=True)
class Shade:
    """A series break: its years, first and last included, and its name."""

    first_year: int
    last_year: int
    name: str


@dataclass(frozen=True)
class Against:
    """What a series is compared with; every name is already in the reader's language.

    `pace` is the straight line to the target as (year, value) at both ends; `band` the limits of balance.
    """

    target: tuple[float, str] | None = None
    pace: tuple[tuple[int, float], tuple[int, float], str] | None = None
    band: tuple[float, float, str] | None = None
    whole: tuple[Points, str] | None = None
    breaks: Sequence[Shade] = ()


def trend_figure(
    points: Points, unit: str, language: str, against: Against, marked_year: int | None = None
) -> go.Figure:
    """Line over years, zero at the bottom, the marked (else last) value written at its point; gaps stay gaps."""
    years = [year for year, _ in points]
    known = [(year, value) for year, value in points if value is not None]
    first, last = min(years), max([*years, *([against.pace[1][0]] if against.pace else [])])
    chart = go.Figure()
    _breaks(chart, against.breaks, first, max(years))
    _lines(chart, against, first, last, unit, language)
    chart.add_trace(
        go.Scatter(
            x=years,
            y=[value for _, value in points],
            customdata=[figure(value, unit, language) if value is not None else "" for _, value in points],
            mode="lines+markers",
            line={"color": COLOURS["blue"], "width": 2.6},
            marker={"size": 7, "color": COLOURS["blue"]},
            hovertemplate="%{x}: <b>%{customdata}</b><extra></extra>",
            connectgaps=False,
            cliponaxis=False,
        )
    )
    labelled = next(((y, v) for y, v in known if y == marked_year), known[-1])
    chart.add_annotation(
        x=labelled[0],
        y=labelled[1],
        text=f"<b>{figure(labelled[1], unit, language)}</b>",
        showarrow=False,
        xanchor="center",
        yanchor="bottom",
        yshift=8,
        font={"size": 15, "color": COLOURS["blue"]},
    )
    top = _top(known, against)
    chart.update_xaxes(
        range=[first - 0.4, last + 0.9],
        tickvals=_ticks(first, last),
        showgrid=False,
        tickfont={"color": COLOURS["soft"]},
    )
    ticks = _round_steps(top)
    chart.update_yaxes(
        range=[0 if min([v for _, v in known]) >= 0 else None, top * (1.22 if against.breaks else 1.12)],
        gridcolor=COLOURS["line"],
        tickvals=ticks,
        ticktext=[goal_line(tick, unit, language) if unit != "eur" else figure(tick, unit, language) for tick in ticks],
        tickfont={"color": COLOURS["soft"]},
    )
    return styled(chart, language, HEIGHT)


def _breaks(chart: go.Figure, breaks: Sequence[Shade], first: int, last: int) -> None:
    seen = [shade for shade in breaks if shade.last_year >= first and shade.first_year <= last]
    level, previous = 0, first - 10
    for shade in seen:
        start, end = max(shade.first_year, first) - 0.4, min(shade.last_year, last) + 0.4
        level = (level + 1) % 2 if start - previous < CLOSE else 0
        previous = start
        chart.add_vrect(x0=start, x1=end, fillcolor=COLOURS["grey-soft"], line_width=0, layer="below")
        chart.add_annotation(
            x=start,
            y=1,
            yref="paper",
            text=plain(shade.name),
            showarrow=False,
            xanchor="left",
            yanchor="top",
            xshift=3,
            yshift=-16 * level,
            font={"size": 12, "color": COLOURS["soft"]},
        )


def _lines(chart: go.Figure, against: Against, first: int, last: int, unit: str, language: str) -> None:
    if against.band:
        low, high, name = against.band
        chart.add_hrect(y0=low, y1=high, fillcolor=COLOURS["green-soft"], line_width=0, layer="below")
        _note(chart, last + 0.9, high, name, "right", "bottom")
    if against.target:
        value, name = against.target
        chart.add_shape(
            type="line", x0=first - 0.4, x1=last + 0.9, y0=value, y1=value, line={"color": COLOURS["ink"], "width": 1.6}
        )
        _note(chart, last + 0.9, value, name, "right", "bottom", COLOURS["ink"])
    if against.pace:
        (x0, y0), (x1, y1), name = against.pace
        chart.add_shape(
            type="line", x0=x0, x1=x1, y0=y0, y1=y1, line={"color": COLOURS["soft"], "width": 1.6, "dash": "dot"}
        )
        _note(chart, (x0 + x1) / 2, (y0 + y1) / 2, name, "right", "bottom")
    if against.whole:
        points, name = against.whole
        chart.add_trace(
            go.Scatter(
                x=[year for year, _ in points],
                y=[value for _, value in points],
                mode="lines",
                line={"color": COLOURS["soft"], "width": 1.4, "dash": "dash"},
                customdata=[figure(value, unit, language) if value is not None else "" for _, value in points],
                hovertemplate=f"{plain(name)} %{{x}}: %{{customdata}}<extra></extra>",
            )
        )
        known = [(year, value) for year, value in points if value is not None]
        if known:
            _note(chart, known[-1][0], known[-1][1], name, "center", "top")


def _note(
    chart: go.Figure, x: float, y: float, name: str, xanchor: str, yanchor: str, colour: str = COLOURS["soft"]
) -> None:
    chart.add_annotation(
        x=x,
        y=y,
        text=plain(name),
        showarrow=False,
        xanchor=xanchor,
        yanchor=yanchor,
        xshift=-4 if xanchor == "right" else 0,
        yshift=-4 if yanchor == "top" else 2,
        font={"size": 12.5, "color": colour},
    )


def _top(known: Sequence[tuple[int, float]], against: Against) -> float:
    values = [value for _, value in known]
    if against.target:
        values.append(against.target[0])
    if against.band:
        values.append(against.band[1])
    if against.whole:
        values += [value for _, value in against.whole[0] if value is not None]
    return max([value for value in values if value > 0], default=1)


def _round_steps(top: float) -> list[float]:
    """Four to six round numbers from zero to `top`."""
    magnitude = 10 ** (len(str(int(top))) - 1) if top >= 1 else next(10**-n for n in range(1, 12) if top >= 10**-n)
    step = next(magnitude * part for part in (0.2, 0.25, 0.5, 1, 2) if top / (magnitude * part) <= 6)  # noqa: PLR2004
    return [step * n for n in range(int(top / step) + 2)]


def _ticks(first: int, last: int) -> list[int]:
    step = 1 if last - first <= 6 else 2 if last - first <= 14 else 5  # noqa: PLR2004
    return [year for year in range(first, last + 1) if (last - year) % step == 0]
