"""What changed since a frozen figure, as the cells of a table: the same on a page and on the command line."""

from dashboard.format import cell, part_of_change
from dashboard.text import text
from models.answer import Sign
from models.changes import Change, Part
from models.changes.change import CAUSES


def heads(language: str) -> list[str]:
    """The headings of the cells."""
    keys = ("since.then", "since.data", "since.definition", "since.units", "since.now", "since.change")
    return [text(key, language) for key in keys]


def cells(change: Change, unit: str, language: str) -> list[str]:
    """As frozen, what each cause changed, as it is today, and the difference; of percentages in points."""
    if change.parts is None:
        moved = [Sign.SUPPRESSED.value] * (len(CAUSES) + 1)
    else:
        moved = [_moved(part, unit, language) for part in (*change.parts.values(), change.whole)]
    then, now = (Sign.MISSING.value if row is None else cell(row, unit, language) for row in (change.then, change.now))
    return [then, *moved[:-1], now, moved[-1]]


def _moved(part: Part | None, unit: str, language: str) -> str:
    if part is None or part.value is None:
        return Sign.NOT_APPLICABLE.value
    return part_of_change(float(part.value), unit, language)
