"""A topic: its sections from the top, each drawn by its kind."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import streamlit as st

from dashboard.lists import list_of
from dashboard.markup import Html, tag
from dashboard.pages.lists.excerpt import excerpt
from dashboard.pages.parts.contents import contents
from dashboard.pages.parts.crumb import crumb
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.section import Section as Answered
from dashboard.pages.parts.section import Unanswered, draw
from dashboard.pages.parts.units import chooser, unit_name
from dashboard.pages.parts.view import View
from dashboard.pages.parts.years import year_control
from dashboard.pages.topic.bars import bars
from dashboard.pages.topic.cards import cards
from dashboard.pages.topic.explanation import about_numbers
from dashboard.pages.topic.funnel import funnel
from dashboard.pages.topic.goals import goals
from dashboard.pages.topic.index import index
from dashboard.pages.topic.listing import listing
from dashboard.pages.topic.map import country_map
from dashboard.pages.topic.ranks import ranks
from dashboard.pages.topic.topic_series import country_of, read
from dashboard.topics import Kind, Section, Topic, topics
from models.question import QuestionError

ALONE = [2, 1]  # the width of bars without others beside them, and what is left of the page
KINDS: dict[Kind, Callable[[Section, View], Answered | Unanswered | Html]] = {
    "cards": cards,
    "index": index,
    "bars": bars,
    "funnel": funnel,
    "map": country_map,
    "listing": listing,
    "ranks": ranks,
    "goals": goals,
}


def show(view: View) -> None:
    """Draw the topic that the address names; an unknown one shows the first."""
    topic = next((topic for topic in topics() if topic.id == view.address.topic), topics()[0])
    title, country = view.text(f"topic.{topic.id}"), country_of(view)
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    # within a country its partners come first: they are what the link to it promises
    sections = sorted(topic.sections, key=lambda section: section.kind != "map") if country else topic.sections
    listed = [shown for section in sections if (shown := _known(section, view, country))]
    head = tag("div", _head(topic, title, country, view), _contents(topic, listed, country, view))
    linked(head, "page", view.language, f"topic {topic.id} {country or ''} {view.unit}")
    for kind, group in groupby(listed, key=lambda section: section.kind):
        if kind != "bars":
            for section in group:
                _draw(topic, section, country, view)
            continue
        together = list(group)
        widths = [1] * len(together) if len(together) > 1 else ALONE
        for column, section in zip(st.columns(widths, gap="small"), together, strict=False):
            with column:
                _draw(topic, section, country, view)


def _title(topic: Topic, section: Section, country: str | None, view: View) -> str:
    name = "partners" if country and section.kind == "map" else section.id
    return view.text(f"topic_section.{topic.id}.{name}")


def _contents(topic: Topic, sections: Sequence[Section], country: str | None, view: View) -> Html | None:
    """What the page has, each a way down to it."""
    return contents([(section.id, _title(topic, section, country, view)) for section in sections], view)


def _work_list(section: Section, view: View) -> Html | None:
    """The way to the list that a section's rows can be worked through by."""
    if section.work_list is None:
        return None
    to = view.address.listed(section.work_list)
    return tag("a", view.text("listed.work"), href=to.href, data_go=f"work-{section.id}")


def _head(topic: Topic, title: str, country: str | None, view: View) -> Html:
    """The topic's name and what it is about; within a country, the way back to all of them."""
    says = view.text(f"topic_says.{topic.id}")
    unit = unit_name(view)
    of = tag("span", f" · {unit}", class_="unit") if unit else None
    if country is None:
        return tag(
            "div",
            tag("h1", title, of),
            tag("p", says, class_="sub"),
            chooser(view),
            year_control(_years(topic, view), view),
        )
    name = view.name_of("country", country)
    everywhere = view.address.to(country=None, rows=None, sort=None)
    way = crumb([(title, everywhere), (name, None)], view)
    heading = tag("h1", title, tag("span", f" · {name}", class_="unit"), of)
    own_page = tag(
        "a", view.text("entity.page"), href=view.address.entity("country", country).href, data_go="country-page"
    )
    lead = tag("p", says, " ", own_page, class_="sub")
    return tag("header", way, heading, lead, chooser(view), year_control(_years(topic, view), view))


def _years(topic: Topic, view: View) -> set[int]:
    """The complete years of the figures in the first row of cards: those that readers look at first."""
    first = next((section for section in topic.sections if section.kind == "cards"), None)
    measured = [name for name in (first.indicators if first else ()) if name in view.build.indicators]
    try:
        readings = [read(name, view) for name in measured]
    except QuestionError:
        return set()
    return {year for reading in readings for year, row in reading.series.items() if row.value is not None}


def _known(section: Section, view: View, country: str | None) -> Section | None:
    """The section with what of it the build knows; within a country, with what is known by country. None: nothing."""
    build = view.build
    if country and section.worldwide:
        return None
    if section.goals:
        goals = {goal.id for goal in build.plan.goals}
        goals_known = tuple(goal for goal in section.goals if goal in goals)
        return section.model_copy(update={"goals": goals_known}) if goals_known and not country else None
    indicators = tuple(
        name
        for name in section.indicators
        if name in build.indicators and (country is None or "country" in build.indicators[name].dimensions)
    )
    return section.model_copy(update={"indicators": indicators}) if indicators else None


def _draw(topic: Topic, section: Section, country: str | None, view: View) -> None:
    """Draw a section below its heading; where the reader has no right to figures broken down so finely, it says so."""
    try:
        shown, about = _shown(section, country, view), about_numbers(section, view)
    except QuestionError:
        shown, about = _no_right(section, view), None
    heading, work_list = tag("h2", _title(topic, section, country, view), id=section.id), _work_list(section, view)
    name = f"{topic.id}-{section.id}"
    if isinstance(shown, Html):
        linked(tag("div", heading, work_list, class_="line"), f"{name}-head", view.language)
        linked(shown, name, view.language)
    else:
        choices = tag("div", shown.choices, work_list, class_="choices")
        draw(replace(shown, name=name, heading=heading, choices=choices), view)
    if about is not None:
        linked(about, f"{name}-about", view.language)


def _shown(section: Section, country: str | None, view: View) -> Answered | Unanswered | Html:
    """What answers the section. Raises QuestionError."""
    # what several units hold belongs to none alone: a unit's own list has what its students use too
    is_own = section.kind == "listing" and (bool(view.unit) or section.as_list) and country is None
    own_list = list_of(section.work_list) if is_own else None
    return KINDS[section.kind](section, view) if own_list is None else excerpt(own_list, view)


def _no_right(section: Section, view: View) -> Html:
    """That the reader has no right to the figures, and what can be seen."""
    to = view.address.to(country=None, rows=None, sort=None)
    everywhere = tag("a", view.text("rights.wider"), href=to.href, data_go=f"wider-{section.id}")
    title, sentence = tag("h2", view.text("rights.title")), tag("p", view.text("rights.says"))
    return tag("div", title, sentence, tag("p", everywhere), class_="card empty")
