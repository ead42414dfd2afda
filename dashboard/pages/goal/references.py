"""Figures of others to read the university's beside: whose they are, and their source."""

from dashboard.format import goal_line
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.view import View
from models.status import StatusRow


def references(reading: Reading, row: StatusRow, view: View) -> Html | None:
    """Figures of others to read the university's beside, each with whose it is and its source."""
    if not reading.scope.is_whole:
        return None
    language = view.language
    items = [
        tag(
            "li",
            tag("b", f"{view.text(f'reference.{one.label}')}: "),
            f"{one.title[language]}, {goal_line(one.value, one.unit, language)}",
            f" ({one.year})" if one.year else None,
            tag("small", f" {one.source}", lang=""),
        )
        for one in row.references
        if one.indicator in (None, reading.scope.indicator.id)
    ]
    return tag("ul", *items, class_="references") if items else None
