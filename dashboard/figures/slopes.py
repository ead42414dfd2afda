"""Two years of several members: a line from then to now, with names and figures at its ends, clear of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

import plotly.graph_objects as go

from dashboard.figures.drawing import Drawing
from dashboard.figures.style import plain, styled
from dashboard.theme.tokens import COLOURS

LEAST_HEIGHT, FRAME, LETTER_HEIGHT = 300, 66, 17  # pixels
LEAST_GAP = 6  # pixels by which a label is moved before a thin line leads to it
LABEL_WIDTH = 26  # letters of a name
LEFT, RIGHT, ENDS = -0.42, 2.0, (0.0, 1.0)  # of the axis on which then is 0 and now is 1


@dataclass(frozen=True)
class Slope:
    """A member: name, abbreviation, both values (None: not shown) and how they are written, and where a click leads."""

    name: str
    short: str | None
    then: float | None
    now: float | None
    shown_then: str
    shown_now: str
    href: str | None = None
    is_own: bool = False


def slopes_figure(
    slopes: Sequence[Slope], years: tuple[str, str], language: str, whole: Slope | None = None
) -> go.Figure:
    """A line for each member with both values, a dot for one with either; the whole as a grey line of dashes.

    Zero is part of the scale. Some member must have a value.
    """
    every = [*slopes, *([whole] if whole else [])]
    values = [value for one in every for value in (one.then, one.now) if value is not None]
    low, high = min(0.0, *values), max([value for value in values if value > 0], default=1.0)
    most = max(sum(getattr(one, end) is not None for one in every) for end in ("then", "now"))
    height = max(LEAST_HEIGHT, FRAME + LETTER_HEIGHT * most)
    step = (high - low) / (height - FRAME)  # of the values, a pixel
    chart = Drawing()
    for year, name in zip(ENDS, years, strict=True):
        chart.line((year, low), (year, high), color=COLOURS["line"], width=1)
        chart.text(f"<b>{name}</b>", x=year, y=high + 1.2 * LETTER_HEIGHT * step, font={"color": COLOURS["soft"]})
    for one in every:
        _line(chart, one, is_whole=one is whole)
    for end, x, side in (("then", 0.0, "right"), ("now", 1.0, "left")):
        ends = [(getattr(one, end), one) for one in every if getattr(one, end) is not None]
        # without names, figures that are written alike are one label
        labels = ends if end == "now" else list({one.shown_then: (value, one) for value, one in ends}.values())
        labels.sort(key=lambda label: label[0])
        places = spread([value for value, _ in labels], LETTER_HEIGHT * step, low, high)
        for (value, one), place in zip(labels, places, strict=True):
            at = {"x": x, "y": place, "xanchor": side, "xshift": 12 if side == "left" else -12}
            colour = COLOURS["soft"] if one is whole else COLOURS["ink"]
            chart.text(_label(one, end), **at, font={"size": 12.5, "color": colour})
            if abs(place - value) > LEAST_GAP * step:
                beyond = 0.05 if side == "left" else -0.05
                chart.line((x, value), (x + beyond, place), color=COLOURS["soft"], width=0.7)
    chart.x(range=[LEFT, RIGHT], showticklabels=False, showgrid=False)
    pad = LETTER_HEIGHT * step
    chart.y(range=[low - pad / 2, high + 2 * pad], showticklabels=False, showgrid=False)
    chart.layout(hovermode="closest")
    return styled(chart, language, height)


def spread(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Where labels of ascending values are: at the values, or as little beside them as keeps `gap` between any two.

    They stay between `low` and `high` where there is room for all of them.
    """
    groups: list[list[float]] = []  # of each group of labels that touch: their middle and how many they are
    for value in values:
        groups.append([value, 1])
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < gap * (groups[-1][1] + groups[-2][1]) / 2:
            middle, many = groups.pop()
            before, fewer = groups[-1]
            groups[-1] = [(middle * many + before * fewer) / (many + fewer), many + fewer]
            half = gap * (many + fewer - 1) / 2
            if high - low >= 2 * half:
                groups[-1][0] = min(max(groups[-1][0], low + half), high - half)
    return [middle + gap * (place - (many - 1) / 2) for middle, many in groups for place in range(int(many))]


def _line(chart: Drawing, one: Slope, *, is_whole: bool) -> None:
    ends = [(x, value) for x, value in zip(ENDS, (one.then, one.now), strict=True) if value is not None]
    if not ends:
        return
    colour = COLOURS["soft"] if is_whole else COLOURS["blue"] if one.is_own else COLOURS["blue-mid"]
    line: dict[str, object] = {"color": colour, "width": 3 if one.is_own else 2}
    chart.trace(
        "scatter",
        x=[x for x, _ in ends],
        y=[value for _, value in ends],
        mode="lines+markers",
        line={**line, "dash": "dot"} if is_whole else line,
        marker={"size": 8, "color": colour},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[one.href for _ in ends],
        hovertext=f"{plain(one.name)}: {one.shown_then} → <b>{one.shown_now}</b>",
        hoverinfo="text",
        cliponaxis=False,
    )


def _label(one: Slope, end: str) -> str:
    """The figure of then; of now the abbreviation too, or a name no longer than there is room for."""
    if end == "then":
        return one.shown_then
    name = plain(one.short or shorten(one.name, LABEL_WIDTH, placeholder=" …"))
    return f"{one.shown_now}  <b>{name}</b>" if one.short or one.is_own else f"{one.shown_now}  {name}"
