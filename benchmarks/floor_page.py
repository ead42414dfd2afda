"""The least that a page with a figure can be: one Plotly bar chart, and a click on a bar that draws it anew."""

import plotly.graph_objects as go
import streamlit as st  # outside dashboard/ on purpose: it is what the dashboard is measured against

picked = int(st.query_params.get("picked", 0))


def clicked() -> None:
    points = st.session_state[f"bars {picked}"].selection.points
    st.query_params["picked"] = str(picked + 1 + int(points[0]["point_index"])) if points else "0"


st.title("Floor")
values = [(picked + place) % 8 + 1 for place in range(8)]
st.plotly_chart(
    go.Figure(go.Bar(x=values, y=list(range(8)), orientation="h", text=[f"{picked} {value}" for value in values])),
    key=f"bars {picked}",
    on_select=clicked,
    selection_mode="points",
    theme=None,
)
