"""Members beside each other over the years: a small chart of each, or up to four that the reader chooses in one."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.address import Address
from dashboard.builds import answer
from dashboard.figures.lines import LOOKS, WHOLE, Member, lines_figure
from dashboard.figures.multiples import Panel, multiples
from dashboard.markup import Html, join, tag
from dashboard.pages.goal.breakdown import below
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.legend import key
from dashboard.pages.parts.section import Section
from dashboard.pages.parts.switch import Option, menu
from dashboard.pages.parts.view import View
from models.answer import Answer, Row
from models.question import Question
from models.status.series import Series

MOST, MOST_ROWS, MOST_YEARS, MOST_PANELS = len(LOOKS), 15, 10, 15
UNITS = ("faculty", "department", "programme")
MEMBERS = ("faculty", "department", "programme", "partner", "scheme")  # that have a word of their own in the plural


@dataclass(frozen=True)
class Compared:
    """All members by year, the member that the page is about (None: no unit), and those chosen, in order.

    `is_chosen`: the reader chose some, whose lines are drawn in one chart; else each member has a small one of its own.
    `order` has every member, the highest in the year shown first.
    """

    by: str
    question: Question
    answer: Answer
    rows: Mapping[str, Mapping[int, Row]]
    own: str | None
    chosen: tuple[str, ...]
    is_chosen: bool
    order: tuple[str, ...]


def compare(reading: Reading, view: View) -> Section | None:
    """The section; None where there are no two members to compare."""
    comparison = compared(reading, view)
    if comparison is None:
        return None
    title = view.text("compare.title", dimension=view.word("dimension", comparison.by))
    members, whole = _lines(comparison, reading, view)
    is_lines = comparison.is_chosen
    return Section(
        name="compare",
        chart="compare",
        heading=tag("h2", title, id="compare"),
        choices=_years(reading, view),
        sentence=_sentence(comparison, reading, view),
        figure=lines_figure(members, reading.unit, view.language, whole)
        if is_lines
        else _multiples(comparison, whole, reading, view),
        meta=comparison.answer.meta,
        table=_table(comparison, reading, view),
        legend=_key(members, whole) if is_lines else None,
    )


def compared(reading: Reading, view: View) -> Compared | None:
    """The members by year; None where there are fewer than two with a figure in the year shown."""
    by, own_member, where = _kind(reading, view)
    if by is None or reading.programme or reading.year is None:
        return None
    scope = reading.scope
    units = scope.units if {"faculty", "department"} & {by, *where} else "then"
    question = Question(scope.indicator.id, ("year", by), where, None, scope.dated_by, units)
    result = answer(question, view.build)
    rows: dict[str, dict[int, Row]] = {}
    for row in result.rows:
        member, year = row.key[by], row.key["year"]
        if member is not None and isinstance(year, int) and year in reading.series:
            rows.setdefault(str(member), {})[year] = row
    order = tuple(_by_value(rows, reading.year))
    if sum(_value(rows[member], reading.year) is not None for member in order) < 2:  # noqa: PLR2004
        return None
    requested = tuple(member for member in (view.address.compare or "").split(",") if member in rows)
    first = (own_member,) if own_member in rows else ()
    return Compared(
        by,
        question,
        result,
        rows,
        own_member,
        tuple(dict.fromkeys((*first, *requested)))[:MOST],
        bool(requested),
        order,
    )


def _kind(reading: Reading, view: View) -> tuple[str | None, str | None, dict[str, tuple[str, ...]]]:
    """By which dimension, the page's own member, and among which: a unit is among those of its kind."""
    scope = reading.scope
    if scope.is_whole or (view.address.by and scope.by not in UNITS):
        return scope.by, None, scope.where
    if scope.department:
        return "department", scope.department, {"faculty": (scope.faculty,)} if scope.faculty else {}
    return "faculty", scope.faculty, {}


