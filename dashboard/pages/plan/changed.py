"""What has another status than in a frozen edition, by cause: other figures, or other rules over the same ones.

A status that moved by a new rule must not look like news.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.builds import BuildUnreadable, chosen_build, frozen, rows_of
from dashboard.digest.changed_goals import Change, compose
from dashboard.format import short_day
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.pill import body
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from dashboard.theme.status import LOOKS
from models.status import StatusRow

MOST = 4  # goals named for each cause; the others unfold
OFFERED = 6  # editions to choose from


@dataclass(frozen=True)
class Changed:
    """The goals with another status since the edition `name`, by cause."""

    name: str
    figures: tuple[Change, ...]
    rules: tuple[Change, ...]


def changed_since(rows: Sequence[StatusRow], view: View) -> Changed | None:
    """Since the frozen edition that the address names, else the last one; None where there is none to compare with."""
    names = list(frozen())
    name = view.address.since if view.address.since in names else next(iter(names), None)
    if name is None or view.build.asked is not None:
        return None
    try:
        then = chosen_build(name)
        before = rows_of(then) if then is not None else None
    except BuildUnreadable:
        return None
    if before is None:
        return None
    changes = [change for changed in compose(before, rows).changes.values() for change in changed]
    order = {row.goal.id: place for place, row in enumerate(rows)}
    changes.sort(key=lambda change: order.get(change.row.goal.id, len(order)))
    return Changed(
        name,
        tuple(change for change in changes if not _same_figures(change)),
        tuple(change for change in changes if _same_figures(change)),
    )


def _same_figures(change: Change) -> bool:
    """Whether the figures judged are those of then, so that rules, settings or the plan made the difference."""
    before, now = change.before, change.now
    if before is None or now is None:
        return True
    if before.goal.rule == "milestone" or now.goal.rule == "milestone":
        return before.milestone == now.milestone
    return _figures(before) == _figures(now)


def _figures(row: StatusRow) -> tuple[object, ...]:
    return (row.year, row.value, row.baseline, row.comparison, row.numerator, row.denominator)


def band(changed: Changed, view: View) -> Html:
    """Since when, and for each cause the goals with their status then and now."""
    names = frozen()
    since = tag(
        "div",
        tag("h2", view.text("changed.since")),
        tag("p", tag("b", short_day(names[changed.name], view.language)), " ", changed.name),
        _others(changed, view),
        class_="part",
    )
    if not changed.figures and not changed.rules:
        nothing = tag("p", view.text("changed.nothing"))
        return tag("section", since, tag("div", nothing, class_="part"), class_="changed card",
                   aria_label=view.text("changed.label"))  # fmt: skip
    parts = [_cause("changed.figures", changed.figures, view), _cause("changed.rules", changed.rules, view)]
    return tag("section", since, *parts, class_="changed card", aria_label=view.text("changed.label"))


def _others(changed: Changed, view: View) -> Html | None:
    """The other editions to compare with."""
    options = [
        Option(
            short_day(day, view.language),
            view.address.to(since=None if place == 0 else name),
            name == changed.name,
            f"{name}, {short_day(day, view.language)}",
        )
        for place, (name, day) in enumerate(list(frozen().items())[:OFFERED])
    ]
    shown = switch(view.text("changed.other"), options)
    return shown and tag("details", tag("summary", view.text("changed.other")), shown)


def _cause(key: str, changes: Sequence[Change], view: View) -> Html:
    items = [tag("li", _line(change, view)) for change in changes]
    head = tag("h3", view.text(key), tag("span", f" · {len(changes)}"))
    rest = items[MOST:]
    more = tag("summary", view.text("changed.more", n=len(rest)))
    shown = tag("ul", *items[:MOST]) if items else tag("p", view.text("changed.none"))
    return tag("div", head, shown, tag("details", more, tag("ul", *rest)) if rest else None, class_="part")


def _line(change: Change, view: View) -> Html:
    """`C1 ◐ behind pace → ● on pace`."""
    goal = change.row.goal
    name = tag("a", goal.id, href=view.address.to(goal=goal.id, since=None).href, data_go=f"changed-{goal.id}",
               title=goal.short[view.language])  # fmt: skip
    shown = [_status(row, view) if row else view.text("changed.not_there") for row in (change.before, change.now)]
    return join(name, " ", shown[0], " → ", shown[1])


def _status(row: StatusRow, view: View) -> Html:
    sign, words = body(row.status, view.language)
    return tag("span", sign, " ", words, class_=f"to {LOOKS[row.status].tint}")
