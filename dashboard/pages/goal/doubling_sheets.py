"""The charts of a doubling as tables to take out: grants added up by year, and who holds them."""

from dashboard.downloads.sheet import Column, Sheet
from dashboard.pages.goal.doubling import Doubling
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.holders import dimensions_of, pairs_by
from dashboard.pages.goal.programme import FRAMEWORK
from dashboard.pages.parts.view import View
from models.question import Question


def doubling_sheet(chart: str, doubled: Doubling, reading: Reading, view: View) -> Sheet | None:
    """The curves (`trend`) or the members (`bars`); None for a chart that the page does not have."""
    if chart == "trend":
        return _curves(doubled, view)
    return _members(doubled, reading, view) if chart == "bars" else None


def _curves(doubled: Doubling, view: View) -> Sheet:
    now, former = dict(doubled.former.now.counts), doubled.former.former
    path = dict(doubled.path) if doubled.former.due is not None else {}
    first = doubled.former.now.first_year
    rows = [
        (
            first + place,
            now.get(first + place) if first + place <= doubled.year else None,
            path.get(place + 1),
            year,
            count,
        )
        for place, (year, count) in enumerate(former.counts)
    ]
    name = view.name_of(FRAMEWORK, former.framework)
    columns = (
        Column(view.text("goal.year")),
        Column(view.text("doubling.ours"), "number"),
        Column(view.text("doubling.path"), "number"),
        Column(f"{name}: {view.text('goal.year')}"),
        Column(name, "number"),
    )
    question = Question(doubled.counted_by, ("year",), {FRAMEWORK: (doubled.former.now.framework,)})
    return Sheet(view.text("doubling.added_up"), question, columns, rows)


def _members(doubled: Doubling, reading: Reading, view: View) -> Sheet | None:
    by, _ = dimensions_of(doubled, reading, view)
    if by is None:
        return None
    pairs, counted = pairs_by(by, doubled, view)
    columns = (
        Column(view.heading("dimension", by)),
        *(Column(view.text(f"doubling.{name}"), "number") for name in ("now", "then", "end")),
    )
    rows = [(pair.name, pair.now, pair.then, pair.total) for pair in pairs]
    meta = counted.meta
    return Sheet(
        view.text("doubling.added_up"), Question(meta.indicator, meta.by, meta.where, meta.years), columns, rows
    )