def _by_value(rows: Mapping[str, Mapping[int, Row]], year: int) -> list[str]:
    return sorted(rows, key=lambda member: (value := _value(rows[member], year)) is None or -value)


def _value(rows: Mapping[int, Row], year: int) -> float | None:
    return rows[year].value if year in rows else None


def _lines(comparison: Compared, reading: Reading, view: View) -> tuple[list[Member], Member | None]:
    members = [_member(member, comparison, reading, view) for member in comparison.chosen]
    series = reading.whole or (reading.series if reading.scope.is_whole else None)
    compares = reading.scope.indicator.denominator is not None and reading.scope.indicator.value != "gap"
    if series is None or not compares:
        return members, None
    return members, Member(view.text("plan.whole"), None, [(year, row.value) for year, row in series.items()])


def _member(member: str, comparison: Compared, reading: Reading, view: View) -> Member:
    short = view.build.labels.get(comparison.by, {}).get(member, {}).get("short")
    points = [(year, _value(comparison.rows[member], year)) for year in reading.series]
    return Member(view.name_of(comparison.by, member), short, points)


def _multiples(comparison: Compared, whole: Member | None, reading: Reading, view: View) -> Html:
    """A panel for each of the members that the table begins with, in its order."""
    order = [name for name in comparison.order if any(r.value for r in comparison.rows[name].values())]
    panels = [_panel(member, comparison, reading, view) for member in order[:MOST_PANELS]]
    points = whole.points if whole else []
    dimension = view.word("dimension", comparison.by)
    if not whole:
        says = view.text("multiples.says_alone", dimension=dimension)
    else:
        says = view.text("multiples.says", dimension=dimension, scope=whole.name)
    return tag("div", tag("p", says, class_="foot"), multiples(panels, points, reading.unit, view.language))


def _panel(member: str, comparison: Compared, reading: Reading, view: View) -> Panel:
    rows, year = comparison.rows[member], reading.year or 0
    drawn = _member(member, comparison, reading, view)
    points_known = [(at, value) for at, value in drawn.points if value is not None]
    (first_year, first), (last_year, last) = points_known[0], points_known[-1]
    shown = [view.figure(value, reading.unit) for value in (first, last)]
    says = view.text("plan.trend", name=drawn.name, first=shown[0], first_year=first_year, last=shown[1],
                     last_year=last_year)  # fmt: skip
    to = below(member, comparison.by, view)
    name = tag("a", drawn.name, href=to.href, data_go=f"panel-{member}") if to else join(drawn.name)
    marked = (year, view.cell(rows[year], reading.unit)) if year in rows else None
    return Panel(name, drawn.points, marked, says, member == comparison.own)


def _sentence(comparison: Compared, reading: Reading, view: View) -> str:
    year, before = reading.year or 0, year_before(reading, view)
    if not comparison.chosen:
        return rose(comparison, year, before, view)
    sentences = [
        view.text("compare.one", member=view.name_of(comparison.by, member), text=value)
        for member in comparison.chosen
        if (value := _said(comparison.rows[member], before, reading, view))
    ]
    return view.text("compare.in_year", year=year, before=before, texts="; ".join(sentences))


def rose(comparison: Compared, year: int, before: int, view: View) -> str:
    """How many members have a higher figure than before, of those with one in both years; none of them is named."""
    changes = [moved for rows in comparison.rows.values() if (moved := _change(rows, year, before)) is not None]
    if not changes:
        return view.text("multiples.no_change", year=year, before=before)
    rose, members = sum(moved > 0 for moved in changes), view.word("members", comparison.by)
    if comparison.by not in MEMBERS:
        return view.text("multiples.rose", n=rose, of=len(changes), year=year, before=before)
    return view.text("multiples.rose_of", n=rose, of=len(changes), members=members, year=year, before=before)


