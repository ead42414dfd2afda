"""Figures of a thing: a card each over the plan's years, the same year by year, and beside what it belongs to."""

from dashboard.entities import Section
from dashboard.format import cell, number
from dashboard.markup import Html, join, tag
from dashboard.pages.entity.asked import answerable, by_year, figure
from dashboard.pages.entity.both_ways import WAYS, both_ways_of, year_name
from dashboard.pages.entity.part import Part
from dashboard.pages.entity.subject import Subject
from dashboard.pages.lists.bounds import at_least
from dashboard.pages.parts.entity_links import entity_link
from dashboard.pages.parts.view import View
from dashboard.text.labels import heading, word
from models.answer import Row, Sign
from models.catalogue import Indicator
from models.question import Question, Where
from models.status.series import complete_years


def cards(section: Section, subject: Subject, view: View) -> Part | None:
    """A card per indicator; None where the build has none of them."""
    where = subject.where(section)
    figures = [
        (indicator, *figure(indicator, where, view, latest=section.latest))
        for indicator in answerable(section.indicators, where, view)
    ]
    if not figures:
        return None
    least = {
        indicator.id: at_least(question, indicator, view).get("")
        for indicator, row, question, _ in figures
        if row.sign == Sign.SUPPRESSED
    }
    shown = [_card(indicator, row, question, least.get(indicator.id), view) for indicator, row, question, _ in figures]
    metas = [result.meta for *_, result in figures if result is not None]
    bounded = sum(each is not None for each in least.values())
    return Part(tag("div", *shown, class_="cards"), [row for _, row, *_ in figures], metas, bounded=bounded)


def _card(indicator: Indicator, row: Row, question: Question, least: float | None, view: View) -> Html:
    """`least` is what is known of a suppressed sum."""
    to = view.address.indicator_page(indicator.id)
    name = tag("a", indicator.name[view.language], href=to.href, data_go=f"card-{indicator.id}")
    value, note = _value(indicator, row, view), _note(indicator, row, question, view)
    if least is not None:
        value = view.text("listed.at_least", n=number(least, view.language))
        note = " · ".join((_years(question, indicator, view), view.text("entity.bounded")))
    return tag(
        "div",
        tag("div", name, class_="label"),
        tag("div", value, class_="value"),
        tag("div", note, class_="note"),
        class_="card",
    )


def _value(indicator: Indicator, row: Row, view: View) -> str:
    """The figure; of one thing that is so or not, yes or no."""
    if indicator.unit == "percent" and not indicator.persons and row.denominator == 1:
        return view.text("listing.yes" if row.numerator else "listing.no")
    return cell(row, indicator.unit, view.language)


def _note(indicator: Indicator, row: Row, question: Question, view: View) -> str:
    if row.sign == Sign.MISSING:
        return view.text("status.no_data")
    parts = []
    if row.numerator is not None and row.denominator and row.denominator != 1 and indicator.value == "ratio":
        n, of = number(row.numerator, view.language), number(row.denominator, view.language)
        parts.append(view.text("plan.of", numerator=n, denominator=of))
    parts.append(_years(question, indicator, view))
    if row.sign == Sign.SUPPRESSED:
        parts.append(view.text("entity.suppressed"))
    return " · ".join(parts)


def _years(question: Question, indicator: Indicator, view: View) -> str:
    """The years that a figure adds up, or the day it describes."""
    if question.years is None:
        return view.text("foot.as_of", day=view.as_of)
    first, last = question.years
    words = str(first) if first == last else view.text("foot.years", first=first, last=last)
    calendar = word("calendar", indicator.calendar, view.language)
    return f"{calendar} {words}" if indicator.calendar == "academic_year" else words


