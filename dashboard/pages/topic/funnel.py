"""A round of applicants, step by step: who went on, who waits and for how long, who left and why; the round before
beside it, on the same day and in the end. A round that still runs is never compared as if it were over.
"""

from dashboard.markup import Html, join, tag
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section as Answered
from dashboard.pages.parts.section import Unanswered
from dashboard.pages.parts.table import column, table
from dashboard.pages.parts.view import View
from dashboard.pages.parts.weeks import promised_weeks
from dashboard.pages.topic.reasons import reasons
from dashboard.pages.topic.rounds import Chosen, chosen_round, round_name, round_switch
from dashboard.pages.topic.steps import Count, Earlier, Step, reached_alone, steps, total
from dashboard.pages.topic.waiting import who_must_act
from dashboard.topics import Section
from data_contracts.codes import code_values
from models.answer import Answer

STAGE = "furthest_stage"
# The parts of a step's bar in their order, as the style sheet names them
WENT_ON, WAITS, WAITS_LONG, NOT_DUE, LEFT = "on", "waits", "long", "not-due", "left"


def funnel(section: Section, view: View) -> Answered | Unanswered:
    """The section; without figures, what is missing."""
    indicator = view.build.indicators[section.indicators[0]]
    chosen = chosen_round(indicator, view)
    if chosen is None or section.stages is None or section.progress is None:
        has_old_facts = view.build.has_data(indicator) and not view.build.rounds
        return Unanswered(section.id, None, view.text("funnel.older_build" if has_old_facts else "empty.chart"))
    result, walked = _walked(section, chosen, view)
    against = tag("p", _against(chosen, view), class_="sub") if chosen.before else None
    why, who = reasons(section.by, chosen, view) if section.by else None, who_must_act(section, chosen, view)
    return Answered(
        name=section.id,
        chart="",
        heading=None,
        choices=round_switch(chosen, view),
        sentence=sentence(walked, chosen, view),
        figure=None,
        meta=result.meta,
        legend=join(against, _legend(walked, chosen, view)),
        table=_table(walked, chosen, view),
        note=join(
            tag("p", view.text("funnel.adds_up"), class_="foot") if not chosen.is_limited else None,
            footer(result.meta, view, [chosen.round_.year], None),
            tag("div", why, who, class_="pair"),
        ),
    )


def _walked(section: Section, chosen: Chosen, view: View) -> tuple[Answer, list[Step]]:
    """The steps as this reader may see them, and the answer that they are made from."""
    stages, before = code_values(section.stages or ""), chosen.before
    furthest = chosen.ask(STAGE, chosen.round_, view)
    finished = chosen.ask(STAGE, before, view).rows if before else ()
    if chosen.is_limited:
        is_running = chosen.round_.is_running
        return furthest, reached_alone(stages, furthest.rows, Earlier(finished), is_running=is_running)
    same_day = chosen.ask("stage_same_day", before, view).rows if before and chosen.same_day else ()
    result = chosen.ask("progress", chosen.round_, view)
    return result, steps(stages, section.progress or "", result.rows, furthest.rows, Earlier(finished, same_day))


def sentence(walked: list[Step], chosen: Chosen, view: View) -> str:
    """How many wait and where, in a round that runs; how many came to the end, in one that is over."""
    first, last = walked[0].reached, walked[-1].reached
    name = round_name(chosen.round_, chosen, view)
    if not chosen.round_.is_running:
        if first is None or last is None:
            return view.text("funnel.says_over", round=name)
        return view.text("funnel.says_finished", round=name, first=view.count(first), last=view.count(last),
                         left=view.count(total(step.left for step in walked)))  # fmt: skip
    waiting, long = total(s.waiting for s in walked), total(s.waiting_long for s in walked)
    if first is None or waiting is None:
        return view.text("funnel.says_runs", round=name)
    says = view.text("funnel.says_running", round=name, first=view.count(first), waiting=view.count(waiting),
                     left=view.count(total(step.left for step in walked)),
                     not_due=view.count(walked[-1].not_due))  # fmt: skip
    if not long:
        return says
    most = max(walked, key=lambda step: step.waiting_long or 0)
    step = view.name_of(STAGE, most.stage).lower()
    more = view.text("funnel.says_long", long=view.count(long), weeks=promised_weeks(view),
                     most=view.count(most.waiting_long), step=step)  # fmt: skip
    return f"{says} {more}"


def _against(chosen: Chosen, view: View) -> str:
    """Which round is beside, and on which of its days."""
    if chosen.before is None:
        return ""
    before = round_name(chosen.before, chosen, view)
    if chosen.same_day is None:
        return view.text("funnel.against", before=before)
    return view.text("funnel.against_same_day", before=before, day=view.short_day(chosen.same_day),
                     today=view.short_day(chosen.round_.known_on))  # fmt: skip


