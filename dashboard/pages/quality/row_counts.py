"""How many rows a reader is shown: a row is most often a person, so that small counts of rows are suppressed too."""

from dashboard.build_explanation import may_see_rows
from dashboard.format import number, rounded_count


def row_count(count: int, language: str) -> str:
    """The count for whoever sees exact figures; for others to the nearest 5, and fewer than 5 as "<5"."""
    return number(count, language) if may_see_rows() else rounded_count(count, language)
