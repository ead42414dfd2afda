"""Whose figures a page shows: the choice of a faculty and of a department in it, which goes along to other pages."""

from dashboard.address import Address
from dashboard.builds import units
from dashboard.markup import Html, tag
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from models.question import Viewer
from models.store import OpenBuild
from models.units import level_of


def landed(address: Address, viewer: Viewer, build: OpenBuild) -> Address:
    """Where a bare link to the plan leads: staff of a unit land on their own."""
    if viewer.unit is None or address.page != "plan" or address.faculty or address.department:
        return address
    return address.to(**{level_of(viewer.unit, build.labels): viewer.unit})


def unit_name(view: View) -> str | None:
    """The unit that the address keeps, by its full name; None for the whole institution."""
    return next((view.name_of(level, code) for level, (code,) in view.unit.items()), None)


def chooser(view: View) -> Html | None:
    """The faculties side by side, and below them the departments of the one chosen; None where there is no unit."""
    faculties, chosen = units(view.build), _faculty(view)
    options = [
        Option(
            view.short_name("faculty", code),
            view.address.to(faculty=code, department=None),
            code == chosen,
            view.name_of("faculty", code),
        )
        for code in faculties
    ]
    whole = Option(view.text("choose.whole"), view.everywhere, chosen is None)
    shown = switch(view.text("choose.faculty"), [whole, *options])
    departments = _departments(faculties.get(chosen or "", ()), chosen, view)
    return shown and tag("div", shown, departments, _own_page(view), class_="choices units")


def _own_page(view: View) -> Html | None:
    """The way to the page of the unit chosen: its measures, agreements, programmes and projects."""
    for level, (code,) in view.unit.items():
        to = view.address.entity(level, code)
        return tag("a", view.text("entity.page_of_unit"), href=to.href, data_go="unit-page", class_="own")
    return None


def _departments(codes: tuple[str, ...], faculty: str | None, view: View) -> Html | None:
    """The departments of a faculty, folded away until the reader asks for them."""
    if not codes:
        return None
    here = view.address.department
    name = view.short_name("faculty", faculty)
    links = [
        tag(
            "a",
            view.name_of("department", code),
            href=view.address.to(faculty=faculty, department=None if code == here else code).href,
            data_go=f"unit-{code}",
            aria_current="true" if code == here else None,
        )
        for code in codes
    ]
    summary = tag("summary", view.text("choose.departments", n=len(codes), faculty=name))
    return tag("details", summary, tag("ul", *[tag("li", link) for link in links]), class_="menu")


def _faculty(view: View) -> str | None:
    for level, (code,) in view.unit.items():
        return code if level == "faculty" else view.build.labels[level][code].get("parent")
    return None
