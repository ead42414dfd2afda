"""The charts of a topic's page as tables to take out: the cells that they are drawn from."""

from dashboard.downloads.sheet import Column, Sheet
from dashboard.pages.parts.figure_sheet import sheet_by_member
from dashboard.pages.parts.view import View
from dashboard.pages.topic.bars import as_compared
from dashboard.pages.topic.index import lines_of
from dashboard.pages.topic.map import COUNTRY, PARTNER
from dashboard.pages.topic.topic_series import country_of, in_year, read, where_of
from dashboard.topics import Section, topics
from models.question import Question


def sheet(chart: str, view: View) -> Sheet | None:
    """What a chart of the page shows; None for one that the page does not have."""
    kind, _, name = chart.partition("-")
    topic = next((topic for topic in topics() if topic.id == view.address.topic), None)
    section = next((section for section in topic.sections if section.id == name), None) if topic else None
    if section is None or not set(section.indicators) <= set(view.build.indicators):
        return None
    if kind == "index" and section.kind == "index":
        return _index(section, view)
    if kind == "map" and section.kind == "map":
        return _bars(section, COUNTRY, view)
    by = PARTNER if section.kind == "map" and country_of(view) else section.by
    return _bars(section, by, as_compared(by, view)) if kind == "bars" and by else None


def _index(section: Section, view: View) -> Sheet | None:
    lines = lines_of(section, view)
    if not lines:
        return None
    years = sorted({year for line in lines for year, _ in line.points})
    values = [dict(line.points) for line in lines]
    rows = [(year, *(value.get(year) for value in values)) for year in years]
    columns = (Column(view.text("goal.year")), *(Column(line.name, "per_100") for line in lines))
    indicator = view.build.indicators[section.indicators[0]]
    question = Question(indicator.id, ("year",), where_of(indicator, view))
    return Sheet(f"{section.base} = 100", question, columns, rows)


def _bars(section: Section, by: str, view: View) -> Sheet | None:
    requested = view.address.indicator
    reading = read(requested if requested in section.indicators else section.indicators[0], view)
    if reading.year is None or by not in reading.indicator.dimensions:
        return None
    question = Question(reading.indicator.id, (by,), where_of(reading.indicator, view), (reading.year, reading.year))
    rows = in_year(reading, (by,), view).rows
    return sheet_by_member(question, rows, reading.indicator.unit, reading.year, view)
