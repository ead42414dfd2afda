"""The accessibility statement, in the order that the law gives it: how far, for whom, contact, complaint, what, how."""

import streamlit as st

from dashboard.accessibility import Breach, Statement, statement
from dashboard.format import day
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from models.config_sections import AccessibilitySettings

COMPLAINTS = "https://www.diskrimineringsnemnda.no"
AUTHORITY = "https://www.uutilsynet.no"


def show(view: View) -> None:
    """Draw the statement."""
    title = view.text("accessibility.title")
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    linked(_page(statement(), view), "page", view.language, "accessibility")


def _page(statement: Statement, view: View) -> Html:
    config = view.build.config
    degree = "accessibility.partly" if statement.breaches else "accessibility.wholly"
    name = config.institution.name[view.language]
    return tag(
        "div",
        tag("h1", view.text("accessibility.title")),
        tag("p", view.text("accessibility.of", institution=name), class_="sub"),
        _section("accessibility.degree", view.text(degree, n=len(statement.breaches)), view=view),
        _section("accessibility.meaning", statement.for_users[view.language], view=view),
        _section("accessibility.report", *_contact(config.accessibility, view), view=view),
        *_complaints(statement, view),
        _section("accessibility.not_met", *[_breach(one, view) for one in statement.breaches], view=view),
        _section(
            "accessibility.tested",
            view.text("accessibility.tested_on", day=day(statement.tested_on, view.language)),
            tag("ul", *[tag("li", how[view.language]) for how in statement.tested_how]),
            view=view,
        ),
        class_="statement",
    )


def _section(heading: str, *parts: str, view: View) -> Html:
    shown = [part if isinstance(part, Html) else tag("p", part) for part in parts]
    return join(tag("h2", view.text(heading)), *shown)


def _breach(breach: Breach, view: View) -> Html:
    return join(
        tag("h3", f"{breach.criterion} {breach.name[view.language]}"),
        tag("p", breach.says[view.language]),
    )


def _contact(settings: AccessibilitySettings, view: View) -> list[str]:
    """Where to write, and the institution's own published statement; a contact that is not set says so."""
    contact = settings.contact
    if contact is None:
        first: str = view.text("accessibility.no_contact")
    else:
        link = tag("a", contact, href=f"mailto:{contact}" if "@" in contact else contact)
        first = tag("p", view.text("accessibility.contact"), " ", link)
    own_statement = settings.statement
    published = own_statement and tag(
        "p", view.text("accessibility.published"), " ", tag("a", own_statement, href=own_statement)
    )
    return [first, view.text("accessibility.answer"), *([published] if published else [])]


def _complaints(statement: Statement, view: View) -> list[Html]:
    """Where to complain, in the country whose bodies handle it."""
    if view.build.config.institution.country != statement.complaints_in:
        return []
    return [_section("accessibility.complain", _complaint(view), view=view)]


def _complaint(view: View) -> Html:
    return tag(
        "p",
        view.text("accessibility.complaint"),
        " ",
        tag("a", COMPLAINTS.removeprefix("https://"), href=COMPLAINTS),
        ". ",
        view.text("accessibility.authority"),
        " ",
        tag("a", AUTHORITY.removeprefix("https://"), href=AUTHORITY),
        ".",
    )
