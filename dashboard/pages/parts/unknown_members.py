"""What the files do not say: the member `unknown` comes last, however large it is, and a line says what it is."""

from collections.abc import Iterable, Sequence

from dashboard.markup import Html, tag
from dashboard.pages.parts.view import View
from dashboard.text import texts
from models.answer import Answer, Row

UNKNOWN = "unknown"


def is_unknown(member: str | int | None) -> bool:
    """Whether a member represents what the files do not say."""
    return member is None or member == UNKNOWN


def largest_first(rows: Iterable[Row], by: str) -> list[Row]:
    """The members with the largest values first, those without a value after them, the unknown one last."""
    return sorted(
        rows, key=lambda row: (is_unknown(row.key[by]), row.value is None, -(row.value or 0), str(row.key[by]))
    )


def unknown_note(result: Answer, rows: Sequence[Row], by: str, view: View) -> Html | None:
    """How many the unknown member has, and why it has any; None where there is no such member."""
    unknown = next((row for row in rows if is_unknown(row.key[by]) and row.numerator != 0), None)
    if unknown is None:
        return None
    name = view.name_of(by, unknown.key[by])
    return _note(name, view.cell(unknown, result.meta.unit), by, view)


def unknown_row_note(by: str, view: View) -> Html:
    """The same of a row with several figures, which are in the row itself."""
    return _note(view.name_of(by, UNKNOWN), None, by, view)


def _note(name: str, shown: str | None, by: str, view: View) -> Html:
    key = f"unknown_member.{by}"
    says = view.text(
        key if key in texts(view.language) else "unknown_member.other", dimension=view.word("dimension", by)
    )
    label = name[:1].upper() + name[1:] + (f" ({shown})" if shown else "")
    return tag("p", f"{label}: {says}", class_="foot unknown-member")
