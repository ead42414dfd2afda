"""What a goal without figures of its own shows: what is missing and what to do, or the goals below it."""

from collections.abc import Sequence

from dashboard.markup import Html, tag
from dashboard.pages.goal.scope import Scope
from dashboard.pages.parts.pill import counts_pill
from dashboard.pages.parts.view import View
from dashboard.pages.plan.table import goal_table
from dashboard.theme.status import LOOKS
from models.plan import Goal
from models.public_sources import could_come_from, no_public_source
from models.status import StatusRow


def missing(goal: Goal, scope: Scope | None, view: View) -> Html:
    """No data yet: which feed is missing, or that no indicator is defined, and the next step."""
    if scope is None:
        sentences = [view.text("empty.goal_none"), view.text("empty.goal_next_none")]
        if goal.rule == "milestone":
            sentences = [view.text("empty.goal_attested"), view.text("empty.goal_next_attested")]
    else:
        loaded = {source.feed for source in view.build.sources if source.rows_loaded}
        feeds = [feed for feed in scope.indicator.requires if feed not in loaded]
        names = ", ".join(view.word("feed", feed) for feed in feeds)
        sentences = [
            view.text("empty.goal_feeds", feeds=names) if feeds else view.text("empty.goal_no_rows"),
            view.text("empty.goal_next", folder=feeds[0] if feeds else scope.indicator.requires[0]),
            _public(goal, view),
        ]
    return tag(
        "div",
        tag(
            "h2",
            tag("span", LOOKS["no_data"].sign, class_="sign", aria_hidden="true"),
            " ",
            view.text("empty.goal_title"),
        ),
        *[tag("p", sentence) for sentence in sentences],
        class_="card empty",
    )


def _public(goal: Goal, view: View) -> str:
    """The public sources that would do, or that there is none."""
    indicators = [view.build.indicators[name] for name in goal.indicators if name in view.build.indicators]
    sources = [
        source.name[view.language] for one in indicators for source in could_come_from(one, view.build.indicators)
    ]
    if not sources:
        reasons = [why[view.language] for one in indicators if (why := no_public_source().get(one.id)) is not None]
        return " ".join((view.text("public.none"), *reasons))
    return view.text("public.would_do", sources=", ".join(dict.fromkeys(sources)))


def rolled_up(goal: Goal, scope: Scope | None, rows: Sequence[StatusRow], view: View) -> Html:
    """The statuses of the goals below, never one score, those goals, and the name of the goal's own figure."""
    below = [row for row in rows if row.goal.id in goal.rolls_up]
    own_row = next(row for row in rows if row.goal.id == goal.id)
    return tag(
        "div",
        tag("p", counts_pill(own_row.counts, view.language)),
        tag("h2", view.text("goal.children")),
        goal_table(view.build.plan, below, view.address, view.language),
        _own_figure(scope, view) if scope else None,
        class_="below",
    )


def _own_figure(scope: Scope, view: View) -> Html:
    """What the figure under the goals below is: it has a name and a definition, and no judgement."""
    name, definition = (words[view.language] for words in (scope.indicator.name, scope.indicator.definition))
    return tag("div", tag("h2", name), tag("p", definition, class_="sub"))
