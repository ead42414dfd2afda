"""Who may see which number: the rights and the suppression that every answer goes through."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.answer import Row, Sign
from models.catalogue import Indicator
from models.disclosure.grain import LISTED, UNIT_DIMENSIONS, allow
from models.disclosure.merging import check_listed, is_listed
from models.disclosure.rounding import PUBLIC_BASE, rounded
from models.disclosure.suppression import suppressed_keys
from models.disclosure.table import Key
from models.question import Question, Viewer
from models.store import OpenBuild

__all__ = ["PUBLIC_BASE", "Disclosed", "check_rights", "disclose", "rounding_for", "sees_exactly"]


@dataclass(frozen=True)
class Disclosed:
    """Rows as the viewer may see them, and what was done: `exact`, `small_cells_suppressed` or `rounded_to_5`."""

    rows: tuple[Row, ...]
    rounding: str


def check_rights(question: Question, indicator: Indicator, viewer: Viewer) -> None:
    """Raises QuestionError, saying what to leave out, where the viewer may not ask this regardless of the answer."""
    if not sees_exactly(question, indicator, viewer):
        allow(question, indicator, viewer)
        check_listed(question, viewer)


def disclose(
    rows: Iterable[Row], question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild
) -> Disclosed:
    """Suppress and round. Publications, projects and money are not persons and stay exact for everybody.

    An empty cell that is suppressed becomes a row of its own: that it is missing would reveal that it is empty. The
    viewer must have the right to ask (see `check_rights`).
    """
    if sees_exactly(question, indicator, viewer) or not build.has_data(indicator):
        return Disclosed(tuple(rows), rounding_for(viewer) if indicator.persons else "exact")
    suppressed = suppressed_keys(question, indicator, viewer, build)
    k = max(build.config.settings.suppress_below, indicator.k or 0)
    shown = {tuple(row.key.values()): row for row in rows if is_listed(row, question, suppressed, k)}
    suppressed |= _below_suppressed(shown, question, indicator, viewer, build)
    shown |= {key: _suppressed(dict(zip(question.by, key, strict=True))) for key in suppressed}
    in_order = [shown[key] for key in sorted(shown, key=_order)]
    if viewer.role == "public":
        in_order = [rounded(row, indicator) if row.sign is None else row for row in in_order]
    return Disclosed(tuple(in_order), rounding_for(viewer))


def _below_suppressed(
    shown: Iterable[Key], question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild
) -> set[Key]:
    """The cells of units that are suppressed themselves, where the table by unit leaves out members (see `LISTED`)."""
    by = tuple(name for name in question.by if name not in LISTED)
    if by == question.by or not UNIT_DIMENSIONS.intersection(by):
        return set()
    where = {name: members for name, members in question.where.items() if name not in LISTED}
    above = suppressed_keys(replace(question, by=by, where=where), indicator, viewer, build)
    places = [question.by.index(name) for name in by]
    return {key for key in shown if tuple(key[place] for place in places) in above}


def rounding_for(viewer: Viewer) -> str:
    """What is done to counts of persons before this viewer sees them."""
    if viewer.sees_exact_figures:
        return "exact"
    return "rounded_to_5" if viewer.role == "public" else "small_cells_suppressed"


def sees_exactly(question: Question, indicator: Indicator, viewer: Viewer) -> bool:
    """Whether nothing is suppressed: no persons are counted, the analyst looks, or a unit's own analyst at the unit."""
    if not indicator.persons or viewer.sees_exact_figures:
        return True
    kept = (question.where.get(level) for level in ("faculty", "department"))
    return viewer.unit is not None and (viewer.unit,) in kept


def _suppressed(key: dict[str, str | int | None]) -> Row:
    """A row with nothing but its key and the sign."""
    return Row(key, None, None, None, Sign.SUPPRESSED)


def _order(key: Key) -> tuple[tuple[bool, str | int], ...]:
    """The order that the build gives rows in: by each dimension in turn, what is not known last."""
    return tuple([(member is None, "" if member is None else member) for member in key])
