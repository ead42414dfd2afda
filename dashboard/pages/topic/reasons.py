"""Why people left a round: every reason, this round beside the one before, with their totals."""

from collections.abc import Iterable

from dashboard.markup import Html, tag
from dashboard.pages.parts.table import column, line, table
from dashboard.pages.parts.view import View
from dashboard.pages.topic.rounds import Chosen, round_name
from dashboard.pages.topic.steps import Count, total
from models.answer import Row, Sign

NOT_LEFT = "none"


def reasons(by: str, chosen: Chosen, view: View) -> Html | None:
    """The table, the most frequent reason of this round first; None where nobody left."""
    now = _counted(chosen.ask(by, chosen.round_, view).rows, by)
    before = _counted(chosen.ask(by, chosen.before, view).rows, by) if chosen.before else {}
    if not now and not before:
        return None
    order = sorted({*now, *before}, key=lambda reason: (-_size(now, reason), -_size(before, reason), reason))
    rounds = [(round_name(chosen.round_, chosen, view), now)]
    if chosen.before:
        rounds.append((round_name(chosen.before, chosen, view), before))
    left, left_before = total(now.values()), total(before.values())
    says = view.text("funnel.why", left=view.count(left))
    if left is None or (chosen.before and left_before is None):
        says = view.text("funnel.why_suppressed")
    elif chosen.before:
        says = view.text("funnel.why_both", left=view.count(left), before=rounds[1][0],
                         left_before=view.count(left_before))  # fmt: skip
    body = [
        line(
            view.name_of(by, reason),
            *[tag("td", view.count(counts.get(reason, 0)), class_="n", data_name=name) for name, counts in rounds],
        )
        for reason in order
    ]
    totals = [tag("td", view.count(total(counts.values())), class_="n", data_name=name) for name, counts in rounds]
    heads = [column(view.heading("dimension", by)), *(column(name, "n") for name, _ in rounds)]
    last = line(view.text("funnel.all_reasons", n=len(order)), *totals)
    return tag("div", tag("h3", says), table(says, heads, body, last, "figures reasons"))


def _counted(rows: Iterable[Row], by: str) -> dict[str, Count]:
    """Persons by reason; who has not left has none."""
    return {
        str(row.key[by]): None if row.sign == Sign.SUPPRESSED else int(row.numerator or 0)
        for row in rows
        if row.key[by] not in (None, NOT_LEFT)
    }


def _size(counts: dict[str, Count], reason: str) -> int:
    return counts.get(reason, 0) or 0
