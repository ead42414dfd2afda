"""Years that are over, years that have data, and totals over the years of a programme."""

from datetime import date
from types import SimpleNamespace

from models.answer import Answer, Row, Sign
from models.status.series import added_up, complete_years, last_year_with_data, trend

AUGUST = 8


def count(year: int, number: int) -> Row:
    return Row({"year": year}, number, None, float(number))


def empty(year: int, sign: Sign) -> Row:
    return Row({"year": year}, None, None, None, sign)


def series(*rows: Row) -> dict[int, Row]:
    return {int(row.key["year"] or 0): row for row in rows}


def answered(*rows: Row, dated_by: str = "graduation") -> Answer:
    return Answer(rows, meta=SimpleNamespace(dated_by=dated_by))  # type: ignore[arg-type]  # all that is read of it


def test_a_year_is_complete_once_the_build_speaks_of_a_later_day() -> None:
    answer = answered(count(2024, 1), count(2025, 2))
    assert list(complete_years(answer, date(2025, 12, 31), AUGUST)) == [2024]
    assert list(complete_years(answer, date(2026, 1, 1), AUGUST)) == [2024, 2025]


def test_an_academic_year_is_complete_when_its_last_summer_is_over() -> None:
    answer = answered(count(2024, 1), count(2025, 2), dated_by="round")
    assert list(complete_years(answer, date(2026, 7, 31), AUGUST)) == [2024]
    assert list(complete_years(answer, date(2026, 8, 1), AUGUST)) == [2024, 2025]


def test_a_row_of_unknown_year_belongs_to_no_year() -> None:
    answer = answered(Row({"year": None}, 3, None, 3.0), count(2024, 1))
    assert list(complete_years(answer, date(2026, 1, 1), AUGUST)) == [2024]


def test_the_year_judged_is_the_latest_with_a_figure_up_to_the_plans_last() -> None:
    rows = series(count(2024, 1), empty(2025, Sign.MISSING), count(2026, 3))
    assert last_year_with_data(rows, 2025) == 2024
    assert last_year_with_data(rows, 2026) == 2026
    assert last_year_with_data(rows, 2020) is None


def test_a_suppressed_figure_is_data_though_nobody_reads_it() -> None:
    assert last_year_with_data(series(count(2024, 1), empty(2025, Sign.SUPPRESSED)), 2025) == 2025


def test_programme_totals_start_at_the_first_year_and_pass_over_empty_ones() -> None:
    totals = added_up(series(count(2020, 9), count(2021, 2), count(2023, 3)), 2021)
    assert {year: row.value for year, row in totals.items()} == {2021: 2, 2022: 2, 2023: 5}


def test_a_total_is_unknown_from_the_first_unknown_year_on() -> None:
    totals = added_up(series(count(2021, 2), empty(2022, Sign.MISSING), count(2023, 3)), 2021)
    assert [(row.value, row.sign) for row in totals.values()] == [
        (2, None),
        (None, Sign.MISSING),
        (None, Sign.MISSING),
    ]


def test_no_rows_add_up_to_nothing() -> None:
    assert added_up({}, 2021) == {}


def test_a_trend_leaves_gaps_where_there_is_nothing_to_show() -> None:
    rows = series(count(2021, 1), empty(2023, Sign.SUPPRESSED), count(2024, 4))
    assert trend(rows) == ((2021, 1.0), (2022, None), (2023, None), (2024, 4.0))
    assert trend({}) == ()
