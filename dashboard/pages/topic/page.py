"""A topic: its sections from the top, each drawn by its kind."""

from collections.abc import Callable

import streamlit as st

from dashboard.markup import tag
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from dashboard.pages.topic.bars import bars
from dashboard.pages.topic.cards import cards
from dashboard.pages.topic.funnel import funnel
from dashboard.pages.topic.index import index
from dashboard.topics import Kind, Section, topics

DRAWN: dict[Kind, Callable[[str, Section, View], None]] = {
    "cards": cards,
    "index": index,
    "bars": bars,
    "funnel": funnel,
}


def show(view: View) -> None:
    """Draw the topic that the address names; an unknown one shows the first."""
    topic = next((topic for topic in topics() if topic.id == view.address.topic), topics()[0])
    title = view.text(f"topic.{topic.id}")
    st.set_page_config(page_title=f"{title} · {view.text('app.name')}", layout="wide")
    head = tag("div", tag("h1", title), tag("p", view.text(f"topic_says.{topic.id}"), class_="sub"))
    linked(head, "page", view.language, f"topic {topic.id}")
    for section in topic.sections:
        known = tuple(name for name in section.indicators if name in view.build.indicators)
        if known:
            heading = tag("h2", view.text(f"topic_section.{topic.id}.{section.id}"), id=section.id)
            linked(heading, f"topic-{section.id}-head", view.language)
            DRAWN[section.kind](topic.id, section.model_copy(update={"indicators": known}), view)
