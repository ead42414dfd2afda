"""The pack of this session: start it, watch it, cancel it, take it."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import builds
from dashboard.export_jobs.job import Job, may_begin
from dashboard.export_jobs.order import Order
from dashboard.markup import Html, tag
from dashboard.pages.export.choice import Choice
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View
from data_contracts.text import LANGUAGES, MESSAGES
from models.config import find_config
from models.question import Viewer

MEGABYTE = 1_000_000


def making(chosen: Choice, view: View, slot: str, watched: bool) -> None:
    """Draw the job in the session's `slot` with its button; drawn again and again while it is `watched`."""
    job: Job | None = st.session_state.get(slot)
    running = job is not None and job.state == "running"
    if watched and not running:
        st.rerun()
    linked(_told(job, view), "making", view.language)
    with st.container(horizontal=True, key="order"):
        if job is not None and running:
            if st.button(view.text("export.cancel"), key="cancel"):
                job.cancel()
                st.rerun()
        elif st.button(view.text("export.make"), type="primary", key="make"):
            if may_begin(builds.serving().logged_as):
                if job is not None:
                    job.cancel()  # the pack before makes room
                st.session_state[slot] = Job(order(chosen, view))
                st.rerun()
            linked(tag("p", view.text("export.busy"), class_="notice", role="status"), "busy", view.language)


def order(chosen: Choice, view: View) -> Order:
    """What the worker is asked for: the build on the page, with the rights chosen."""
    requested = view.build.asked
    return Order(
        config=str(find_config()),
        warehouse=str(builds.serving().warehouse),
        build=view.build.id,
        name=requested.name if requested else None,
        viewer=str(chosen.viewer),
        year=chosen.year,
        languages=chosen.languages,
        who=builds.serving().logged_as,
    )


def _told(job: Job | None, view: View) -> Html:
    """Which pack it is, and how far it has come; a region that is read out as it changes."""
    if job is None:
        return tag("div", class_="making", role="status")
    return tag(
        "div", tag("p", _name(job.order, view), class_="over"), *_state(job, view), class_="card making", role="status"
    )


def _state(job: Job, view: View) -> tuple[Html, ...]:
    match job.state:
        case "running":
            return (_progress(job, view),)
        case "done":
            return _taken(job, view)
        case "failed":
            return (tag("p", view.text("export.failed")), tag("p", job.problem, lang=MESSAGES))
        case "gone":
            return (tag("p", view.text("export.cancelled")),)


def _progress(job: Job, view: View) -> Html:
    step = job.step
    if step is None:
        return tag("p", view.text("export.starts"))
    stage = view.heading("stage", step.stage)
    bar = tag("progress", value=step.done, max=step.total, aria_label=stage)
    return tag("p", tag("span", f"{stage} … "), bar)


def _taken(job: Job, view: View) -> tuple[Html, ...]:
    size = view.number(job.zip.stat().st_size / MEGABYTE, 1) if job.zip else ""
    href = f"download?{urlencode({'pack': job.token, 'lang': view.language})}"
    link = tag("a", view.text("export.take", size=size), href=href, download=True, class_="take")
    return tag("p", link), tag("p", view.text("export.noted"), class_="foot")


def _name(order: Order, view: View) -> str:
    languages = ", ".join(LANGUAGES[language].name for language in order.languages)
    rights = view.word("rights", Viewer.parse(order.viewer).role)
    return f"{order.year} · {languages} · {rights} · {order.name or order.build}"
