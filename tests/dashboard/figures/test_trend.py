"""The line over the years and what it is held against."""

from typing import Any

import pytest

from dashboard.figures.axis import round_steps
from dashboard.figures.reference_marks import Against, Shade, Unfinished
from dashboard.figures.trend import trend_figure

SHARES = [(2022, 0.11), (2023, 0.13), (2024, 0.17), (2025, 0.19)]
NO_BREAK = "\N{NO-BREAK SPACE}"


def test_the_axis_begins_at_zero_and_ends_above_the_target() -> None:
    drawn = trend_figure(SHARES, "percent", "en", Against(target=(0.5, "target 50 %")))
    low, high = drawn.layout.yaxis.range
    assert low == 0
    assert high > 0.5


def test_negative_values_are_shown_too() -> None:
    drawn = trend_figure([(2024, -20.0), (2025, 30.0)], "number", "en", Against())
    assert drawn.layout.yaxis.range[0] < -20
    assert 0 in drawn.layout.yaxis.tickvals


def test_ticks_are_written_in_the_readers_language() -> None:
    assert trend_figure([(2024, 0.6), (2025, 1.2)], "ratio", "nb", Against()).layout.yaxis.ticktext[1] == "0,2"
    assert trend_figure(SHARES, "percent", "nb", Against()).layout.separators == f",{NO_BREAK}"


def test_the_last_value_stands_at_its_point() -> None:
    drawn = trend_figure(SHARES, "percent", "nb", Against())
    [label] = [note for note in drawn.layout.annotations if note.x == 2025]
    assert label.text == f"<b>19,0{NO_BREAK}%</b>"
    assert label.y == 0.19


def test_another_year_can_be_marked() -> None:
    drawn = trend_figure(SHARES, "percent", "en", Against(), marked_year=2023)
    assert f"<b>13.0{NO_BREAK}%</b>" in _names(drawn)


def test_target_pace_and_breaks_are_named_in_the_picture() -> None:
    against = Against(
        target=(0.5, "target 50 %"),
        pace=((2021, 0.16), (2027, 0.5), "pace"),
        breaks=[Shade(2020, 2022, "covid-19"), Shade(2010, 2011, "before the series")],
    )
    drawn = trend_figure(SHARES, "percent", "en", against)
    assert {"target 50 %", "pace", "covid-19"} <= _names(drawn)
    assert "before the series" not in _names(drawn)
    assert drawn.layout.xaxis.range[1] > 2027


def test_the_university_stands_beside_a_unit() -> None:
    drawn = trend_figure(SHARES, "percent", "en", Against(whole=([(2024, 0.2), (2025, 0.25)], "whole university")))
    assert len(drawn.data) == 2
    assert "whole university" in _names(drawn)


def test_the_value_stays_clear_of_the_universitys_line() -> None:
    above = trend_figure(SHARES, "percent", "en", Against(whole=([(2025, 0.25)], "whole")))
    below = trend_figure(SHARES, "percent", "en", Against(whole=([(2025, 0.15)], "whole")))
    assert _value(above).yanchor == "top"
    assert _value(below).yanchor == "bottom"


def test_a_gap_stays_a_gap() -> None:
    drawn = trend_figure([(2023, 0.1), (2024, None), (2025, 0.2)], "percent", "en", Against())
    assert drawn.data[0].connectgaps is False
    assert drawn.data[0].y[1] is None


def test_a_click_on_a_year_leads_on() -> None:
    drawn = trend_figure(SHARES, "percent", "en", Against(), links=["?year=2022", None, None, "?year=2025"])
    assert list(drawn.data[0].customdata) == ["?year=2022", None, None, "?year=2025"]


def test_years_may_have_names_of_their_own() -> None:
    names = {1: "year 1", 2: "year 2", 3: "year 3"}
    drawn = trend_figure([(1, 2.0), (2, 3.0), (3, None)], "number", "en", Against(), names=names)
    assert list(drawn.layout.xaxis.ticktext) == ["year 1", "year 2", "year 3"]
    assert drawn.data[0].hovertext[1] == "year 2: <b>3</b>"


