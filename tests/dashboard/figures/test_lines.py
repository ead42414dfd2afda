"""Members over the years."""

from dashboard.figures.lines import LOOKS, Member, lines_figure

ENGINEERING = Member("Engineering", "IV", [(2023, 0.2), (2024, None), (2025, 0.3)])
HUMANITIES = Member("Humanities", None, [(2023, 0.1), (2024, 0.1), (2025, 0.12)])
WHOLE = Member("whole university", None, [(2023, 0.15), (2024, 0.16), (2025, 0.4)])


def test_lines_differ_in_dash_and_mark_as_well_as_in_colour() -> None:
    assert len({look.dash for look in LOOKS}) == len({look.mark for look in LOOKS}) == len(LOOKS) == 4
    first, second = lines_figure([ENGINEERING, HUMANITIES], "percent", "en", None).data
    assert (first.line.dash, second.line.dash) == ("solid", "dash")
    assert first.marker.symbol != second.marker.symbol


def test_the_axis_begins_at_zero_and_reaches_the_whole() -> None:
    low, high = lines_figure([ENGINEERING], "percent", "en", WHOLE).layout.yaxis.range
    assert low == 0
    assert high > 0.4


def test_a_gap_stays_a_gap() -> None:
    [line] = lines_figure([ENGINEERING], "percent", "en", None).data
    assert line.connectgaps is False
    assert line.y[1] is None


def test_short_names_stand_at_the_ends_and_every_point_says_its_member_year_and_value() -> None:
    chart = lines_figure([ENGINEERING, HUMANITIES], "percent", "nb", WHOLE)
    assert [(note.text, note.x, note.y) for note in chart.layout.annotations] == [("IV", 2025, 0.3)]
    assert chart.data[0].hovertext[2] == "Engineering, 2025: <b>30,0\N{NO-BREAK SPACE}%</b>"
    assert chart.data[0].hovertext[1] == ""
