"""A status in words, with the years that it compares where it compares several."""

from dashboard.text import text, texts
from models.status import StatusRow


def status_words(row: StatusRow, language: str) -> str:
    """The word of a status; after a break with its years: `recovered, not above 2019`."""
    between = f"status_between.{row.status}"
    if between in texts(language) and row.comparison_year is not None:
        return text(between, language, since=row.baseline_year, earlier=row.comparison_year)
    return text(f"status.{row.status}", language)


def halves_words(row: StatusRow, language: str) -> str:
    """How many parts of a goal are judged; nothing for a goal without parts."""
    return text("halves.judged", language, n=row.halves_judged, of=len(row.halves)) if row.halves else ""
