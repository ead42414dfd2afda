"""Which goals have another status than in an earlier build, by cause: other figures, or other rules over the same ones.

A status that moved by a new rule must not look like news.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.builds import BuildUnreadable, rows_before, serving
from dashboard.digest.changed_goals import Change, compose
from dashboard.earlier_builds import Earlier, NothingEarlier, earlier_build
from dashboard.pages.parts.view import View
from models.status import StatusRow


@dataclass(frozen=True)
class Changed:
    """The goals with another status than in `since`, by cause, and those of the same status with other figures.

    `with_figures`: this reader may see the earlier figures too, not the statuses alone.
    """

    since: Earlier
    figures: tuple[Change, ...]
    rules: tuple[Change, ...]
    same_status: tuple[Change, ...]
    with_figures: bool


def changed_since(rows: Sequence[StatusRow], view: View) -> Changed | NothingEarlier:
    """Since the edition or the day that the address names, else since the last edition, in the order of `rows`."""
    since = earlier_build(view.address.since, view.build)
    if isinstance(since, NothingEarlier):
        return since
    try:
        before = rows_before(since.build, view.build)
    except BuildUnreadable:
        return NothingEarlier("unreadable")
    changes = [change for changed in compose(before, rows).changes.values() for change in changed]
    order = {row.goal.id: place for place, row in enumerate(rows)}
    changes.sort(key=lambda change: order.get(change.row.goal.id, len(order)))
    with_figures = since.is_frozen or serving().viewer.sees_exact_figures
    return Changed(
        since,
        tuple(change for change in changes if not has_same_figures(change)),
        tuple(change for change in changes if has_same_figures(change)),
        _same_status(before, rows) if with_figures else (),
        with_figures,
    )


def has_same_figures(change: Change) -> bool:
    """Whether the figures judged are those of then, so that rules, settings or the plan made the difference."""
    before, now = change.before, change.now
    if before is None or now is None:
        return True
    if before.goal.rule == "milestone" or now.goal.rule == "milestone":
        return before.milestone == now.milestone
    return _figures(before) == _figures(now)


def _same_status(before: Sequence[StatusRow], now: Sequence[StatusRow]) -> tuple[Change, ...]:
    was = {row.goal.id: row for row in before}
    pairs = [Change(was[row.goal.id], row) for row in now if row.goal.id in was and row.status != "roll_up"]
    alike = [pair for pair in pairs if pair.before is not None and pair.before.status == pair.row.status]
    return tuple(pair for pair in alike if not has_same_figures(pair))


def _figures(row: StatusRow) -> tuple[object, ...]:
    return (row.year, row.value, row.baseline, row.comparison, row.numerator, row.denominator)
