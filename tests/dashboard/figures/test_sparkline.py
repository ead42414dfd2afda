"""The small line of a row."""

import re

from dashboard.figures.sparkline import sparkline


def test_it_goes_from_the_first_to_the_last_value_and_marks_the_last() -> None:
    drawn = sparkline([(2023, 0.1), (2024, 0.2), (2025, 0.3)], "rises")
    assert drawn is not None
    assert 'd="M4.0,14.7L46.0,9.3L88.0,4.0"' in drawn
    assert 'cx="88.0" cy="4.0"' in drawn


def test_a_missing_year_is_a_gap_not_a_line() -> None:
    drawn = sparkline([(2022, 1), (2023, 2), (2024, None), (2025, 2), (2026, 1)], "gap")
    assert drawn is not None
    assert len(re.findall("M", drawn.split('d="')[1].split('"')[0])) == 2


def test_it_stands_on_zero_so_that_a_small_change_looks_small() -> None:
    drawn = sparkline([(2024, 97.5), (2025, 98.0)], "nearly flat")
    assert drawn is not None
    assert 'd="M4.0,4.1L88.0,4.0"' in drawn


def test_lines_under_one_heading_share_its_years() -> None:
    """2023 lies in the middle between 2021 and 2025: 46 of 92."""
    drawn = sparkline([(2023, 1), (2025, 1)], "late", years=(2021, 2025))
    assert drawn is not None
    assert 'd="M46.0,4.0L88.0,4.0"' in drawn


def test_years_of_a_break_are_shaded_as_far_as_the_axis_goes() -> None:
    drawn = sparkline([(2021, 1), (2025, 1)], "shaded", years=(2021, 2025), shaded=(2020, 2021))
    assert drawn is not None
    assert '<rect x="0.0" y="0" width="14.5"' in drawn


def test_the_first_place_of_a_rank_is_on_top() -> None:
    drawn = sparkline([(2024, 20), (2025, 10)], "better", is_rank=True)
    assert drawn is not None
    assert 'd="M4.0,20.0L88.0,12.0"' in drawn


def test_one_value_is_no_trend() -> None:
    assert sparkline([(2025, 5)], "one") is None
    assert sparkline([(2024, None), (2025, 5)], "one") is None
    assert sparkline([], "none") is None


def test_its_name_is_read_out_and_is_text() -> None:
    drawn = sparkline([(2024, 1), (2025, 2)], "<script>")
    assert drawn is not None
    assert 'role="img"' in drawn
    assert 'aria-label="&lt;script&gt;"' in drawn
