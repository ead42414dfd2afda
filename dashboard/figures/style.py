"""What all charts share: type, zero baseline, quiet axes, no furniture."""

from html import escape
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.figures.drawing import Drawing
from dashboard.format import separators
from dashboard.theme.tokens import COLOURS, FONT

CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "responsive": True, "doubleClick": False, "scrollZoom": False}


def styled(chart: Drawing, language: str, height: int) -> go.Figure:
    """The figure that was drawn, with our type, margins, number separators and nothing that moves by accident."""
    chart.layout(
        template={},  # Plotly's own would travel with every figure
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"family": FONT, "size": 13, "color": COLOURS["ink"]},
        paper_bgcolor=COLOURS["paper"],
        plot_bgcolor=COLOURS["paper"],
        separators=separators(language),
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": COLOURS["paper"],
            "bordercolor": COLOURS["line"],
            "font": {"family": FONT, "size": 13, "color": COLOURS["ink"]},
        },
    )
    chart.x(fixedrange=True, zeroline=False, automargin=True)
    chart.y(fixedrange=True, zeroline=False, automargin=True)
    return chart.figure()


def plain(label: str) -> str:
    """A label as text: Plotly reads a few HTML tags, a name that holds some must not become markup."""
    return escape(label, quote=False)
