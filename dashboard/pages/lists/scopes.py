"""Which rows of a list belong to a partner or a country, and which a unit meets although others hold them too."""

from collections.abc import Callable, Mapping

from dashboard.builds import entry, register
from dashboard.entities import entities
from dashboard.lists import List
from dashboard.pages.lists.cells import JOINED
from dashboard.pages.lists.figures import Figures
from dashboard.pages.parts.entity_links import NAMED, NOBODY
from dashboard.pages.parts.view import View
from models.question import Where
from models.registers import Entry

UNIT_COLUMNS = {"faculty": ("faculty", "faculties"), "department": ("department", "departments")}


def scope_of(view: View) -> tuple[str, str] | None:
    """The kind and the key of the thing whose rows the address asks for; None for all, or for what is not there."""
    kind, _, key = (view.address.scope or "").partition(".")
    return (kind, key) if kind and key and is_there(kind, key, view) else None


def is_there(kind: str, key: str, view: View) -> bool:
    """Whether there is such a thing that the reader may see."""
    if kind == "goal":
        return any(goal.id == key for goal in view.build.plan.goals)
    entity = entities().get(kind)
    if entity is None:
        return False
    if entity.register_:
        return entry(entity.register_, key, view.build, entity.key or None) is not None
    return kind in NAMED and key not in NOBODY and key in view.build.labels.get(kind, {})


def belonging(listed: List, scope: tuple[str, str], view: View) -> Callable[[Entry], bool]:
    """Which rows belong to a thing; of a list that says nothing of such things none does."""
    kind, key = scope
    match listed.scopes.get(kind):
        case None:
            return lambda _: False
        case "covers":
            return _covered(listed, kind, key, view)
        case "takes_part":
            taking = (other for other in register("participants", view.build) if other[_TAKES_PART[kind]] == key)
            projects = {other["project_id"] for other in taking}
            return lambda row: row["project_id"] in projects
        case column:
            return lambda row: key in str(row[column] or "").split(JOINED)


_TAKES_PART = {"partner": "partner_id", "country": "country"}


def _covered(listed: List, kind: str, key: str, view: View) -> Callable[[Entry], bool]:
    """Which agreements are for a programme, or which programmes those of a partner, or one, are for."""
    if listed.register_ == "agreements":
        programme = entry("programmes", key, view.build)
        return lambda row: programme is not None and covers(row, programme)
    column = "agreement_id" if kind == "agreement" else "partner_id"
    agreements = [each for each in register("agreements", view.build) if each[column] == key]
    return lambda row: any(covers(each, row) for each in agreements)


def covers(agreement: Entry, programme: Entry) -> bool:
    """Whether students of a programme can go by an agreement that is in effect."""
    if agreement["state"] != "in_effect":
        return False
    levels = str(agreement["degree_levels"] or programme["degree_level"]).split(JOINED)
    if programme["degree_level"] not in levels:
        return False
    if agreement["programmes"]:
        return programme["programme_code"] in str(agreement["programmes"]).split(JOINED)
    if agreement["is_whole"]:
        return True
    if programme["department"] in str(agreement["departments"] or "").split(JOINED):
        return True
    return not agreement["departments"] and programme["faculty"] in str(agreement["faculties"] or "").split(JOINED)


def of_unit(row: Entry, listed: List, figures: Mapping[str, Figures | None], unit: Where) -> bool:
    """Whether a row is a unit's own, or one for several whose partner the unit's students have used.

    A suppressed figure counts as use: that there is none must not show.
    """
    [(level, (code,))] = unit.items()
    units = [str(row[name] or "").split(JOINED) for name in UNIT_COLUMNS[level] if name in row]
    if not units:  # a register that knows no units: its figures are the unit's
        return True
    if any(code in codes for codes in units):
        return True
    is_shared = bool(row.get("is_whole")) or any(len(codes) > 1 for codes in units)
    if not is_shared or listed.register_ != "agreements":
        return False
    used = [figure.row(row["partner_id"]) for name, figure in figures.items() if figure and name in ("out", "in")]
    return not used or any(each.numerator or each.sign is not None for each in used)