def _said(rows: Mapping[int, Row], before: int, reading: Reading, view: View) -> str | None:
    year = reading.year or 0
    if year not in rows:
        return None
    shown = view.cell(rows[year], reading.unit)
    moved = _change(rows, year, before)
    if moved is None:
        return shown
    return f"{shown} ({view.change(moved, reading.unit, words=True)})"


def _change(rows: Mapping[int, Row], year: int, before: int) -> float | None:
    now, then = _value(rows, year), _value(rows, before)
    return None if now is None or then is None else now - then


def year_before(reading: Reading, view: View) -> int:
    """The year that the one shown is held against: the address's where it is an earlier one, else the last."""
    requested, year = view.address.since or "", reading.year or 0
    return (
        int(requested)
        if requested.isdecimal() and int(requested) in reading.series and int(requested) < year
        else year - 1
    )


def _years(reading: Reading, view: View) -> Html | None:
    """The choice of the year that the one shown is held against."""
    year = reading.year or 0
    earlier = [other for other in reading.series if year - MOST_YEARS <= other < year]
    chosen = year_before(reading, view)
    options = [Option(str(other), view.address.to(since=str(other)), other == chosen) for other in earlier]
    return menu(view.text("compare.against_year"), options)


def _key(members: list[Member], whole: Member | None) -> Html:
    every = [*zip(members, LOOKS, strict=False), *([(whole, WHOLE)] if whole else [])]
    return key((member.name, look) for member, look in every)


def _table(comparison: Compared, reading: Reading, view: View) -> Html:
    year, unit = reading.year or 0, reading.unit
    order = comparison.order
    shown = [member for place, member in enumerate(order) if place < MOST_ROWS or member in comparison.chosen]
    before = year_before(reading, view)
    lines = [_row(member, comparison, (year, before), unit, view) for member in shown]
    series, name = (reading.whole, "plan.whole") if comparison.own else (reading.series, "goal.total")
    heads = [view.heading("dimension", comparison.by), str(year), str(before), view.text("moved.change")]
    more = len(order) - len(shown)
    full = len(comparison.chosen) == MOST
    return tag(
        "div",
        columns_table(
            view.text("compare.table"),
            heads,
            lines,
            _total(series, view.text(name), (year, before), unit, view) if series and year in series else None,
        ),
        tag("p", view.text("goal.more_rows", n=more), class_="foot") if more > 0 else None,
        tag("p", view.text("compare.full" if full else "compare.choose", n=MOST), class_="foot"),
        footer(comparison.answer.meta, view, list(reading.series), None),
    )


def _row(member: str, comparison: Compared, years: tuple[int, int], unit: str, view: View) -> Line:
    is_chosen = member in comparison.chosen
    name = view.name_of(comparison.by, member)
    says = view.text("compare.remove" if is_chosen else "compare.show", member=name)
    cells = figures_then_and_now(comparison.rows[member], years, unit, view)
    return Line(name, _toggled(member, comparison, view), cells, is_chosen, says)


def _total(series: Series, name: str, years: tuple[int, int], unit: str, view: View) -> Line:
    return Line(name, None, figures_then_and_now(series, years, unit, view))


def figures_then_and_now(rows: Mapping[int, Row], years: tuple[int, int], unit: str, view: View) -> list[str]:
    """The figure of either year and the change between them."""
    shown = [view.cell(rows[year], unit) if year in rows else ":" for year in years]
    moved = _change(rows, *years)
    return [*shown, ":" if moved is None else view.change(moved, unit)]


def _toggled(member: str, comparison: Compared, view: View) -> Address | None:
    """Where a click leads: the member taken in, or out; nowhere for the page's own, and where there is no room."""
    if member == comparison.own or (member not in comparison.chosen and len(comparison.chosen) == MOST):
        return None
    others = [other for other in comparison.chosen if other not in (member, comparison.own)]
    chosen = others if member in comparison.chosen else [*others, member]
    return view.address.to(compare=",".join(chosen) or None)