def _knows_left(chosen: Chosen) -> bool:
    """Whether this reader sees who left: of a running round only beside those who wait."""
    return not (chosen.is_limited and chosen.round_.is_running)


def _legend(walked: list[Step], chosen: Chosen, view: View) -> Html:
    """What each mark means; only marks that are drawn."""
    running = chosen.round_.is_running and not chosen.is_limited
    parts = [(WENT_ON, view.text("funnel.on"))]
    if running:
        parts += [(WAITS, view.text("funnel.waits"))]
    if any(step.waiting_long for step in walked):
        parts += [(WAITS_LONG, view.text("funnel.long", weeks=promised_weeks(view)))]
    if any(step.not_due for step in walked):
        parts += [(NOT_DUE, view.text("funnel.not_due"))]
    parts += [(LEFT, view.text("funnel.left"))] if _knows_left(chosen) else []
    if chosen.before:
        before = round_name(chosen.before, chosen, view)
        parts += [("before", view.text("funnel.before", before=before))]
        parts += [("tick", view.text("funnel.same_day", before=before))] if chosen.same_day else []
    marks = [tag("li", tag("i", class_=kind, aria_hidden="true"), words) for kind, words in parts]
    return tag("ul", *marks, class_="marks")


def _table(walked: list[Step], chosen: Chosen, view: View) -> Html:
    running, text = chosen.round_.is_running and not chosen.is_limited, view.text
    heads = [text("funnel.reached")]
    heads += [text("funnel.left_head")] if _knows_left(chosen) else []
    heads += [text("funnel.waiting_head"), text("funnel.long_head", weeks=promised_weeks(view))] if running else []
    heads += [text("funnel.same_day_head")] if chosen.same_day else []
    heads += [text("funnel.before_head")] if chosen.before else []
    widest = max([1, *(count for step in walked for count in (step.reached, step.finished) if count)])
    rows = [
        _row(step, before, widest, heads, chosen, view)
        for step, before in zip(walked, [None, *walked[:-1]], strict=True)
    ]
    columns = [column(text("topic.stage")), column(tag("span", text("funnel.bar"), class_="unseen"), "drawn")]
    columns += [column(name, "n") for name in heads]
    return table(chosen.indicator.name[view.language], columns, rows, class_="figures listing steps")


def _row(  # noqa: PLR0917
    step: Step, before: Step | None, widest: int, heads: list[str], chosen: Chosen, view: View
) -> Html:
    running = chosen.round_.is_running and not chosen.is_limited
    blank = before is None
    cells: list[str] = [view.count(step.reached)]
    cells += ["" if blank else view.count(step.left)] if _knows_left(chosen) else []
    if running:
        waits = view.count(step.waiting)
        if step.not_due or step.not_due is None:
            due = view.text("funnel.not_due_count", n=view.count(step.not_due))
            waits = due if step.waiting == 0 else f"{waits} + {due}"
        cells += ["" if blank else waits, "" if blank else view.count(step.waiting_long)]
    cells += [view.count(step.same_day)] if chosen.same_day else []
    cells += [view.count(step.finished)] if chosen.before else []
    return tag(
        "tr",
        tag("th", view.name_of(STAGE, step.stage), scope="row"),
        tag("td", _bar(step, before, widest), class_="drawn"),
        *[
            tag("td", cell, class_="n strong" if head == heads[0] else "n", data_name=head)
            for cell, head in zip(cells, heads, strict=True)
        ],
    )


def _bar(step: Step, before: Step | None, widest: int) -> Html:
    """The parts of those who reached the step before, and the round before as a thin line with its same day."""
    waits = None if step.waiting is None or step.waiting_long is None else step.waiting - step.waiting_long
    parts: list[tuple[str, Count]] = [(WENT_ON, step.reached)]
    if before is not None:
        parts += [(WAITS, waits), (WAITS_LONG, step.waiting_long), (NOT_DUE, step.not_due), (LEFT, step.left)]
    drawn = [tag("i", class_=kind, style=f"width:{100 * count / widest:.2f}%") for kind, count in parts if count]
    line = tag("i", class_="before", style=f"width:{100 * step.finished / widest:.2f}%") if step.finished else None
    at = tag("u", style=f"left:{100 * step.same_day / widest:.2f}%") if step.same_day else None
    thin = tag("span", line, at, class_="thin") if line or at else None
    return tag("span", tag("span", *drawn, class_="stack"), thin, class_="stacked", aria_hidden="true")
