"""Members as bars."""

from dashboard.figures.bars import Bar, bars_figure
from dashboard.theme.tokens import COLOURS

NO_BREAK = "\N{NO-BREAK SPACE}"
FACULTIES = [
    Bar("Engineering", "IV", 0.28, "28,0\N{NO-BREAK SPACE}%", "?faculty=64"),
    Bar("Humanities", "HF", 0.16, "16,0\N{NO-BREAK SPACE}%", "?faculty=62"),
    Bar("Small", None, None, "..", None),
]


def test_bars_keep_their_order_from_the_top_and_begin_at_zero() -> None:
    drawn = bars_figure(FACULTIES, "en", None)
    assert list(drawn.data[0].x) == [0.28, 0.16, 0]
    first, last = drawn.layout.yaxis.range
    assert first > last, "the first bar is on top"
    assert drawn.layout.xaxis.range[0] == 0


def test_every_bar_has_its_name_and_value_beside_it() -> None:
    names = _names(bars_figure(FACULTIES, "nb", None))
    assert {"<b>IV</b> Engineering", f"28,0{NO_BREAK}%", "Small", ".."} <= names


def test_the_whole_is_a_named_line_and_bars_below_it_are_weaker() -> None:
    drawn = bars_figure(FACULTIES, "en", (0.19, "the university 19.0 %"))
    assert "the university 19.0 %" in _names(drawn)
    assert [shape.x0 for shape in drawn.layout.shapes] == [0.19]
    assert list(drawn.data[0].marker.color) == [COLOURS["blue"], COLOURS["blue-mid"], COLOURS["blue-mid"]]


def test_the_whole_is_in_the_picture_even_where_all_bars_are_short() -> None:
    drawn = bars_figure(FACULTIES, "en", (0.6, "the university 60.0 %"))
    assert drawn.layout.xaxis.range[1] > 0.6


def test_a_long_value_has_room_beside_its_bar() -> None:
    long, short = (bars_figure([Bar("A", None, 40, shown, None)], "nb", None) for shown in ("40,0 mill. euro", "40"))
    assert long.layout.xaxis.range[1] > short.layout.xaxis.range[1] > 40


def test_a_click_leads_on_only_where_there_is_something_below() -> None:
    assert list(bars_figure(FACULTIES, "en", None).data[0].customdata) == [
        "?faculty=64",
        "?faculty=62",
        None,
    ]


def test_hostile_and_long_names_stay_short_text() -> None:
    drawn = bars_figure([Bar("<script>alert(1)</script>", None, 1.0, "1", None)], "en", None)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in _names(drawn)
    long = bars_figure([Bar("word " * 40, None, 1.0, "1", None)], "en", None)
    assert max(len(name) for name in _names(long)) < 60


def _names(drawn: object) -> set[str]:
    return {note.text for note in drawn.layout.annotations}  # type: ignore[attr-defined]
