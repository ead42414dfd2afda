"""What all charts share: type, zero baseline, quiet axes, no furniture."""

from html import escape
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.theme.tokens import COLOURS, FONT

CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "responsive": True, "doubleClick": False, "scrollZoom": False}
SEPARATORS = {"nb": ",\N{NO-BREAK SPACE}", "en": ".,"}


def styled(figure: go.Figure, language: str, height: int) -> go.Figure:
    """The figure with our type, margins, number separators and nothing that moves by accident."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"family": FONT, "size": 13, "color": COLOURS["ink"]},
        paper_bgcolor=COLOURS["paper"],
        plot_bgcolor=COLOURS["paper"],
        separators=SEPARATORS[language],
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": COLOURS["paper"],
            "bordercolor": COLOURS["line"],
            "font": {"family": FONT, "size": 13, "color": COLOURS["ink"]},
        },
    )
    figure.update_xaxes(fixedrange=True, zeroline=False, automargin=True)
    figure.update_yaxes(fixedrange=True, zeroline=False, automargin=True)
    return figure


def plain(label: str) -> str:
    """A label as text: Plotly reads a few HTML tags, a name that holds some must not become markup."""
    return escape(label, quote=False)
