"""A section of a page: the answer to one question as a sentence, a figure that shows it, and the table behind both."""

from contextlib import nullcontext
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from dashboard.markup import Html, tag
from dashboard.pages.parts.chart import chart
from dashboard.pages.parts.download import downloads
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from models.answer import Meta


@dataclass(frozen=True)
class Section:
    """What a section shows. `name` is its own in the page, `chart` what the page's sheets call its figure.

    `sentence` is what a screen reader reads for the figure. Instead of a figure of Plotly there may be a `drawing` of
    our own markup. The table is beside the figure, or `is_below` it.
    """

    name: str
    chart: str
    heading: Html
    sentence: str
    figure: go.Figure | None
    meta: Meta
    table: Html
    legend: Html | None = None
    drawing: Html | None = None
    is_below: bool = False


@dataclass(frozen=True)
class Unanswered:
    """A section without an answer, and `why`; without a reason its heading says all."""

    name: str
    heading: Html
    why: str | None = None


def draw(section: Section | Unanswered | None, view: View) -> None:
    """Draw a section; nothing where there is no question to answer."""
    if section is None:
        return
    linked(section.heading, f"{section.name}-head", view.language)
    if isinstance(section, Section):
        _draw_answer(section, view)
    elif section.why is not None:
        linked(tag("p", section.why, class_="card"), f"{section.name}-none", view.language)


def _draw_answer(section: Section, view: View) -> None:
    left, right = (nullcontext(), None) if section.is_below else st.columns([1.25, 1], gap="small")
    with left, st.container(border=True, key=section.name):
        says = tag("p", section.sentence, class_="says")
        says = tag("div", says, section.legend) if section.legend else says
        linked(says, f"{section.name}-says", view.language)
        if section.figure is not None:
            chart(section.figure, section.sentence, view, section.chart, section.meta)
        if section.drawing is not None:
            taken = downloads(section.chart, section.sentence, view, section.meta, has_picture=False)
            linked(tag("div", section.drawing, taken), f"{section.name}-drawing", view.language)
        if right is None:
            linked(section.table, f"{section.name}-table", view.language)
    if right is not None:
        with right:
            linked(section.table, f"{section.name}-table", view.language)
