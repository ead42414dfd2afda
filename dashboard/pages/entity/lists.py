"""Rows that belong to a thing: those of a list, its figures by another dimension, and where it is."""

from dataclasses import replace

from dashboard.builds import register
from dashboard.entities import Section
from dashboard.figures.map import Land, map_figure
from dashboard.format import number, short_day
from dashboard.markup import Html, tag
from dashboard.pages.entity.asked import answerable, by_member, figure
from dashboard.pages.entity.figures import all_suppressed, with_bar
from dashboard.pages.entity.part import Part
from dashboard.pages.entity.subject import Subject
from dashboard.pages.lists.readable import readable_list
from dashboard.pages.lists.rows import rows_of
from dashboard.pages.lists.table import list_table
from dashboard.pages.parts.entity_links import entity_link
from dashboard.pages.parts.view import View
from dashboard.text.labels import heading, member_name
from models.answer import Row, Sign

MOST_ROWS = 12
LAPSE_DAYS = 180
WAYS = 2  # out and in


def listed(section: Section, subject: Subject, view: View) -> Part | None:
    """The first rows of a list that belong to the thing, and the way to all of them."""
    wanted = readable_list(section.list)
    if wanted is None:
        return None
    unit = {subject.entity.narrow: (subject.key,)} if subject.entity.id in ("faculty", "department") else {}
    scope = None if unit else subject.scope
    rows = rows_of(wanted, scope, unit, view)
    if not rows.rows:
        return Part(tag("p", view.text("listed.nothing"), class_="card"), count=0)
    shown = replace(rows, rows=rows.rows[:MOST_ROWS])
    scoped = view.address.listed(wanted.id, None if unit else ".".join(subject.scope))
    to = scoped.to(**{"faculty": None, "department": None, **({subject.entity.id: subject.key} if unit else {})})
    key = "listed.all" if len(rows.rows) > MOST_ROWS else "listed.with_filter"
    sentence = view.text(key, n=number(len(rows.rows), view.language))
    rest = tag("p", tag("a", sentence, href=to.href, data_go=f"all-{section.id}"), class_="foot")
    return Part(
        tag("div", list_table(wanted, shown.rows, view), rest),
        metas=rows.metas,
        listed=(shown.figures, shown.suppressed, shown.bounded),
        count=len(rows.rows),
    )


def members(section: Section, subject: Subject, view: View) -> Part | None:
    """A row per member of another dimension, largest first: a column per indicator over the plan's years."""
    where = subject.where(section)
    by_name = {
        each.id: by_member(each, section.by, where, view) for each in answerable(section.indicators, where, view)
    }
    answers = {name: answer for name, answer in by_name.items() if answer is not None and answer.rows}
    if not answers:
        return None
    rows = {name: {row.key[section.by]: row for row in answer.rows} for name, answer in answers.items()}
    every = list(dict.fromkeys(member for each in rows.values() for member in each))
    first = next(iter(rows.values()))
    absent = Row({}, 0, None, 0.0)
    every.sort(key=lambda m: (-(first.get(m, absent).value or 0), str(m)))
    shown = [
        m for m in every if any(each.get(m, absent).sign or each.get(m, absent).numerator for each in rows.values())
    ]
    cells = [each.get(member, absent) for member in shown for each in rows.values()]
    metas = [answer.meta for answer in answers.values()]
    if cells and all(row.sign == Sign.SUPPRESSED for row in cells):
        return Part(all_suppressed(len(cells), view), cells, metas)
    most = {name: max((row.value or 0 for row in each.values()), default=0) for name, each in rows.items()}
    lines = [
        tag(
            "tr",
            tag("th", entity_link(section.by, member, view, f"by-{section.id}"), scope="row"),
            *[
                with_bar(view.build.indicators[name], each.get(member, absent), most[name], view)
                for name, each in rows.items()
            ],
        )
        for member in shown
    ]
    heads = [tag("th", view.build.indicators[name].name[view.language], scope="col", class_="drawn") for name in rows]
    head = tag("thead", tag("tr", tag("th", heading("dimension", section.by, view.language), scope="col"), *heads))
    caption = tag("caption", view.text(f"entity_section.{section.id}"), class_="unseen")

    def table(some: list[Html]) -> Html:
        return tag("table", caption, head, tag("tbody", *some), class_="figures with-bars")

    rest = lines[MOST_ROWS:]
    more = tag("details", tag("summary", view.text("goal.rest", n=len(rest))), table(rest)) if rest else None
    suppressed = sum(row.sign == Sign.SUPPRESSED for row in cells)
    html = tag("div", table(lines[:MOST_ROWS]), more)
    if suppressed * 2 > len(cells):
        html = tag("details", tag("summary", view.text("entity.by_member", n=suppressed, of=len(cells))), html)
    return Part(html, cells, metas)


def place(section: Section, subject: Subject, view: View) -> Part | None:
    """The country on a map, for the eye: the page says in words where it is."""
    code = str(subject.row.get(section.of) or "") if section.of else subject.key
    if code not in view.build.labels.get("country", {}):
        return None
    name = member_name(view.build.labels, "country", code, view.language)
    drawn = map_figure({code: Land(name, 1, "", view.address.entity("country", code).href)}, "world", view.language, "")
    if code in drawn.elsewhere:
        return None
    source = tag("p", view.text("map.source"), class_="foot")
    return Part(
        tag(
            "div",
            tag("p", entity_link("country", code, view, "map"), class_="says"),
            drawn.drawing,
            source,
            class_="card place",
        )
    )


def lapse(subject: Subject, view: View) -> Html | None:
    """What is about to lapse, before everything else; None where nothing is."""
    if not subject.entity.lapse:
        return None
    column = "agreement_id" if subject.entity.id == "agreement" else "partner_id"
    due = [
        row
        for row in register("agreements", view.build)
        if row[column] == subject.key and row["state"] == "in_effect" and _is_near(row["days_left"])
    ]
    if not due:
        return None
    first = min(due, key=lambda row: int(str(row["days_left"])))
    open_ = [row for row in due if not row["renewal_started"]]
    sentence = view.text(
        "entity.lapses" if len(due) == 1 else "entity.lapse",
        n=number(len(due), view.language),
        day=short_day(first["valid_to"], view.language),  # type: ignore[arg-type]  # a day, as days_left is known
        days=number(int(str(first["days_left"])), view.language),
    )
    renewal = view.text("entity.not_renewed" if open_ else "entity.renewal_started")
    return tag("p", tag("strong", sentence), " ", renewal, class_="notice lapse")


def flow(subject: Subject, view: View) -> Html | None:
    """Who went out and who came in over the plan's years, in a sentence; None where either is not shown."""
    where = {subject.entity.narrow: (subject.key,)}
    figures = [figure(each, where, view) for each in answerable(subject.entity.flows, where, view)]
    if len(figures) != WAYS or any(row.numerator is None for row, *_ in figures):
        return None
    (went, question, _), (came, *_) = figures
    first, last = question.years or (0, 0)
    sign = (came.numerator or 0) - (went.numerator or 0)
    balance = "entity.even" if sign == 0 else "entity.more_in" if sign > 0 else "entity.more_out"
    counts = {"went": number(went.numerator or 0, view.language), "came": number(came.numerator or 0, view.language)}
    return tag(
        "p", view.text(balance, **counts, years=view.text("foot.years", first=first, last=last)), class_="answer"
    )


def _is_near(days: object) -> bool:
    return isinstance(days, int) and 0 <= days <= LAPSE_DAYS
