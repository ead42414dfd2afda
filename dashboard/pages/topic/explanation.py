"""About the numbers of a section: which indicators are in it, and everything behind the one that is asked about."""

from collections.abc import Sequence

from dashboard.markup import Html, tag
from dashboard.pages.parts.explanation import about_panel
from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import Reading, read, where_of
from dashboard.topics import Section
from models.catalogue import Indicator
from models.question import Question


def about_numbers(section: Section, view: View) -> Html | None:
    """The panel of the indicator that the address names, and what opens it: cards have that on themselves."""
    shown = [reading for name in section.indicators if (reading := read(name, view, to_date=section.to_date)).year]
    if not shown:
        return None
    requested = next((reading for reading in shown if view.address.about == _name(reading.indicator.id, section)), None)
    panel = about_panel(_question(requested, view), view, is_open=True) if requested else None
    line = None if section.kind == "cards" else _line(shown, section, view)
    return tag("div", line, panel) if line or panel else None


def _line(readings: Sequence[Reading], section: Section, view: View) -> Html:
    """A link for each indicator; of one alone it needs no name."""
    if len(readings) == 1:
        return tag("p", info_link(readings[0].indicator, section, view, view.text("about.title")), class_="foot asks")
    links = [part for one in readings for part in (" · ", _named(one, section, view))][1:]
    return tag("p", tag("span", view.text("topic.about")), " ", *links, class_="foot asks")


def _named(reading: Reading, section: Section, view: View) -> Html:
    return info_link(reading.indicator, section, view, reading.indicator.name[view.language])


def info_link(indicator: Indicator, section: Section, view: View, shown: str = "i") -> Html:
    """What opens and closes all about the number of an indicator in a section."""
    name = _name(indicator.id, section)
    is_open = view.address.about == name
    return tag(
        "a",
        shown,
        href=view.address.to(about=None if is_open else name).href,
        data_go=f"about-{name}",
        aria_label=f"{view.text('about.title')}: {indicator.name[view.language]}",
        aria_expanded="true" if is_open else "false",
        class_="info" if shown == "i" else None,
    )


def _name(indicator: str, section: Section) -> str:
    """As it is in the address: one indicator can be in several sections."""
    return f"{section.id}.{indicator}"


def _question(reading: Reading, view: View) -> Question:
    year = reading.year or 0
    return Question(reading.indicator.id, (), where_of(reading.indicator, view), (year, year))
