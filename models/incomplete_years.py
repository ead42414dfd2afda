"""Years that were not over when they were last known: marked in every output, never compared with whole years."""

from collections.abc import Iterable
from datetime import date, timedelta

# Reference dates whose year is an academic one, named by the calendar year that it begins in.
ACADEMIC_YEAR = "academic_year"  # the dimension
ACADEMIC = frozenset({"round", "semester", "academic"})


def last_day(year: int, dated_by: str, academic_month: int) -> date:
    """The last day of a year by a reference date; academic years begin on the first of a month (2 to 12)."""
    return date(year + 1, academic_month, 1) - timedelta(days=1) if dated_by in ACADEMIC else date(year, 12, 31)


def incomplete(years: Iterable[int], dated_by: str, known_until: date, academic_month: int) -> dict[int, date]:
    """Of these years those that were not over on the day until which they are known, with that day."""
    return {year: known_until for year in sorted(set(years)) if last_day(year, dated_by, academic_month) >= known_until}


def asked_years(years: tuple[int, int] | None, known_until: date) -> range:
    """The years that one figure over several can hold: those asked for, else the newest two that can have begun."""
    first, last = years or (known_until.year - 1, known_until.year)
    return range(first, last + 1)
