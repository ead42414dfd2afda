"""Years that are not over, in words: the same on pages, in files and in the report."""

from collections.abc import Sequence

from dashboard.format import short_day
from dashboard.text import text
from models.answer import Meta

MARK = "*"


def incomplete_words(meta: Meta, language: str, years: Sequence[int] | None = None) -> list[str]:
    """`2026 is incomplete until 29 Nov 2026`, for each year of an answer that is not over, or for those of `years`."""
    return [
        text("foot.incomplete", language, year=year, day=short_day(day, language))
        for year, day in meta.incomplete.items()
        if years is None or year in years
    ]


def marked_year(year: int, meta: Meta) -> str:
    """A year, with a mark where it is not over."""
    return f"{year}{MARK}" if year in meta.incomplete else str(year)
