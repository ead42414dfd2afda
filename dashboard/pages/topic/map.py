"""One of a section's indicators on a map, with the table it is drawn from; a country leads to its partners."""

from typing import get_args

import streamlit as st

from dashboard.address import Address
from dashboard.figures.map import Land, map_figure
from dashboard.figures.shapes import Area
from dashboard.format import cell
from dashboard.markup import Html, tag
from dashboard.pages.parts.answer_table import answer_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.names import heading, member_name
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from dashboard.pages.topic.bars import bars
from dashboard.pages.topic.reading import Reading, in_year, read, shown_first
from dashboard.topics import Section
from models.answer import Answer, Row

COUNTRY = "country"
PARTNER = "partner"
MOST_ROWS = 12


def country_map(topic: str, section: Section, view: View) -> None:
    """Draw the section: the map, or the partners in the country that the address keeps."""
    chosen = view.address.indicator if view.address.indicator in section.indicators else section.indicators[0]
    directions = _directions(chosen, section, view)
    only_chosen = section.model_copy(update={"indicators": (chosen,), "by": PARTNER})
    if view.address.country in view.build.labels.get(COUNTRY, {}):
        linked(tag("div", directions, class_="choices"), f"topic-{section.id}-choices", view.language)
        bars(topic, only_chosen, view)
        return
    reading = read(chosen, view)
    found = None if reading.year is None else in_year(reading, (COUNTRY,), view)
    rows = (
        sorted(found.rows, key=lambda row: (row.value is None, -(row.value or 0), str(row.key[COUNTRY])))
        if found
        else []
    )
    area: Area = "europe" if view.address.area == "europe" else "world"
    choices = tag("div", directions, _areas(area, view), class_="choices")
    linked(choices, f"topic-{section.id}-choices", view.language)
    if found is None or not rows:
        linked(tag("p", view.text("empty.chart"), class_="card"), f"topic-{section.id}", view.language)
        return
    left, right = st.columns([1.6, 1], gap="small")
    with left, st.container(border=True, key=f"{topic}-{section.id}"):
        linked(_drawn(found, rows, reading, area, view), f"topic-{section.id}", view.language)
    with right:
        linked(_table(found, rows, reading, section, view), f"topic-{section.id}-table", view.language)


def _directions(chosen: str, section: Section, view: View) -> Html | None:
    """Out or in: the choice between the section's indicators."""
    return switch(
        view.text("goal.variants"),
        [
            Option(
                getattr(view.build.indicators[name].name, view.language),
                view.address.to(indicator=None if name == section.indicators[0] else name),
                name == chosen,
            )
            for name in section.indicators
        ],
    )


def _areas(chosen: Area, view: View) -> Html | None:
    return switch(
        view.text("map.areas"),
        [
            Option(
                view.text(f"map_area.{area}"), view.address.to(area=None if area == "world" else area), area == chosen
            )
            for area in get_args(Area)
        ],
    )


def _to(row: Row, view: View) -> Address | None:
    country = row.key[COUNTRY]
    known = country in view.build.labels.get(COUNTRY, {})
    return view.address.to(country=str(country), area=None, rows=None, sort=None) if known else None


def _drawn(found: Answer, rows: list[Row], reading: Reading, area: Area, view: View) -> Html:
    unit, language = reading.indicator.unit, view.language
    names = {row.key[COUNTRY]: member_name(found.meta.labels, COUNTRY, row.key[COUNTRY], language) for row in rows}
    lands = {
        str(row.key[COUNTRY]): Land(names[row.key[COUNTRY]], row.value, cell(row, unit, language), to.href)
        for row in rows
        if (to := _to(row, view))
    }
    drawn = map_figure(lands, area, language, view.text("map.hidden"))
    told = sum(row.value != 0 for row in rows if row.key[COUNTRY] is not None)
    says = view.text(
        "map.says",
        name=getattr(reading.indicator.name, language),
        year=reading.year,
        n=told,
        top=names[rows[0].key[COUNTRY]],
        value=cell(rows[0], unit, language),
    )
    outside = view.text("map.outside", n=len(drawn.elsewhere)) if drawn.elsewhere else ""
    return tag(
        "div",
        tag("p", says, class_="says"),
        drawn.drawing,
        drawn.legend,
        tag("p", view.text("map.source"), f" {outside}" if outside else None, class_="foot"),
    )


def _table(found: Answer, rows: list[Row], reading: Reading, section: Section, view: View) -> Html:
    shown, rest = shown_first(rows, MOST_ROWS, section, view)
    counted = reading.now.denominator if reading.now else None
    return tag(
        "div",
        answer_table(
            found,
            shown,
            view,
            caption=view.text("map.table"),
            head=heading("dimension", COUNTRY, view.language),
            name=lambda row: member_name(found.meta.labels, COUNTRY, row.key[COUNTRY], view.language),
            link=lambda row: _to(row, view),
            total=reading.now,
        ),
        rest,
        footer(found, view, [reading.year or 0], counted),
    )
