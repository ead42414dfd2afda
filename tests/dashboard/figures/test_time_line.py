"""Periods on an axis of time: where a bar begins and ends, by hand."""

from datetime import date

from dashboard.figures.time_line import Axis, Period, axis_names, axis_of, bar

TODAY = date(2026, 1, 1)


def test_the_axis_has_whole_years_around_today_and_no_more_than_eight_before() -> None:
    old = Period(date(1998, 1, 1), date(2026, 12, 31), "running")
    assert axis_of([old], TODAY) == Axis(2018, 2028, TODAY)
    assert axis_of([Period(date(2024, 5, 1), date(2031, 5, 1), "running")], TODAY) == Axis(2024, 2031, TODAY)


def test_a_bar_lies_between_its_days_and_is_open_where_it_has_none() -> None:
    axis = Axis(2025, 2026, TODAY)
    assert axis.place(TODAY) == 50.0
    assert 'style="left:50.0%;width:50.0%"' in bar(Period(TODAY, None, "coming"), axis)
    assert 'style="left:0.0%;width:50.0%"' in bar(Period(None, TODAY, "over"), axis)
    assert 'class="over"' in bar(Period(None, TODAY, "over"), axis)


def test_no_year_is_written_over_today() -> None:
    names = axis_names(Axis(2025, 2027, TODAY), "today")
    assert ">2026<" not in names
    assert ">2025<" in names
    assert ">today<" in names
