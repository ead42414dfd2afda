"""Who may see which number: the rights and the hiding that every answer goes through."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.answer import Row, Sign
from models.catalogue import Indicator
from models.question import Question, Viewer

PUBLIC_BASE = 5
PUBLIC_SMALLEST_DENOMINATOR = 23
PUBLIC_WHOLE_PERCENT_BELOW = 200


@dataclass(frozen=True)
class Disclosed:
    """Rows as the viewer may see them, and what was done: `exact`, `small_cells_hidden` or `rounded_to_5`."""

    rows: tuple[Row, ...]
    rounding: str


def disclose(
    rows: Iterable[Row], question: Question, indicator: Indicator, viewer: Viewer, hide_below: int
) -> Disclosed:
    """Hide and round. Publications, projects and money are not persons and stay exact for everybody."""
    rows = tuple(rows)
    if not indicator.persons or viewer.role == "institutional_analyst":
        return Disclosed(rows, "exact")
    rounding = rounding_for(viewer)
    shown = tuple(
        row if _may_see_exactly(row, question, viewer) else _primary(row, indicator, hide_below) for row in rows
    )
    # complementary hiding joins here: it needs the whole answer, before anything is rounded
    if viewer.role == "public":
        shown = tuple(_rounded(row, indicator) for row in shown)
    return Disclosed(shown, rounding)


def rounding_for(viewer: Viewer) -> str:
    """What is done to counts of persons before this viewer sees them."""
    if viewer.role == "institutional_analyst":
        return "exact"
    return "rounded_to_5" if viewer.role == "public" else "small_cells_hidden"


def _may_see_exactly(row: Row, question: Question, viewer: Viewer) -> bool:
    """Any employee sees the institution's own figures; a unit analyst also the own unit and below."""
    if viewer.role == "public":
        return False
    if not question.where and set(question.by) <= {"year"}:
        return True
    if viewer.unit is None:
        return False
    level = "faculty" if len(viewer.unit) == 2 else "department"  # noqa: PLR2004  # a faculty's code has two digits
    return row.key.get(level) == viewer.unit or question.where.get(level) == (viewer.unit,)


def _hidden(row: Row) -> Row:
    """The row with nothing left but its key and the sign."""
    return Row(row.key, None, None, None, Sign.HIDDEN)


def _primary(row: Row, indicator: Indicator, hide_below: int) -> Row:
    """Hide a row whose counts, or the rest of a share, stand for fewer persons than the limit. Zero is zero."""
    counts = [row.numerator, row.denominator]
    if indicator.is_share and row.numerator is not None and row.denominator is not None:
        counts.append(row.denominator - row.numerator)
    if any(count is not None and 0 < count < hide_below for count in counts):
        return _hidden(row)
    return row


def _rounded(row: Row, indicator: Indicator) -> Row:
    """Persons to the nearest 5 after all calculation; no rate on a denominator too small to carry one."""
    if row.sign is not None:
        return row
    value = row.value
    is_whole = False
    if row.denominator is None or indicator.value == "gap":
        value = _to_base(value)
    elif row.denominator < PUBLIC_SMALLEST_DENOMINATOR:
        return _hidden(row)
    elif value is not None and indicator.unit == "percent":
        is_whole = row.denominator < PUBLIC_WHOLE_PERCENT_BELOW
        value = round(value, 2 if is_whole else 3)
    elif value is not None:
        value = round(value, 2)
    return Row(row.key, _to_base(row.numerator), _to_base(row.denominator), value, is_whole=is_whole)


def _to_base(count: float | int | None) -> int | None:
    """The nearest multiple of five, halves away from zero."""
    if count is None:
        return None
    whole = int((abs(count) + PUBLIC_BASE / 2) // PUBLIC_BASE) * PUBLIC_BASE
    return whole if count >= 0 else -whole
