"""A section of a page: the answer to one question as a sentence, a figure that shows it, and the table behind both."""

from contextlib import nullcontext
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from dashboard.markup import Html, join, tag
from dashboard.pages.parts.chart import chart
from dashboard.pages.parts.download import downloads
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from models.answer import Meta


@dataclass(frozen=True)
class Section:
    """What a section shows. `name` is its own in the page, `chart` what the page's sheets call its figure; empty where
    the table says all.

    `sentence` is what a screen reader reads for the figure: one of Plotly, or a drawing of our own markup, of which the
    browser can make a picture where it `has_picture`. `choices` are beside the heading. The table is beside the figure,
    both in their `widths`, or `is_below` it; where the figure says the same, it is `folded` below under these words,
    open where it `is_unfolded`. `note` is below all.
    """

    name: str
    chart: str
    heading: Html | None
    sentence: str
    figure: go.Figure | Html | None
    meta: Meta
    table: Html
    legend: Html | None = None
    has_picture: bool = False
    choices: Html | None = None
    widths: tuple[float, float] = (1.25, 1.0)
    is_below: bool = False
    folded: str | None = None
    is_unfolded: bool = False
    note: Html | None = None


@dataclass(frozen=True)
class Unanswered:
    """A section without an answer, and `why`; without a reason its heading says all."""

    name: str
    heading: Html | None
    why: str | None = None
    choices: Html | None = None


def draw(section: Section | Unanswered | None, view: View) -> None:
    """Draw a section; nothing where there is no question to answer."""
    if section is None:
        return
    if section.heading is not None:
        linked(_heading(section), f"{section.name}-head", view.language)
    if isinstance(section, Section):
        _draw_answer(section, view)
    elif section.why is not None:
        linked(tag("p", section.why, class_="card"), f"{section.name}-none", view.language)


def draw_beside(first: Section | Unanswered | None, second: Section | None, view: View) -> None:
    """Draw two sections that answer one question: the heading of the first above both, that of the second within it."""
    if not isinstance(first, Section) or second is None:
        draw(first, view)
        return
    linked(_heading(first), f"{first.name}-head", view.language)
    for column, section in zip(st.columns(2, gap="small"), (first, second), strict=True):
        with column, st.container(border=True, key=f"{section.name}-figure"):
            if section is second:
                linked(_heading(second), f"{second.name}-head", view.language)
            _draw_figure(section, view)
            linked(_table(section), f"{section.name}-table", view.language)


def draw_on_demand(section: Section | Unanswered | None, view: View, *, is_open: bool = False) -> None:
    """Draw the heading and the answer of a section that few need, and the rest of it once the reader asks for it."""
    if section is None:
        return
    names = tuple((view.address.unfolded or "").split(","))
    is_unfolded = section.name in names
    if is_open or is_unfolded:
        draw(section, view)
    else:
        says = section.sentence if isinstance(section, Section) else section.why
        words = tag("p", says, class_="says") if says else None
        linked(tag("div", section.heading, words, class_="closed"), f"{section.name}-head", view.language)
    if is_unfolded or not is_open:
        others = [name for name in names if name and name != section.name]
        to = view.address.to(unfolded=",".join(others if is_unfolded else [*others, section.name]) or None)
        has_figure = isinstance(section, Section)
        closed = "section.unfold" if has_figure else "section.unfold_choices"
        label = view.text("section.fold" if is_unfolded else closed)
        link = tag("a", label, href=to.href, data_go=f"unfold-{section.name}", aria_expanded=str(is_unfolded).lower(),
                   class_="unfold")  # fmt: skip
        linked(tag("p", link), f"{section.name}-unfold", view.language)


def _heading(section: Section | Unanswered) -> Html:
    if section.choices is None:
        return join(section.heading)
    return tag("div", section.heading, section.choices, class_="line")


def _draw_answer(section: Section, view: View) -> None:
    if not section.chart:
        linked(tag("div", *_says(section), section.table, section.note), section.name, view.language)
        return
    is_beside = not section.is_below and section.folded is None
    left, right = st.columns(section.widths, gap="small") if is_beside else (nullcontext(), None)
    with left, st.container(border=True, key=f"{section.name}-figure"):
        _draw_figure(section, view)
        if right is None:
            linked(_table(section), f"{section.name}-table", view.language)
    if right is not None:
        with right:
            linked(_table(section), f"{section.name}-table", view.language)


def _draw_figure(section: Section, view: View) -> None:
    linked(tag("div", *_says(section)), f"{section.name}-says", view.language)
    if isinstance(section.figure, go.Figure):
        chart(section.figure, section.sentence, view, section.chart, section.meta)
    elif section.figure is not None:
        taken = downloads(section.chart, section.sentence, view, section.meta, has_picture=section.has_picture)
        linked(tag("div", section.figure, taken), f"{section.name}-drawing", view.language)


def _says(section: Section) -> tuple[Html, Html | None]:
    return tag("p", section.sentence, class_="says"), section.legend


def _table(section: Section) -> Html:
    if section.folded is None:
        return tag("div", section.table, section.note) if section.note else section.table
    summary = tag("summary", section.folded)
    table = tag("details", summary, section.table, class_="same", open=section.is_unfolded)
    return tag("div", table, section.note)
