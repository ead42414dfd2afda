"""Who makes the figure up: the members of a dimension in the year shown, each unit leading to those below it."""

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from dashboard.address import Address
from dashboard.builds import answer
from dashboard.figures.bars import Bar, bars_figure
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.head import units_switch
from dashboard.pages.goal.programme import FRAMEWORK
from dashboard.pages.parts.answer_table import answer_table
from dashboard.pages.parts.cases import rounded_up
from dashboard.pages.parts.entity_links import entity_address
from dashboard.pages.parts.few_counts import are_few, by_count, few_counts
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section, Unanswered
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.unknown_members import largest_first, unknown_note
from dashboard.pages.parts.view import View
from models.answer import Answer, Row
from models.question import Question

MOST_BARS = 15
MOST_ROWS = 60


def breakdown(reading: Reading, view: View) -> Section | Unanswered | None:
    """The section; None for an indicator that cannot be broken down."""
    by, year = reading.scope.by, reading.year
    if by is None or year is None:
        return None
    result = answer(question_by(reading, by, year), view.build)
    title, choices = _heading(reading, by, view)
    rows = largest_first(result.rows, by)
    if not rows:
        return Unanswered("by", title, view.text("empty.chart"), choices)
    if are_few(reading.scope.indicator, rows):
        return _few(reading, by, result, (title, choices), view)
    whole = _whole(reading)
    line = None
    if whole is not None:
        line = whole, f"{_scope_name(reading, view)} {view.figure(whole, reading.unit)}"
    bars = [_bar(result, by, row, below(row.key[by], by, view), view) for row in rows[:MOST_BARS]]
    says, drawn = _sentence(rows, by, whole, reading, view), bars_figure(bars, view.language, line)
    return _section((title, choices), says, drawn, result, rows, reading, view)


def _section(  # noqa: PLR0917  # what a section is made of
    head: tuple[Html, Html],
    says: str,
    drawn: go.Figure,
    result: Answer,
    rows: Sequence[Row],
    reading: Reading,
    view: View,
) -> Section:
    """The bars say what the table does, figures and counts, so it is folded below them."""
    by = str(reading.scope.by)
    return Section(
        name="by",
        chart="bars",
        heading=head[0],
        sentence=says,
        figure=drawn,
        meta=result.meta,
        table=_table(result, rows, by, reading, view),
        choices=head[1],
        folded=view.text("goal.by_table"),
        note=_below_all(result, rows, reading, view),
    )


def _few(reading: Reading, by: str, result: Answer, head: tuple[Html, Html], view: View) -> Section:
    """Counts in place of shares, in the order of how many."""
    rows = by_count(result.rows, by)
    says, bars = few_counts(result, rows, by, {row.key[by]: below(row.key[by], by, view) for row in rows}, view)
    drawn = bars_figure(bars[:MOST_BARS], view.language, None)
    return _section(head, says, drawn, result, rows, reading, view)


def question_by(reading: Reading, by: str, year: int) -> Question:
    """The year's figures by member; of a framework programme all since its first year."""
    scope, programme = reading.scope, reading.programme
    if programme is None:
        return scope.question(scope.indicator.id, (by,), (year, year))
    question = scope.question(scope.indicator.id, (by,), (programme.first_year, year))
    return replace(question, where={**question.where, FRAMEWORK: (programme.name,)})


def _whole(reading: Reading) -> float | None:
    """The value that the bars are held against: the scope's own, where it compares."""
    indicator = reading.scope.indicator
    compares = indicator.denominator is not None and indicator.value != "gap"
    return reading.now.value if compares else None


def _scope_name(reading: Reading, view: View) -> str:
    scope = reading.scope
    if scope.is_whole:
        return view.text("goal.university")
    level, code = ("department", scope.department) if scope.department else ("faculty", scope.faculty)
    return view.short_name(level, code)


def below(member: str | int | None, by: str, view: View) -> Address | None:
    """The page of a unit among the members, or of a partner, programme or country; None for what has no page."""
    if by not in ("faculty", "department") or member is None:
        return entity_address(by, member, view)
    return view.address.to(**{by: str(member)}, by=None, compare=None, whatif=None)


