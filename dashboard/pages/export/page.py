"""Export: choose a pack, have it made beside the page, take it out as one zip."""

import streamlit as st

from dashboard.export_jobs.job import Job
from dashboard.pages.export.choice import choice
from dashboard.pages.export.head import choices, nothing
from dashboard.pages.export.session_pack import making
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.view import View

JOB = "export_job"
LOOK_SECONDS = 1


def show(view: View) -> None:
    """Draw the choices, and below them the pack that this session has in the making."""
    st.set_page_config(page_title=f"{view.text('export.title')} · {view.text('app.name')}", layout="wide")
    chosen = choice(view)
    linked(choices(chosen, view) if chosen else nothing(view), "page", view.language, "export")
    if chosen is None:
        return
    job: Job | None = st.session_state.get(JOB)
    running = job is not None and job.state == "running"
    st.fragment(making, run_every=LOOK_SECONDS if running else None)(chosen, view, JOB, running)
