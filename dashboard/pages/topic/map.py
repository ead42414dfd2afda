"""One of a section's indicators on a map, with the table it is drawn from; a country leads to its partners."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from dashboard.figures.map import Land, map_figure
from dashboard.figures.shapes import Area, sheet
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.answer_table import answer_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section as Answered
from dashboard.pages.parts.section import Unanswered
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.unknown_members import largest_first, unknown_note
from dashboard.pages.parts.view import View
from dashboard.pages.parts.years import year_slider
from dashboard.pages.topic.bars import bars
from dashboard.pages.topic.topic_series import Reading, below, country_of, in_year, read, shown_first
from dashboard.topics import Section
from models.answer import Answer, Row

COUNTRY = "country"
PARTNER = "partner"
MOST_ROWS = 12
WIDTHS = (2.4, 1.0)  # of the map and of its table


def country_map(section: Section, view: View) -> Answered | Unanswered:
    """The section: the map, or the partners in the country that the address keeps."""
    chosen = view.address.indicator if view.address.indicator in section.indicators else section.indicators[0]
    directions = _directions(chosen, section, view)
    if country_of(view):
        partners = section.model_copy(update={"indicators": (chosen,), "by": PARTNER})
        return replace(bars(partners, view), choices=directions)
    reading = read(chosen, view)
    result = None if reading.year is None else in_year(reading, (COUNTRY,), view)
    rows = largest_first(result.rows, COUNTRY) if result else []
    years = [year for year, row in reading.series.items() if row.value is not None]
    choices = tag("div", directions, _areas(view), year_slider(years, reading.year, view), class_="choices")
    if result is None or not rows:
        return Unanswered(section.id, None, view.text("empty.chart"), choices)
    rows = _within(rows, _area(view))
    lands = _lands(rows, reading, view)
    return Answered(
        name=section.id,
        chart=f"map-{section.id}",
        heading=None,
        choices=choices,
        sentence=_says(rows, lands, reading, view),
        figure=_drawn(lands, view),
        has_picture=True,
        meta=result.meta,
        table=_table(result, rows, reading, section, view),
        widths=WIDTHS,
    )


def _directions(chosen: str, section: Section, view: View) -> Html | None:
    """Out or in: the choice between the section's indicators."""
    return switch(
        view.text("goal.variants"),
        [
            Option(
                view.build.indicators[name].name[view.language],
                view.address.to(indicator=None if name == section.indicators[0] else name),
                name == chosen,
            )
            for name in section.indicators
        ],
    )


def _area(view: View) -> Area:
    return "europe" if view.address.map == "europe" else "world"


def _areas(view: View) -> Html | None:
    to = {area: view.address.to(map=None if area == "world" else area) for area in get_args(Area)}
    options = [Option(view.text(f"map_area.{area}"), to[area], area == _area(view)) for area in to]
    return switch(view.text("map.areas"), options)


def _within(rows: list[Row], area: Area) -> list[Row]:
    """The rows of countries on the map of Europe, which sentence and table keep to as well; of the world all."""
    if area == "world":
        return rows
    placed = {shape.code for shape in sheet(area).shapes}
    return [row for row in rows if row.key[COUNTRY] in placed]


def _lands(rows: list[Row], reading: Reading, view: View) -> Mapping[str, Land]:
    unit = reading.indicator.unit
    return {
        str(row.key[COUNTRY]): Land(
            view.name_of(COUNTRY, row.key[COUNTRY]),
            row.value,
            view.cell(row, unit),
            below(reading.indicator.id, COUNTRY, row.key[COUNTRY], view).href,
        )
        for row in rows
        if row.key[COUNTRY] is not None
    }


def _drawn(lands: Mapping[str, Land], view: View) -> Html:
    """The map, what its tints mean, and what it has no room for."""
    drawn = map_figure(lands, _area(view), view.language, view.text("map.suppressed"))
    outside = view.text("map.outside", n=len(drawn.elsewhere)) if drawn.elsewhere else None
    foot = tag("p", view.text("map.source"), outside and f" {outside}", class_="foot")
    return join(drawn.drawing, drawn.legend, foot)


def _says(rows: list[Row], lands: Mapping[str, Land], reading: Reading, view: View) -> str:
    """How many countries, and the one with most; nothing of those where nothing may be shown."""
    if not rows or not rows[0].value:
        return view.text("empty.chart")
    return view.text(
        "map.says" if _area(view) == "world" else "map.says_europe",
        name=reading.indicator.name[view.language],
        year=reading.year,
        n=sum(land.value != 0 for land in lands.values()),
        top=view.name_of(COUNTRY, rows[0].key[COUNTRY]),
        value=view.cell(rows[0], reading.indicator.unit),
    )


def _table(result: Answer, rows: list[Row], reading: Reading, section: Section, view: View) -> Html:
    shown, rest = shown_first(rows, MOST_ROWS, section, view)
    counted = reading.now.denominator if reading.now else None
    return join(
        answer_table(
            result,
            shown,
            view,
            caption=view.text("map.table"),
            link=lambda row: below(reading.indicator.id, COUNTRY, row.key[COUNTRY], view),
            total=reading.now if _area(view) == "world" else None,
        ),
        rest,
        unknown_note(result, rows, COUNTRY, view),
        footer(result.meta, view, [reading.year or 0], counted),
    )
