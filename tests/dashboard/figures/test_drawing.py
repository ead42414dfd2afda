"""Figures are drawn as plain data, which Plotly does not check as they are shown: it accepts each of them here."""

import plotly.graph_objects as go
import pytest

from dashboard.figures.bars import Bar, bars_figure
from dashboard.figures.contribution import Moved, parts_figure
from dashboard.figures.drawing import Drawing
from dashboard.figures.forecast import Ahead, Foreseen
from dashboard.figures.index import Line, index_figure
from dashboard.figures.lines import Member, lines_figure
from dashboard.figures.reference_marks import Against, Shade
from dashboard.figures.trend import trend_figure

EVERYTHING = Against(
    target=(0.5, "50 %"),
    pace=((2021, 0.3), (2025, 0.5), "pace"),
    band=(0.2, 0.4, "in balance"),
    whole=([(2023, 0.2), (2024, 0.3)], "university"),
    breaks=[Shade(2024, 2024, "covid")],
    ahead=Ahead([Foreseen(2024, 0.3, 0.3, 0.3, "30 %"), Foreseen(2025, 0.2, 0.3, 0.4, "20–40 %")], "expected"),
)
FIGURES = {
    "bars": bars_figure([Bar("IV", None, 0.2, "20 %", "?faculty=64")], "nb", (0.3, "NTNU")),
    "index": index_figure([Line("out", ((2019, 100.0), (2020, 60.0)))], 2019, "nb"),
    "lines": lines_figure([Member("IV", "IV", [(2023, 0.2), (2024, 0.3)])], "percent", "nb", None),
    "parts": parts_figure([Moved("IV", "IV", 0.1, 0.06, 0.04, "+10"), Moved("AD", None, -1, None, None, "-1")], "nb"),
    "trend": trend_figure([(2023, 0.2), (2024, 0.3)], "percent", "nb", EVERYTHING, links=["?year=2023", None]),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_plotly_accepts_every_property_of_a_figure(figure: go.Figure) -> None:
    go.Figure(figure.to_dict())


def test_a_property_that_plotly_does_not_know_is_found() -> None:
    chart = Drawing()
    chart.text("50 %", x=2024, y=0.5, colour="red")
    with pytest.raises(ValueError, match="colour"):
        go.Figure(chart.figure().to_dict())
