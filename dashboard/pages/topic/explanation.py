"""About the numbers of a section: which indicators stand in it, and everything behind the one that is asked about."""

from dashboard.markup import Html, tag
from dashboard.pages.parts.explanation import about_panel
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import Reading, read, where_of
from dashboard.topics import Section
from models.question import Question


def about_numbers(section: Section, view: View) -> None:
    """Draw a link per indicator that has a figure, and the panel of the one that the address names."""
    found = [reading for name in section.indicators if (reading := read(name, view, to_date=section.to_date)).year]
    if not found:
        return
    links = [part for reading in found for part in (" · ", _link(reading, section, view))][1:]
    asked = next((reading for reading in found if view.address.about == _name(reading, section)), None)
    panel = about_panel(_question(asked, view), view, is_open=True) if asked else None
    line = tag("p", tag("span", view.text("topic.about")), " ", *links, class_="foot asks")
    linked(tag("div", line, panel), f"topic-{section.id}-about", view.language)


def _link(reading: Reading, section: Section, view: View) -> Html:
    name = _name(reading, section)
    is_open = view.address.about == name
    return tag(
        "a",
        reading.indicator.name[view.language],
        href=view.address.to(about=None if is_open else name).href,
        data_go=f"about-{name}",
        aria_label=f"{view.text('about.title')}: {reading.indicator.name[view.language]}",
        aria_expanded="true" if is_open else "false",
    )


def _name(reading: Reading, section: Section) -> str:
    """As it stands in the address: one indicator can stand in several sections."""
    return f"{section.id}.{reading.indicator.id}"


def _question(reading: Reading, view: View) -> Question:
    year = reading.year or 0
    return Question(reading.indicator.id, (), where_of(reading.indicator, view), (year, year))