def _bar(result: Answer, by: str, row: Row, link: Address | None, view: View) -> Bar:
    name = view.name_of(by, row.key[by])
    short = result.meta.labels.get(by, {}).get(str(row.key[by]), {}).get("short")
    return Bar(
        name,
        None if short == name else short,
        row.value,
        view.cell(row, result.meta.unit),
        link.href if link else None,
        counts=view.parts_of(row) if result.meta.unit == "percent" else None,
        note=None if result.meta.unit == "percent" else view.parts_of(row),
    )


def _heading(reading: Reading, by: str, view: View) -> tuple[Html, Html]:
    dimensions = [
        Option(
            view.word("dimension", name),
            view.address.to(by=None if name == reading.scope.dimensions[0] else name, compare=None, whatif=None),
            name == by,
        )
        for name in reading.scope.dimensions
    ]
    years = str(reading.year)
    if reading.programme and reading.programme.first_year != reading.year:
        years = f"{reading.programme.first_year}–{reading.year}"
    title = view.text("goal.by", dimension=view.word("dimension", by), year=years)
    choices = [
        units_switch(reading.scope, view) if reading.scope.is_whole and by in ("faculty", "department") else None,
        switch(view.text("goal.dimensions"), dimensions),
    ]
    return tag("h2", title), tag("div", *choices, class_="choices")


def _sentence(rows: Sequence[Row], by: str, whole: float | None, reading: Reading, view: View) -> str:
    first, unit = rows[0], reading.unit
    if first.value is None:
        return view.text("empty.chart")
    top = [row for row in rows if row.value == first.value]
    values = {"top": view.name_of(by, first.key[by]), "value": view.cell(first, unit)}
    if len(top) > 1:
        parts = [view.text("sentence.lead_together", n=len(top), value=values["value"])]
    elif whole is not None and first.value > whole:
        above = view.change(first.value - whole, unit, words=True).lstrip("+")
        scope = _scope_name(reading, view)
        parts = [view.text("sentence.leads_by", **values, above=above, scope=scope, whole=view.figure(whole, unit))]
    else:
        parts = [view.text("sentence.leads", **values)]
    lower = {"faculty": "department", "department": "programme"}.get(by)
    if lower in reading.scope.indicator.dimensions:
        parts.append(view.text("goal.click", dimension=view.word("plural", str(lower))))
    if len(rows) > MOST_BARS:
        parts.append(view.text("goal.most_bars", n=MOST_BARS))
    return " ".join(parts)


def _table(result: Answer, rows: Sequence[Row], by: str, reading: Reading, view: View) -> Html:
    more = len(rows) - MOST_ROWS
    requested = (view.address.compare or "").split(",")

    def table(shown: Sequence[Row], total: Row | None = None) -> Html:
        return answer_table(
            result,
            shown,
            view,
            caption=view.text("goal.by_table"),
            link=lambda row: below(row.key[by], by, view),
            total=total,
            is_chosen=lambda row: str(row.key[by]) in requested,
        )

    rest = rows[MOST_BARS:MOST_ROWS]
    return tag(
        "div",
        table(rows[:MOST_BARS], reading.programme.running[reading.year or 0] if reading.programme else reading.now),
        tag("details", tag("summary", view.text("goal.rest", n=len(rest))), table(rest)) if rest else None,
        tag("p", view.text("goal.more_rows", n=more), class_="foot") if more > 0 else None,
    )


def _below_all(result: Answer, rows: Sequence[Row], reading: Reading, view: View) -> Html:
    """What the figures rest on, and of whom they are unknown."""
    first_year = reading.programme.first_year if reading.programme else reading.year
    return tag(
        "div",
        unknown_note(result, rows, str(reading.scope.by), view),
        rounded_up([row.value for row in rows], reading.now.value, view) if reading.unit == "cases" else None,
        footer(result.meta, view, [first_year or 0, reading.year or 0], reading.now.denominator),
    )
