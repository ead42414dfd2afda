"""The suppression of every table that may be asked for by one or two dimensions, decided before anybody asks."""

import time
from collections.abc import Iterator, Mapping, Sequence

from models.catalogue import Indicator
from models.disclosure.deciding import Count, Scope, forget
from models.disclosure.grain import EXACT_ONLY, UNIT_DIMENSIONS
from models.disclosure.measures import Amount
from models.disclosure.prepared import is_prepared, keep_measures, keep_tables
from models.disclosure.suppression import decided, measures_name, table_of
from models.kept_results import results_of
from models.question import Question, Viewer
from models.store import OpenBuild

FACULTY, DEPARTMENT = "faculty", "department"
Entry = tuple[Count, Amount | None]


def prepare_tables(build: OpenBuild, viewers: Sequence[Viewer], seconds: float) -> bool:
    """Decide and keep what is suppressed for some viewers, in so many seconds or little more; whether all of it is.

    Tables of few levels come first. A build in no warehouse has no place to keep it. Raises OSError where that
    cannot be written.
    """
    if results_of(build.folder) is None:
        return False
    end = time.monotonic() + seconds
    by_scope = _scopes(build, [each for each in viewers if not each.sees_exact_figures and each.unit is None])
    last = None
    for scope in sorted(by_scope, key=_order):
        if is_prepared(scope, build):
            continue
        if time.monotonic() > end:
            return False
        if last is not None and _order(scope)[:-1] != _order(last)[:-1]:
            forget(build)  # the next is made of other counts
        tables = (
            (count, amount, table_of(scope, count, amount, question, build))
            for (count, amount), question in by_scope[scope].items()
        )
        keep_tables(scope, tables, build)
        last = scope
    forget(build)
    return True


def _scopes(build: OpenBuild, viewers: Sequence[Viewer]) -> Mapping[Scope, Mapping[Entry, Question]]:
    """What is decided over which rows, each with a question that it answers; what is counted is kept by the way."""
    by_scope: dict[Scope, dict[Entry, Question]] = {}
    kept = set[tuple[str, str, str]]()
    for question, indicator in questions(build):
        for viewer in viewers:
            for scope, count, amount in decided(question, indicator, viewer, build):
                by_scope.setdefault(scope, {})[count, amount] = question
                if (of := (scope.fact.name, scope.year, indicator.id)) not in kept:
                    kept.add(of)
                    keep_measures(measures_name(scope.fact, scope.year, indicator, build), scope.measures, build)
    return by_scope


def _order(scope: Scope) -> tuple[bool, int, str, str, str, bool]:
    """Departments by another dimension last, few levels first; the public's table after that of employees, which it
    mostly is.
    """
    units, members = scope.grain.units, scope.grain.members
    is_last = bool(members) and any(DEPARTMENT in level for level in units)
    return is_last, len(units) + len(members), scope.fact.name, scope.year, str(scope.grain), not scope.shows_whole


def questions(build: OpenBuild) -> Iterator[tuple[Question, Indicator]]:
    """Each indicator of persons by each of its dimensions, and by those beside units by faculty and department.

    What compares a group with the rest has that group beside every unit.
    """
    for indicator in build.indicators.values():
        if not indicator.persons or not build.has_data(indicator):
            continue
        overlapping = {name for fact in indicator.facts for name in fact.overlapping_years}
        single = [name for name in indicator.dimensions if name not in EXACT_ONLY | overlapping]
        crossed = UNIT_DIMENSIONS if indicator.compares else (FACULTY, DEPARTMENT)
        units = [name for name in single if name in crossed]
        others = [name for name in single if name not in UNIT_DIMENSIONS]
        for by in ((), *((name,) for name in single), *((unit, other) for unit in units for other in others)):
            yield Question(indicator.id, by), indicator
