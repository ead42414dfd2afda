"""The small line of a row."""

import re

from dashboard.figures.sparkline import sparkline


def test_it_goes_from_the_first_to_the_last_value_and_marks_the_last() -> None:
    drawn = sparkline([(2023, 0.1), (2024, 0.2), (2025, 0.3)], "rises")
    assert drawn is not None
    assert 'd="M4.0,20.0L46.0,12.0L88.0,4.0"' in drawn
    assert 'cx="88.0" cy="4.0"' in drawn


def test_a_missing_year_is_a_gap_not_a_line() -> None:
    drawn = sparkline([(2022, 1), (2023, 2), (2024, None), (2025, 2), (2026, 1)], "gap")
    assert drawn is not None
    assert len(re.findall("M", drawn.split('d="')[1].split('"')[0])) == 2


def test_a_constant_series_runs_through_the_middle() -> None:
    drawn = sparkline([(2024, 5), (2025, 5)], "flat")
    assert drawn is not None
    assert 'd="M4.0,12.0L88.0,12.0"' in drawn


def test_one_value_is_no_trend() -> None:
    assert sparkline([(2025, 5)], "one") is None
    assert sparkline([(2024, None), (2025, 5)], "one") is None
    assert sparkline([], "none") is None


def test_its_name_is_read_out_and_is_text() -> None:
    drawn = sparkline([(2024, 1), (2025, 2)], "<script>")
    assert drawn is not None
    assert 'role="img"' in drawn
    assert 'aria-label="&lt;script&gt;"' in drawn
