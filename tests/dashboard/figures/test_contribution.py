"""The parts of a change as bars on both sides of zero."""

from dashboard.figures.contribution import Moved, parts_figure

TOLD_APART = [
    Moved("Engineering", "IV", 0.02, 0.03, -0.01, "+2.0", "?faculty=64"),
    Moved("Humanities", "HF", -0.01, -0.01, 0.0, "−1.0"),
    Moved("Suppressed for you (2)", None, 0.005, None, None, "+0.5"),
]


def test_rate_and_mix_stand_apart_and_what_is_not_told_apart_beside_them() -> None:
    rest, rate, mix = parts_figure(TOLD_APART, "en").data
    assert list(rate.x) == [0.03, -0.01, 0]
    assert list(mix.x) == [-0.01, 0.0, 0]
    assert list(rest.x) == [0, 0, 0.005]
    assert mix.marker.pattern.shape == "/", "distinguished in grey, too"


def test_the_bars_of_a_member_add_up_to_its_change() -> None:
    chart = parts_figure(TOLD_APART, "en")
    assert [round(sum(bar.x[place] for bar in chart.data), 9) for place in range(3)] == [0.02, -0.01, 0.005]
    assert chart.layout.barmode == "relative"


def test_the_value_stands_at_the_outer_end_of_its_bars() -> None:
    at = {note.text: (note.x, note.xanchor) for note in parts_figure(TOLD_APART, "en").layout.annotations}
    assert at["+2.0"] == (0.03, "left")
    assert at["−1.0"] == (-0.01, "right")


def test_plain_differences_are_one_bar_each() -> None:
    [bars] = parts_figure(
        [Moved("A", None, 3.0, None, None, "+3"), Moved("B", None, -1.0, None, None, "−1")], "nb"
    ).data
    assert list(bars.x) == [3.0, -1.0]


def test_nothing_moved_is_still_a_picture() -> None:
    low, high = parts_figure([Moved("A", None, 0.0, 0.0, 0.0, "±0")], "nb").layout.xaxis.range
    assert low < 0 < high


def test_names_are_text_and_a_click_leads_on_where_there_is_a_unit() -> None:
    hostile = Moved("<b>x</b>", None, 1.0, None, None, "+1", "?faculty=63")
    chart = parts_figure([hostile], "en")
    assert "&lt;b&gt;x&lt;/b&gt;" in {note.text for note in chart.layout.annotations}
    assert list(chart.data[0].customdata) == ["?faculty=63"]
