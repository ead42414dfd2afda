"""Years that are not over, in words: the same on pages, in files and in the report."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from dashboard.format import short_day
from dashboard.text import text
from models.answer import Meta

MARK = "*"
IN_A_ROW = 3


def incomplete_words(meta: Meta, language: str, years: Sequence[int] | None = None) -> list[str]:
    """`2026 is incomplete, known until 29 Nov 2026`, for each year of an answer that is not over, or of `years`.

    Three years or more in a row that are known until the same day (cohorts that are followed up) are named as one.
    """
    return [
        text("foot.incomplete", language, year=named, day=short_day(day, language))
        for day, unfinished in _by_day(meta, years)
        for named in _named(unfinished)
    ]


def _by_day(meta: Meta, years: Sequence[int] | None) -> Iterator[tuple[date, list[int]]]:
    kept = [(year, day) for year, day in sorted(meta.incomplete.items()) if years is None or year in years]
    for day, pairs in groupby(kept, key=lambda pair: pair[1]):
        yield day, [year for year, _ in pairs]


def _named(years: Sequence[int]) -> list[str]:
    first, last = years[0], years[-1]
    is_row = len(years) >= IN_A_ROW and last - first == len(years) - 1
    return [f"{first}–{last}"] if is_row else [str(year) for year in years]


def marked_year(year: int, meta: Meta) -> str:
    """A year, with a mark where it is not over."""
    return f"{year}{MARK}" if year in meta.incomplete else str(year)
