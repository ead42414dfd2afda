"""A Plotly chart in the page, whose marks lead on when they are clicked."""

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from dashboard.address import Address
from dashboard.figures.style import CONFIG
from dashboard.pages.parts.linked import follow


def chart(figure: go.Figure, says: str, address: Address, name: str, links: Sequence[str | None]) -> None:
    """Show a figure; `says` is what a screen reader reads, `links` where its marks lead."""
    key = f"{name} {address.href}"

    def clicked() -> None:
        points = st.session_state[key].selection.points
        number = points[0]["point_index"] if points else None
        if number is not None and number < len(links) and (href := links[number]):
            follow(Address.parse(href))

    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=says, on_select=clicked, selection_mode="points")
