"""The page of a partner, an agreement, a programme, a project, a call, a country or a unit."""

from collections.abc import Callable

import streamlit as st

from dashboard.entities import Section, SectionKind
from dashboard.markup import Html, tag
from dashboard.origin import origin_label
from dashboard.pages.entity.agreement_periods import periods
from dashboard.pages.entity.figures import beside, cards, years
from dashboard.pages.entity.lists import flow, lapse, listed, members, place
from dashboard.pages.entity.part import Part
from dashboard.pages.entity.subject import Subject, subject
from dashboard.pages.lists.cells import of_entry
from dashboard.pages.lists.table import column_title, suppressed_words
from dashboard.pages.parts.contents import contents
from dashboard.pages.parts.crumb import crumb
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from dashboard.text.labels import heading
from models.answer import Sign

DRAWN: dict[SectionKind, Callable[[Section, Subject, View], Part | None]] = {
    "figures": cards,
    "years": years,
    "members": members,
    "beside": beside,
    "list": listed,
    "map": place,
    "periods": periods,
}
LISTS = {
    "partner": "partners",
    "agreement": "agreements",
    "programme": "programmes",
    "project": "projects",
    "call": "projects",
}


def show(view: View) -> None:
    """Draw the thing that the address names; one that is not there is answered in words."""
    about = subject(view)
    place_ = f"{view.address.view} {view.address.id}"
    if about is None:
        linked(_unknown(view), "page", view.language, place_)
        return
    st.set_page_config(page_title=f"{about.name} · {view.text('app.name')}", layout="wide")
    parts = [
        (section, part)
        for section in about.entity.sections
        if (part := DRAWN[section.kind](section, about, view)) and not (section.is_folded and part.count == 0)
    ]
    drawn = [_section(section, part, view) for section, part in parts]
    titles = [(section.id, view.text(f"entity_section.{section.id}")) for section, _ in parts]
    page = tag(
        "div",
        _head(about, view),
        contents(titles, view),
        tag("div", *drawn, class_="sections"),
        _foot([part for _, part in parts], about, view),
        class_="entity",
    )
    linked(page, "page", view.language, place_)


def _section(section: Section, part: Part, view: View) -> Html:
    """The heading and what it is about, of a folded list behind a line that says how many rows it has."""
    title = view.text(f"entity_section.{section.id}")
    if section.is_folded and part.count is not None:
        n = tag("span", f" · {view.number(part.count)}", class_="unit")
        heading = tag("summary", tag("h2", title, n, id=section.id))
        return tag("section", tag("details", heading, part.html, class_="folded-list"))
    heading = tag("h2", title, id=section.id)
    return tag("section", heading, part.html, class_="half" if section.is_half else None)


def _head(about: Subject, view: View) -> Html:
    """The way back, the name, what is about to lapse, and what the register says of it."""
    kind = about.entity.id
    name = LISTS.get(kind)
    steps = [(view.text("lists.title"), view.address.listed(None))]
    steps += [(view.text(f"list.{name}"), view.address.listed(name))] if name else []
    terms = []
    for column in about.entity.facts:
        cell = of_entry(column, about.row, view)
        if cell.exported is not None:
            terms.append(tag("div", tag("dt", column_title(column, view)), tag("dd", cell.shown)))
    return tag(
        "header",
        crumb([*steps, (about.name, None)], view),
        tag("p", heading("dimension", kind, view.language), class_="over"),
        tag("h1", about.name),
        tag("dl", *terms, class_="facts") if terms else None,
        lapse(about, view),
        flow(about, view),
        _more(about, view),
    )


def _more(about: Subject, view: View) -> Html | None:
    """Where a unit or a country is shown too."""
    match about.entity.id:
        case "faculty" | "department" as level:
            to = view.address.home().to(**{"faculty": None, "department": None, level: about.key})
            sentence = view.text("entity.more_unit")
        case "country":
            to = view.address.topic_page("mobility").to(country=about.key)
            sentence = view.text("entity.more_country")
        case _:
            return None
    return tag("p", tag("a", sentence, href=to.href, data_go="more"), class_="sub")


def _foot(parts: list[Part], about: Subject, view: View) -> Html:
    """What the page cannot say, how much of it is suppressed, and what it rests on."""
    figures, suppressed = sum(part.figures for part in parts), sum(part.suppressed for part in parts)
    metas = [meta for part in parts for meta in part.metas]
    label = next((sentence for meta in metas if (sentence := origin_label(meta, view.language))), None) or (
        origin_label(view.build, view.language)
    )
    lines = [
        view.text(f"entity_unknown.{name}") for name, by in about.entity.unknown.items() if not _has_data(by, view)
    ]
    in_part = sum(part.in_part for part in parts)
    if words := suppressed_words(figures, suppressed, in_part, view):
        lines.append(words)
    basis = [label, view.text("foot.as_of", day=view.as_of)]
    lines.append(" · ".join(part for part in basis if part))
    return tag("div", *[tag("p", line, class_="foot") for line in lines], class_="below")


def _has_data(indicator: str, view: View) -> bool:
    measured = view.build.indicators.get(indicator)
    return measured is not None and view.build.has_data(measured)


def _unknown(view: View) -> Html:
    """What is said of a thing that is not there, and where such things are listed."""
    kind = view.address.view or ""
    name = LISTS.get(kind)
    to = view.address.listed(name)
    label = view.text(f"list.{name}") if name else view.text("lists.title")
    title = view.text(
        "entity.none", kind=heading("dimension", kind, view.language), name=view.address.id or Sign.NOT_APPLICABLE.value
    )
    return tag("div", tag("h1", title), tag("p", tag("a", label, href=to.href, data_go="back"), class_="sub"))
