"""Drawings: marks stand where the numbers put them, names are text, nothing lies outside the sheet."""

import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.report.drawings.bars import Bar, bars
from dashboard.report.drawings.paper import Drawing, sheet
from dashboard.report.drawings.trend import Marks, trend
from dashboard.theme.tokens import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
values = st.floats(-1e6, 1e9, allow_nan=False).map(lambda value: round(value, 3))


def drawn(drawing: Drawing) -> str:
    return sheet(drawing, "name")


def test_a_gap_in_the_years_lifts_the_pen() -> None:
    drawns = drawn(trend([(2022, 1.0), (2023, 2.0), (2024, None), (2025, 3.0)], "3", "number", "en", Marks()))
    [path] = re.findall(rf'd="([^"]*)" fill="none" stroke="{COLOURS["blue"]}"', drawns)
    assert (path.count("M"), path.count("L")) == (2, 1)
    assert drawns.count("<circle") == 3


def test_the_last_figure_and_what_it_is_held_against_are_named() -> None:
    marks = Marks(target=(0.5, "target 50 %"), breaks=[(2023, 2024, "Covid-19"), (2024, 2024, "Merger")])
    drawns = drawn(trend([(2022, 0.17), (2025, 0.19)], "19.0 %", "percent", "en", marks))
    assert all(f">{name}</text>" in drawns for name in ("19.0 %", "target 50 %", "Covid-19", "Merger"))


def test_bars_at_or_above_the_whole_are_strong() -> None:
    drawns = drawn(bars([Bar("A", 0.3, "30 %"), Bar("B", 0.2, "20 %"), Bar("C", None, "..")], (0.2, "all 20 %")))
    assert (drawns.count(COLOURS["blue"] + '"'), drawns.count(COLOURS["blue-mid"])) == (2, 1)
    assert ">..</text>" in drawns


@pytest.mark.parametrize("name", ["</text><script>", 'a"b', "x & y"])
def test_a_name_is_text(name: str) -> None:
    root = fromstring(drawn(bars([Bar(name, 1.0, "1"), Bar("b", 0.5, "0.5")], (0.7, name))))
    assert name in {element.text for element in root.iter(f"{SVG}text")}


@given(st.lists(st.none() | values, min_size=1, max_size=12).filter(any), values)
def test_every_point_lies_on_the_sheet(series: list[float | None], target: float) -> None:
    known = [value for value in series if value is not None]
    points = list(enumerate(series, start=2014))
    drawing = trend(points, str(known[-1]), "number", "nb", Marks(target=(max(target, 0), "mål")))
    for circle in fromstring(drawn(drawing)).iter(f"{SVG}circle"):
        assert 0 <= float(circle.attrib["cx"]) <= drawing.width
        assert 0 <= float(circle.attrib["cy"]) <= drawing.height
