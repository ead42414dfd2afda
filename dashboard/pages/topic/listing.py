"""A row per member of a dimension with several indicators beside each other, in the order of any of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.format import NO_BREAK
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.entity_links import entity_address
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section as Answered
from dashboard.pages.parts.section import Unanswered
from dashboard.pages.parts.table import column as heading
from dashboard.pages.parts.table import line, table
from dashboard.pages.parts.unknown_members import is_unknown, unknown_row_note
from dashboard.pages.parts.view import View
from dashboard.pages.topic.listing_column import Column, Member, column_of, difference
from dashboard.pages.topic.topic_series import below, is_all, shown_first
from dashboard.topics import Section
from models.answer import Row, Sign, shown_together

ABOVE = {"partner": "country", "programme": "department", "department": "faculty"}


@dataclass(frozen=True)
class Order:
    """The indicator that rows are in order of, and whether the smallest comes first."""

    indicator: str
    is_rising: bool


def listing(section: Section, view: View) -> Answered | Unanswered:
    """The section; without figures, what is missing, and without a row to list, that there is none."""
    by = section.by or ""
    columns = [column for name in section.indicators if (column := column_of(name, by, section, view))]
    members = [member for member in _members(columns) if _is_kept(member, columns, section)]
    if not members:
        return Unanswered(section.id, None, view.text("listing.none" if columns else "empty.chart"))
    order = _order(columns, section, view)
    shown, rest = shown_first(_sorted(members, columns, order, by, view), section.first_rows, section, view)
    n = sum(not is_unknown(member) for member in members)
    says = view.text("listing.says", n=view.number(n), members=view.word("members", by))
    heads = [heading(view.heading("dimension", by)), *(_sortable(column, order, section, view) for column in columns)]
    totals = line(view.text("goal.total"), *[_cell(column, *column.totals(), view) for column in columns])
    lines = [_line(member, columns, by, view) for member in shown]
    look = "figures listing" if is_all(section, view) else "figures listing first-rows"
    unknown = unknown_row_note(by, view) if any(map(is_unknown, shown)) else None
    # one line for all columns: their years, and the files of each
    years = [year for column in columns for year in column.shown]
    meta = shown_together([year.result.meta for year in years])
    return Answered(
        name=section.id,
        chart="",
        heading=None,
        sentence=" ".join((*_changes(columns, view), says)),
        figure=None,
        meta=meta,
        table=table(says, heads, lines, totals, look),
        note=join(rest, unknown, footer(meta, view, [one for year in years for one in year.years], None)),
    )


def _members(columns: Sequence[Column]) -> list[Member]:
    """All members that some column has, once."""
    return list(dict.fromkeys(member for column in columns for year in column.shown for member in year.rows))


def _is_kept(member: Member, columns: Sequence[Column], section: Section) -> bool:
    if section.keep == "some":
        return bool(columns[0].row(member).numerator)
    if section.keep == "lacking":
        return any(column.row(member).numerator == 0 for column in columns)
    rows = [column.row(member, year) for column in columns for year in column.shown]
    return any(row.sign == Sign.SUPPRESSED or row.numerator or row.denominator for row in rows)


def _order(columns: Sequence[Column], section: Section, view: View) -> Order:
    """What the address says of this section, else by the first column: what lacks or lost most, or has most."""
    listed, _, direction = (view.address.sort or "").partition(".")
    name = direction.removeprefix("-")
    if listed == section.id and name in {column.indicator.id for column in columns}:
        return Order(name, not direction.startswith("-"))
    return Order(columns[0].indicator.id, section.keep == "lacking" or section.base is not None)


def _sorted(members: list[Member], columns: Sequence[Column], order: Order, by: str, view: View) -> list[Member]:
    """By weight, then by name; what has no weight comes last either way, the unknown after it."""
    column = next(column for column in columns if column.indicator.id == order.indicator)
    turn = 1 if order.is_rising else -1

    def place(member: Member) -> tuple[bool, bool, float, str]:
        weight = column.weight(member)
        name = view.name_of(by, member)
        return (is_unknown(member), weight is None, turn * (weight or 0), name.casefold())

    return sorted(members, key=place)


def _sortable(column: Column, order: Order, section: Section, view: View) -> Html:
    """A heading that puts the rows in its order, and turns the order where it is the one already."""
    name = column.indicator.id
    is_chosen = name == order.indicator
    turn = "" if is_chosen and not order.is_rising else "-"
    to = view.address.to(sort=f"{section.id}.{turn}{name}")
    arrow = tag("span", "▲" if order.is_rising else "▼", class_="sign", aria_hidden="true") if is_chosen else None
    shown = column.indicator.name[view.language]
    return tag(
        "th",
        tag("a", shown, arrow and join(NO_BREAK, arrow), href=to.href, data_go=f"sort-{section.id}-{name}"),
        tag("small", _years(column, view)),
        scope="col",
        class_="n",
        aria_sort=("ascending" if order.is_rising else "descending") if is_chosen else None,
    )


def _years(column: Column, view: View) -> str:
    """The years that a column counts, and their calendar where it is not that of everyday life."""
    first, last = column.now.years
    if column.before:
        return view.text("listing.change", first=column.before.years[1], last=last)
    words = str(last) if first == last else view.text("foot.years", first=first, last=last)
    calendar = column.indicator.calendar
    return f"{view.word('calendar', calendar)} {words}" if calendar == "academic_year" else words


def _line(member: Member, columns: Sequence[Column], by: str, view: View) -> Html:
    name = view.name_of(by, member)
    to = below(columns[0].indicator.id, by, member, view) if by == "department" else entity_address(by, member, view)
    shown = tag("a", name, href=to.href, data_go=f"row-{by}-{member}") if to else join(name)
    cells = [_cell(column, *column.pair(member), view) for column in columns]
    return line(join(shown, _above(by, member, view)), *cells, data_row=to is not None)


def _above(by: str, member: Member, view: View) -> Html | None:
    """Where a member belongs: a partner's country, a programme's department."""
    parent = view.build.labels.get(by, {}).get(str(member), {}).get("parent")
    level = ABOVE.get(by)
    return tag("small", view.short_name(level, parent)) if parent and level else None


def _cell(column: Column, now: Row | None, before: Row | None, view: View) -> Html:
    """The figure; where the listing shows a change, that change and the two figures it is between.

    A phone has no room for columns: there each cell is under its own name.
    """
    shown, name = _figure(column, now, view), column.indicator.name[view.language]
    if column.before is None:
        return tag("td", shown, class_="n", data_name=name)
    moved = difference(now, before)
    words = Sign.SUPPRESSED.value if moved is None else view.change(moved, column.indicator.unit)
    return tag("td", words, tag("small", _figure(column, before, view), " → ", shown), class_="n", data_name=name)


def _figure(column: Column, row: Row | None, view: View) -> Html:
    """A share of things as yes or no, or as so many of so many; a value over others with what it is made of."""
    unit = column.indicator.unit
    if row is None or (parts := view.parts_of(row)) is None:
        return join(Sign.MISSING if row is None else view.cell(row, unit))
    if not column.is_share:
        value = view.cell(row, unit)
        # 34 of 8 places says more than 4.25, of a partner with few of either
        return join(parts, tag("small", value)) if unit == "ratio" else join(value, tag("small", parts))
    if column.is_yes_or_no and row.denominator == 1:
        return join(view.text("listing.yes")) if row.numerator else tag("b", view.text("listing.no"))
    return join(parts)


def _changes(columns: Sequence[Column], view: View) -> Iterator[str]:
    """What changed for all members together, in a sentence for each column: `…: 82 in 2022, 59 in 2025 (−23).`"""
    for column in columns:
        if column.before is None:
            continue
        now, before = column.totals()
        moved, unit = difference(now, before), column.indicator.unit
        if moved is None or now is None or before is None:
            continue
        yield view.text(
            "listing.changed",
            indicator=column.indicator.name[view.language],
            before=view.cell(before, unit),
            first=column.before.years[1],
            now=view.cell(now, unit),
            last=column.now.years[1],
            change=view.change(moved, unit),
        )
