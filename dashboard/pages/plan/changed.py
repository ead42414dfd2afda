"""The landing page's band: which goals have another status since an edition or a day, and why."""

from collections.abc import Sequence

from dashboard.digest.changed_goals import Change
from dashboard.earlier_builds import NothingEarlier
from dashboard.markup import Html, join, tag
from dashboard.pages.changes.choice import nothing, since_choice, since_words
from dashboard.pages.changes.compared import Changed
from dashboard.pages.parts.pill import body
from dashboard.pages.parts.view import View
from dashboard.theme.status import LOOKS
from models.status import StatusRow

MOST = 4  # goals named for each cause; the others are on a page of their own


def band(changed: Changed | NothingEarlier, view: View) -> Html | None:
    """Since when, and for each cause the goals with their status then and now; None where nothing is earlier."""
    if isinstance(changed, NothingEarlier):
        if changed.reason == "first":
            return None
        since, parts = None, [nothing(changed, view, class_="part")]
    elif not changed.figures and not changed.rules:
        since = since_words(changed.since, view)
        parts = [tag("div", tag("p", view.text("changed.nothing")), class_="part")]
    else:
        since = since_words(changed.since, view)
        causes = (("changed.figures", changed.figures), ("changed.rules", changed.rules))
        parts = [_cause(key, changes, view) for key, changes in causes]
    chosen = changed if isinstance(changed, NothingEarlier) else changed.since
    other = tag("details", tag("summary", view.text("changed.other")), since_choice(chosen, view))
    head = tag("div", tag("h2", view.text("changed.since")), since, other, class_="part")
    return tag("section", head, *parts, class_="changed card", aria_label=view.text("changed.title"))


def _cause(key: str, changes: Sequence[Change], view: View) -> Html:
    items = [tag("li", _line(change, view)) for change in changes[:MOST]]
    head = tag("h3", view.text(key), tag("span", f" · {len(changes)}"))
    to, rest = view.address.changes(view.address.since), len(changes) - len(items)
    more = tag("a", view.text("changed.more", n=rest), href=to.href, data_go=f"all-{key}")
    shown = tag("ul", *items) if items else tag("p", view.text("changed.none"))
    return tag("div", head, shown, tag("p", more) if rest else None, class_="part")


def _line(change: Change, view: View) -> Html:
    """`C1 ◐ behind pace → ● on pace`."""
    goal = change.row.goal
    name = tag("a", goal.id, href=view.address.to(goal=goal.id).href, data_go=f"changed-{goal.id}",
               title=goal.short[view.language])  # fmt: skip
    shown = [_status(row, view) if row else view.text("changed.not_there") for row in (change.before, change.now)]
    return join(name, " ", shown[0], " → ", shown[1])


def _status(row: StatusRow, view: View) -> Html:
    sign, words = body(row.status, view.language)
    return tag("span", sign, " ", words, class_=f"to {LOOKS[row.status].tint}")