def years(section: Section, subject: Subject, view: View) -> Part | None:
    """Out and in as bars up and down with their table behind them; one indicator as a table with bars alone."""
    where = subject.where(section)
    columns: list[tuple[Indicator, dict[int, Row]]] = []
    metas = []
    for indicator in answerable(section.indicators, where, view):
        result = by_year(indicator, where, view)
        if result is not None and result.rows:
            until = view.build.known_until(indicator)
            columns.append((indicator, dict(complete_years(result, until, view.build.academic_month))))
            metas.append(result.meta)
    every = sorted({year for _, rows in columns for year in rows})
    if not every:
        return None
    cells = [row for _, rows in columns for row in rows.values()]
    if all(row.sign == Sign.SUPPRESSED for row in cells):
        return Part(all_suppressed(len(cells), view), cells, metas)
    most = max([row.value or 0 for row in cells], default=0)
    heads = [tag("th", indicator.name[view.language], scope="col", class_="drawn") for indicator, _ in columns]
    body = [
        tag(
            "tr",
            tag("th", year_name(year, columns[0][0], view), scope="row"),
            *[with_bar(indicator, rows.get(year), most, view) for indicator, rows in columns],
        )
        for year in reversed(range(every[0], every[-1] + 1))
    ]
    caption = tag("caption", view.text(f"entity_section.{section.id}"), class_="unseen")
    head = tag("thead", tag("tr", tag("th", view.text("goal.year"), scope="col"), *heads))
    table = tag("table", caption, head, tag("tbody", *body), class_="figures by-year")
    if len(columns) == WAYS:
        drawn = both_ways_of(columns, every, view)
        folded = tag("details", tag("summary", view.text("entity.table")), table, class_="same")
        return Part(tag("div", drawn, folded, class_="card"), cells, metas)
    suppressed = sum(row.sign == Sign.SUPPRESSED for row in cells)
    if suppressed * 2 > len(cells):
        folded = tag("summary", view.text("entity.by_year", n=suppressed, of=len(cells)))
        return Part(tag("details", folded, table), cells, metas)
    return Part(table, cells, metas)


def all_suppressed(figures: int, view: View) -> Html:
    """What replaces a table in which this reader would see nothing."""
    return tag("p", view.text("entity.all_suppressed", of=view.number(figures)), class_="card")


def with_bar(indicator: Indicator, row: Row | None, most: float, view: View) -> Html:
    """The figure beside its bar; a suppressed one is a stripe of fixed length, which says nothing of its size."""
    if row is None:
        row = Row({}, 0, None, 0.0) if indicator.denominator is None else Row({}, None, None, None, Sign.NOT_APPLICABLE)
    shown = tag("span", cell(row, indicator.unit, view.language))
    if row.sign == Sign.SUPPRESSED:
        drawn: Html | None = tag("i", class_="suppressed", style="width:18%")
    else:
        drawn = tag("i", style=f"width:{100 * (row.value or 0) / most:.1f}%") if most and row.value else None
    return tag(
        "td",
        tag("div", shown, tag("span", drawn, class_="track"), class_="with-bar"),
        class_="drawn",
        data_name=indicator.name[view.language],
    )


def beside(section: Section, subject: Subject, view: View) -> Part | None:
    """The thing, what it belongs to, and the whole institution: a row each, a column per indicator."""
    places: list[tuple[Html, Where]] = [(tag("b", subject.name), subject.where(section))]
    for level in section.above:
        code = str(subject.row.get(level) or "unknown")
        if code != "unknown":
            places.append((entity_link(level, code, view, "beside"), {level: (code,)}))
    places.append((join(view.text("choose.whole")), {}))
    indicators = answerable(section.indicators, subject.where(section), view)
    if not indicators:
        return None
    rows: list[Row] = []
    body, metas = [], []
    for name, where in places:
        cells = []
        for indicator in indicators:
            row, question, result = figure(indicator, where, view)
            rows.append(row)
            metas += [result.meta] if result else []
            note = tag("small", _note(indicator, row, question, view))
            cells.append(
                tag("td", _value(indicator, row, view), note, class_="n", data_name=indicator.name[view.language])
            )
        body.append(tag("tr", tag("th", name, scope="row"), *cells))
    heads = [tag("th", indicator.name[view.language], scope="col", class_="n") for indicator in indicators]
    first = tag("th", heading("dimension", "programme", view.language), scope="col")
    caption = tag("caption", view.text(f"entity_section.{section.id}"), class_="unseen")
    table = tag(
        "table", caption, tag("thead", tag("tr", first, *heads)), tag("tbody", *body), class_="figures listing listed"
    )
    return Part(table, rows, metas)
