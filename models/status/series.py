"""Yearly rows of an answer, and what a judgement needs from them."""

from collections.abc import Mapping
from datetime import date

from models.answer import Answer, Row, Sign
from models.incomplete_years import last_day

Series = Mapping[int, Row]


def complete_years(answer: Answer, known_until: date, academic_month: int) -> Series:
    """The answer's rows by year, without years that were not over on the day until which they are known."""
    rows = {year: row for row in answer.rows if isinstance(year := row.key["year"], int)}
    dated_by = answer.meta.dated_by
    return {year: row for year, row in sorted(rows.items()) if last_day(year, dated_by, academic_month) < known_until}


def last_year_with_data(series: Series, until: int) -> int | None:
    """The latest year, at most `until`, that has a figure or suppresses one."""
    known_years = [y for y, row in series.items() if y <= until and row.sign in (None, Sign.SUPPRESSED)]
    return max(known_years, default=None)


def added_up(series: Series, first_year: int) -> Series:
    """Counts or sums from `first_year` to each year; a year without a row adds nothing.

    From a year whose figure cannot be shown on, neither can the total.
    """
    years = [year for year in series if year >= first_year]
    totals: dict[int, Row] = {}
    total: float | int = 0
    sign: Sign | None = None
    for year in range(first_year, max(years, default=first_year - 1) + 1):
        row = series.get(year)
        if row is not None and row.numerator is None:
            sign = sign or row.sign or Sign.MISSING
        total += (row.numerator or 0) if row is not None else 0
        is_known = sign is None
        totals[year] = Row({"year": year}, total if is_known else None, None, float(total) if is_known else None, sign)
    return totals


def trend(series: Series) -> tuple[tuple[int, float | None], ...]:
    """Every year from the first to the last with its value, None where there is none to show."""
    if not series:
        return ()
    rows = ((year, series.get(year)) for year in range(min(series), max(series) + 1))
    return tuple((year, None if row is None else row.value) for year, row in rows)
