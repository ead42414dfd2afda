"""A card per indicator: its latest figure, the change on the year before, its line; each leads to all of it."""

from dashboard.figures.sparkline import sparkline
from dashboard.markup import Html, tag
from dashboard.pages.parts.view import View
from dashboard.pages.parts.years import asked_year
from dashboard.pages.topic.explanation import info_link
from dashboard.pages.topic.topic_series import Reading, read
from dashboard.topics import Section
from models.status.series import trend


def cards(section: Section, view: View) -> Html:
    """The cards of a section, beside each other."""
    readings = [read(name, view) for name in section.indicators]
    years = [year for reading in readings for year, row in reading.series.items() if row.value is not None]
    axis = (min(years), max(years)) if years else None
    parts = [_card(reading, axis, section, view) for reading in readings]
    return tag("div", *parts, class_="cards")


def _card(reading: Reading, axis: tuple[int, int] | None, section: Section, view: View) -> Html:
    """`axis` is the span of years that the lines of a section share."""
    indicator, now = reading.indicator, reading.now
    to = view.address.indicator_page(indicator.id)
    label = tag("a", indicator.name[view.language], href=to.href, data_go=f"card-{indicator.id}")
    if now is None:
        requested = asked_year(view)
        words = view.text("years.none", year=requested) if requested and reading.series else view.text("status.no_data")
        missing = tag("div", words, class_="note")
        return tag("div", tag("div", label, class_="label"), tag("div", ":", class_="value"), missing, class_="card")
    return tag(
        "div",
        tag("div", label, info_link(indicator, section, view), class_="label"),
        tag("div", view.cell(now, indicator.unit), class_="value"),
        tag("div", _since(reading, view), class_="note"),
        tag("div", _line(reading, axis, view), class_="state"),
        class_="card",
    )


def _since(reading: Reading, view: View) -> str:
    """The year, and the change on the one before it."""
    year, unit = reading.year or 0, reading.indicator.unit
    before = reading.series.get(year - 1)
    words = view.text("plan.in_year", year=year)
    if view.unit and not set(view.unit) <= set(reading.answer.meta.where):
        words = f"{view.text('plan.whole')} · {words}"
    if before is None or before.value is None or reading.now is None or reading.now.value is None:
        return words
    moved = view.change(reading.now.value - before.value, unit)
    return f"{words} · {view.text('topic.against_before', change=moved, year=year - 1)}"


def _line(reading: Reading, axis: tuple[int, int] | None, view: View) -> Html | None:
    points_known = [(year, row.value) for year, row in reading.series.items() if row.value is not None]
    if not points_known:
        return None
    (first_year, first), (last_year, last) = points_known[0], points_known[-1]
    unit, language = reading.indicator.unit, view.language
    name = view.text(
        "plan.trend",
        name=reading.indicator.name[language],
        first=view.figure(first, unit),
        first_year=first_year,
        last=view.figure(last, unit),
        last_year=last_year,
    )
    return sparkline(trend(reading.series), name, years=axis, is_rank=unit == "rank", marked_year=reading.year)
