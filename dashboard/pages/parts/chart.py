"""A Plotly chart in the page, whose marks lead on when they are clicked, and what can be taken away from it."""

import plotly.graph_objects as go
import streamlit as st

from dashboard.address import Address
from dashboard.figures.style import CONFIG
from dashboard.pages.parts.download import downloads
from dashboard.pages.parts.linked import follow, linked
from dashboard.pages.parts.view import View
from models.answer import Meta


def chart(figure: go.Figure, says: str, view: View, name: str, meta: Meta) -> None:
    """Show a figure whose marks carry the link they lead to as custom data; `says` is what a screen reader reads.

    `name` is what the page's sheets call the chart; `meta` says how its figures were counted.
    """
    key = f"{name} {view.address.href}"

    def clicked() -> None:
        for point in st.session_state[key].selection.points:
            if href := point.get("customdata"):
                follow(Address.parse(str(href)))
                return

    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=says, on_select=clicked, selection_mode="points")
    linked(downloads(name, says, view, meta), f"{name}-downloads", view.language)
