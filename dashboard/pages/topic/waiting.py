"""Who must act on those who wait: at each step the units or partners that they wait for, the longest queues first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dashboard.markup import Html, tag
from dashboard.pages.parts.view import View
from dashboard.pages.parts.weeks import promised_weeks
from dashboard.pages.topic.rounds import Chosen
from dashboard.pages.topic.steps import LONG, WAITING, Count, total
from dashboard.topics import Section
from data_contracts.codes import code_table, code_values
from models.answer import Row, Sign
from models.question import QuestionError

MOST = 6  # queues shown of a step
Queue = tuple[Count, Count]  # who wait, and of them who wait longer than promised


def who_must_act(section: Section, chosen: Chosen, view: View) -> Html | None:
    """The queues of the steps that the section's `acts` name, in a running round; None where nobody waits.

    Readers of the furthest stage alone get none. A dimension that this reader may not see is left out.
    """
    if not chosen.round_.is_running or chosen.is_limited or section.stages is None or section.progress is None:
        return None
    stages, weeks = code_values(section.stages), promised_weeks(view)
    places = {code: (stage, outcome) for code, _, _, stage, outcome in code_table(section.progress).iter_rows()}
    bodies, every = [], []
    for step, by in section.acts.items():
        before = stages[stages.index(step) - 1]
        wanted = {code: outcome for code, (stage, outcome) in places.items() if stage == before}
        try:
            rows = chosen.ask((by, "progress"), chosen.round_, view).rows
        except QuestionError:
            continue
        queues = queues_of(rows, by, wanted)
        every += list(queues.values())
        if queues:
            name = view.name_of("furthest_stage", step)
            head = tag("tr", tag("th", name, colspan=2, scope="rowgroup"), class_="area")
            bodies.append(tag("tbody", head, *_rows(by, queues, view)))
    if not bodies:
        return None
    waiting, long = total(w for w, _ in every), total(n for _, n in every)
    says = view.text("funnel.who", waiting=view.count(waiting), long=view.count(long), weeks=weeks)
    heads = [
        tag("th", view.text("funnel.who_head"), scope="col"),
        tag("th", view.text("funnel.longer_head", weeks=weeks), scope="col", class_="n"),
    ]
    caption = tag("caption", says, class_="unseen")
    table = tag("table", caption, tag("thead", tag("tr", *heads)), *bodies, class_="figures queues")
    return tag("div", tag("h3", says), table)


def queues_of(rows: Sequence[Row], by: str, wanted: Mapping[str, str]) -> dict[str, Queue]:
    """Member → its queue, from rows by `by` and `progress`; `wanted` maps the members of progress at the step to their
    outcome. Those with the most who wait longer than promised come first; a member for whom nobody waits is left out.
    """
    counts: dict[str, dict[str, Count]] = defaultdict(dict)
    for row in rows:
        outcome = wanted.get(str(row.key["progress"]))
        if outcome in (WAITING, LONG):
            counts[str(row.key[by])][outcome] = None if row.sign == Sign.SUPPRESSED else int(row.numerator or 0)
    queues = {member: (total(queued.values()), queued.get(LONG, 0)) for member, queued in counts.items()}
    return dict(sorted(queues.items(), key=lambda item: (-(item[1][1] or 0), -(item[1][0] or 0), item[0])))


def _rows(by: str, queues: Mapping[str, Queue], view: View) -> Iterator[Html]:
    most = MOST if len(queues) > MOST + 1 else len(queues)  # a rest of one has a name
    shown, rest = list(queues.items())[:most], list(queues.values())[most:]
    lines = [(view.name_of(by, member), queue) for member, queue in shown]
    if rest:
        others = view.text("funnel.others", n=view.number(len(rest)))
        lines.append((others, (total(waiting for waiting, _ in rest), total(long for _, long in rest))))
    for name, (waiting, long) in lines:
        says = view.text("funnel.longer", long=view.count(long), waiting=view.count(waiting))
        yield tag("tr", tag("th", name, scope="row"), tag("td", says, class_="n"))
