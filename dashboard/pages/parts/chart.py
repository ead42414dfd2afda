"""A Plotly chart in the page, whose marks lead on when they are clicked."""

import plotly.graph_objects as go
import streamlit as st

from dashboard.address import Address
from dashboard.figures.style import CONFIG
from dashboard.pages.parts.linked import follow


def chart(figure: go.Figure, says: str, address: Address, name: str) -> None:
    """Show a figure whose marks carry the link they lead to as custom data; `says` is what a screen reader reads."""
    key = f"{name} {address.href}"

    def clicked() -> None:
        for point in st.session_state[key].selection.points:
            if href := point.get("customdata"):
                follow(Address.parse(str(href)))
                return

    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=says, on_select=clicked, selection_mode="points")
