"""The slides of the goals chosen: one below the other, one at a time on the whole screen, one on each printed page.

The goals are those that the address names, else those that the plan's filters keep.
"""

from urllib.parse import urlencode

import streamlit as st

from dashboard.address import Address
from dashboard.briefing.compose import Context, deck
from dashboard.briefing.slide import Deck
from dashboard.builds import answer, rows_of, serving
from dashboard.markup import Html, join, tag
from dashboard.pages.briefing.drawing import drawn
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.units import unit_name
from dashboard.pages.parts.view import View
from dashboard.pages.plan.filters import kept
from models.disclosure import rounding_for
from models.status import StatusRow


def show(view: View) -> None:
    """Draw the slides, and the ways to the whole screen and to the file."""
    deck = deck_of(view)
    st.set_page_config(page_title=f"{view.text('briefing.title')} · {view.text('app.name')}", layout="wide")
    if deck is None:
        none = tag("div", tag("h1", view.text("briefing.title")), tag("p", view.text("briefing.none"), class_="sub"))
        linked(none, "page", view.language, "briefing")
        return
    slides = [drawn(slide, place, len(deck.slides), deck, view) for place, slide in enumerate(deck.slides, start=1)]
    page = tag("div", _head(view), tag("div", join(*slides), class_="deck", tabindex="-1"))
    linked(page, "page", view.language, "briefing")


def chosen(view: View) -> list[StatusRow]:
    """The goals of the slides: by name in the plan's order, else what the filters keep."""
    rows = rows_of(view.build, view.unit) if view.unit else rows_of(view.build)
    named = (view.address.goals or "").split(",") if view.address.goals else []
    return [row for row in rows if row.goal.id in named] if named else kept(rows, view.address)


def deck_of(view: View) -> Deck | None:
    """The slides with the rights of whoever asks; None where no goal is chosen. Raises BuildUnreadable."""
    rows = chosen(view)
    if not rows:
        return None
    rounding = view.text(f"rounding.{rounding_for(serving().viewer)}")
    context = Context(view.build, view.language, view.unit, unit_name(view), rounding,
                      lambda question: answer(question, view.build))  # fmt: skip
    return deck(rows, rows_of(view.build, view.unit) if view.unit else rows_of(view.build), context)


def _head(view: View) -> Html:
    goals = view.address.goals
    back = Address(goal=goals, **view.address.kept) if goals and "," not in goals else view.address.home()
    form = {**view.address.parameters, "lang": view.language, "chart": "briefing", "format": "pptx"}
    return tag(
        "div",
        tag("h1", view.text("briefing.title")),
        tag("p", view.text("briefing.says"), class_="sub deck-head"),
        tag(
            "p",
            tag("button", view.text("briefing.present"), type="button", data_present=True, class_="primary"),
            tag("a", view.text("briefing.pptx"), href=f"download?{urlencode(form)}", download=True),
            tag("a", view.text("briefing.back"), href=back.href, data_go="back"),
            class_="deck-ways",
        ),
    )
