"""Members of a dimension as sorted bars, with the whole they belong to as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

import plotly.graph_objects as go

from dashboard.figures.drawing import Drawing
from dashboard.figures.style import plain, styled
from dashboard.theme.tokens import COLOURS

ROW, FRAME = 46, 34
LABEL_WIDTH = 46
ROOM = 0.03  # of the longest bar, for each letter of the longest value: a phone needs it


@dataclass(frozen=True)
class Bar:
    """One member: name, abbreviation, value, the text shown for it, where a click leads (None: nowhere),
    what the pointer reads beside it, of how many the value is (drawn hollow behind it), and the counts of a share."""

    name: str
    short: str | None
    value: float | None
    shown: str
    href: str | None
    note: str | None = None
    of: float | None = None
    counts: str | None = None


def bars_figure(bars: Sequence[Bar], language: str, whole: tuple[float, str] | None) -> go.Figure:
    """Horizontal bars, the order of `bars` from the top; those at or above `whole` in the strong colour."""
    values = [bar.value or 0 for bar in bars]
    strong = [whole is None or value >= whole[0] for value in values]
    shown = [bar.shown for bar in bars]
    chart = Drawing()
    if any(bar.of for bar in bars):
        chart.trace(
            "bar", x=[bar.of or 0 for bar in bars], y=list(range(len(bars))), orientation="h", width=0.4, offset=-0.2,
            marker={"color": COLOURS["paper"], "line": {"color": COLOURS["blue-mid"], "width": 1.4}, "cornerradius": 3},
            hoverinfo="skip", cliponaxis=False,
        )  # fmt: skip
        chart.layout(barmode="overlay")
    chart.trace(
        "bar",
        x=values,
        y=list(range(len(bars))),
        orientation="h",
        width=0.4,
        offset=-0.2,
        marker={
            "color": [COLOURS["blue"] if is_strong else COLOURS["blue-mid"] for is_strong in strong],
            "cornerradius": 3,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        cliponaxis=False,
        customdata=[bar.href for bar in bars],
        hovertext=[
            f"{plain(bar.name)}: <b>{bar.shown}</b>" + (f"<br>{plain(bar.note)}" if bar.note else "") for bar in bars
        ],
        hoverinfo="text",
    )
    low, high = min([0, *values]), max([*values, *(bar.of or 0 for bar in bars), whole[0] if whole else 0]) or 1
    room = 1 + ROOM * max(len(bar.shown) + len(bar.counts or "") for bar in bars)
    pad = (room - 1) * (high - low)
    chart.x(range=[low - pad if low < 0 else 0, high + pad], showticklabels=False, showgrid=False)
    chart.y(range=[len(bars) - 0.4, -1.25 if whole else -0.75], showticklabels=False, showgrid=False)
    for place, bar in enumerate(bars):
        # on paper, so that the line of the whole passes behind name and value
        look = {"bgcolor": COLOURS["paper"], "borderpad": 0, "font": {"size": 13}}
        at = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -2, "y": place - 0.22, "yanchor": "bottom"}
        chart.text(label(bar.name, bar.short), **at, **look)
        side = {"xanchor": "right", "xshift": -3} if values[place] < 0 else {"xanchor": "left", "xshift": 3}
        end = max(values[place], bar.of or 0) if values[place] >= 0 else values[place]
        counts = f"  <span style='color:{COLOURS['soft']}'>{plain(bar.counts)}</span>" if bar.counts else ""
        chart.text(shown[place] + counts, x=end, y=place, **side, **look)
    if whole:
        value, name = whole
        ends = (value, -0.72), (value, len(bars) - 0.45)
        chart.line(*ends, color=COLOURS["ink"], width=1.2, dash="dot")
        chart.text(
            plain(name),
            x=value,
            y=-0.72,
            yanchor="bottom",
            xanchor="left" if value < high * 0.5 else "right",
            xshift=-3 if value < high * 0.5 else 3,
            font={"size": 12.5, "color": COLOURS["soft"]},
        )
    return styled(chart, language, FRAME + ROW * max(len(bars), 2))


def label(name: str, short: str | None) -> str:
    """The name, cut where it is longer than a phone is wide, its abbreviation in bold before it."""
    cut = plain(shorten(name, LABEL_WIDTH, placeholder=" …"))
    return f"<b>{plain(short)}</b> {cut}" if short else cut
