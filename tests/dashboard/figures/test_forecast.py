"""What is foreseen, drawn on from the last figure."""

import plotly.graph_objects as go

from dashboard.figures.forecast import Ahead, Foreseen
from dashboard.figures.reference_marks import Against
from dashboard.figures.trend import trend_figure

SHARES = [(2023, 0.13), (2024, 0.17), (2025, 0.19)]
AHEAD = Ahead(
    [
        Foreseen(2025, 0.19, 0.19, 0.19, ""),
        Foreseen(2026, 0.17, 0.20, 0.24, "20.0 % (17.0–24.0 %)"),
        Foreseen(2027, 0.16, 0.21, 0.58, "21.0 % (16.0–58.0 %)"),
    ],
    "forecast 21.0 %",
)


def drawn(ahead: Ahead = AHEAD) -> go.Figure:
    return trend_figure(SHARES, "percent", "en", Against(ahead=ahead))


def test_the_ribbon_opens_from_the_last_figure_between_its_edges() -> None:
    ribbon, middle, series = drawn().data
    assert list(ribbon.x) == [2025, 2026, 2027, 2027, 2026, 2025]
    assert list(ribbon.y) == [0.19, 0.24, 0.58, 0.16, 0.17, 0.19]
    assert list(middle.y) == [0.19, 0.20, 0.21]
    assert middle.line.dash == "dash", "what is not known looks different in grey, too"
    assert list(series.y) == [0.13, 0.17, 0.19]


def test_the_axes_reach_as_far_as_the_ribbon() -> None:
    assert drawn().layout.xaxis.range[1] > 2027
    assert drawn().layout.yaxis.range[1] > 0.58


def test_a_year_says_its_middle_and_edges_and_the_last_figure_nothing_twice() -> None:
    assert list(drawn().data[1].hovertext) == [
        "",
        "2026: <b>20.0 % (17.0–24.0 %)</b>",
        "2027: <b>21.0 % (16.0–58.0 %)</b>",
    ]


def test_the_name_stands_under_the_end_and_above_it_where_the_axis_is_near() -> None:
    [name] = [note for note in drawn().layout.annotations if note.text == "forecast 21.0 %"]
    assert (name.y, name.yanchor) == (0.16, "top")
    near = Ahead([AHEAD.points[0], Foreseen(2026, 0.01, 0.2, 0.4, "")], "near")
    [name] = [note for note in drawn(near).layout.annotations if note.text == "near"]
    assert (name.y, name.yanchor) == (0.4, "bottom")