def test_the_name_of_a_rising_line_stands_under_it() -> None:
    former = [(year, 10.0 * year) for year in range(1, 8)]
    drawn = trend_figure([(1, 30.0), (2, 90.0)], "number", "en", Against(whole=(former, "former")))
    [name] = [note for note in drawn.layout.annotations if note.text == "former"]
    assert name.y == 50
    assert name.yanchor == "top"


def test_names_that_look_like_markup_are_text() -> None:
    drawn = trend_figure(SHARES, "percent", "en", Against(breaks=[Shade(2023, 2023, "<b>x</b>")]))
    assert "&lt;b&gt;x&lt;/b&gt;" in _names(drawn)


@pytest.mark.parametrize(
    ("low", "top", "steps"),
    [
        (0, 0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
        (0, 2, [0, 0.5, 1, 1.5, 2]),
        (0, 1000, [0, 200, 400, 600, 800, 1000]),
        (-20, 30, [-20, -10, 0, 10, 20, 30]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_steps_are_round_and_few(low: float, top: float, steps: list[float]) -> None:
    assert round_steps(low, top) == pytest.approx(steps)


def _names(drawn: object) -> set[str]:
    return {note.text for note in drawn.layout.annotations}  # type: ignore[attr-defined]


def _value(drawn: object) -> Any:
    return next(note for note in drawn.layout.annotations if note.text.startswith("<b>"))  # type: ignore[attr-defined]


def test_the_first_place_of_a_rank_is_on_top_and_its_value_clear_of_the_target() -> None:
    against = Against(target=(20.0, "target at most 20"))
    drawn = trend_figure([(2024, 42), (2025, 17)], "rank", "en", against).to_dict()
    low, high = drawn["layout"]["yaxis"]["range"]
    assert low > 42
    assert high <= 1
    assert drawn["layout"]["yaxis"]["tickvals"][0] == 1
    [value] = [text for text in drawn["layout"]["annotations"] if "no. 17" in text["text"]]
    assert value["yanchor"] == "bottom", "20 lies below 17"


def test_a_year_that_is_not_over_is_a_hollow_mark_that_no_line_leads_to() -> None:
    running = Unfinished(2026, 150.0, "150", "1 Mar 2026")
    drawn = trend_figure([(2024, 1600), (2025, 1610)], "number", "en", Against(unfinished=[running])).to_dict()
    hollow, line = drawn["data"][1], drawn["data"][0]
    assert (hollow["x"], hollow["y"], hollow["mode"], hollow["marker"]["symbol"]) == (
        [2026],
        [150.0],
        "markers",
        "circle-open",
    )
    assert line["x"] == [2024, 2025]
    assert "150*" in [text["text"] for text in drawn["layout"]["annotations"]]


@pytest.mark.parametrize(("so_far", "side"), [(1500.0, "top"), (150.0, "bottom")])
def test_a_year_that_is_not_over_is_named_where_the_last_value_is_not(so_far: float, side: str) -> None:
    """1610 is above its point; beside it a phone has no room. A low mark has its name above it, clear of the axis."""
    running = Unfinished(2026, so_far, f"{so_far:.0f}", "1 Mar 2026")
    drawn = trend_figure([(2024, 1600), (2025, 1610)], "number", "en", Against(unfinished=[running])).to_dict()
    names = {one["text"]: one["yanchor"] for one in drawn["layout"]["annotations"]}
    assert names[f"{so_far:.0f}*"] == side


def test_figures_of_others_are_lines_with_a_name() -> None:
    references = [(0.2, "European aim 2020: 20 %"), (0.23, "European aim 2030: 23 %")]
    drawn = trend_figure([(2024, 0.18), (2025, 0.19)], "percent", "en", Against(references=references)).to_dict()
    names = {text["text"]: text["x"] for text in drawn["layout"]["annotations"]}
    first, second = (names[name] for _, name in references)
    assert first < second, "names of lines near each other stand beside each other"
