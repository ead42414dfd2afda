"""A help page: each question of a reader with a short answer, and the signs as every page shows them."""

import streamlit as st

from dashboard.help import Help, HelpPage, HelpSection, Term, help_page
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.contents import contents
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.pill import pill
from dashboard.pages.parts.view import View

OTHER: dict[HelpPage, HelpPage] = {"reading": "limits", "limits": "reading"}


def show(view: View) -> None:
    """Draw the page that the address names."""
    name: HelpPage = "limits" if view.address.view == "limits" else "reading"
    shown = help_page(name)
    st.set_page_config(page_title=f"{shown.title[view.language]} · {view.text('app.name')}", layout="wide")
    linked(_page(shown, OTHER[name], view), "page", view.language, f"help {name}")


def _page(shown: Help, other: HelpPage, view: View) -> Html:
    language = view.language
    to = view.address.named(other)
    return tag(
        "div",
        tag("h1", shown.title[language]),
        tag("p", shown.says[language], class_="sub"),
        contents([(section.id, section.title[language]) for section in shown.sections], view),
        *[_section(section, view) for section in shown.sections],
        tag(
            "p", view.text("help.also"), " ", tag("a", help_page(other).title[language], href=to.href, data_go="other")
        ),
        class_="statement help",
    )


def _section(section: HelpSection, view: View) -> Html:
    terms = [_term(term, view) for term in section.terms]
    return tag(
        "section",
        tag("h2", section.title[view.language], id=section.id),
        *[tag("p", label[view.language]) for label in section.text],
        tag("dl", *terms, class_="signs") if terms else None,
        aria_labelledby=section.id,
    )


def _term(term: Term, view: View) -> Html:
    sign = tag("b", term.sign) if term.status is None else pill(term.status, view.language)
    return join(tag("dt", sign), tag("dd", term.says[view.language]))
