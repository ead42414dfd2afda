"""What is worked out from the figures that a reader may see: forecasts, contributions and what-ifs, kept per reader."""

import streamlit as st

from dashboard import builds
from dashboard.builds import KEPT_ANSWERS, readable
from models.changes import Between, Changes, ChangesError, between
from models.changes import changes as tell_changes
from models.cohorts import Cohorts
from models.cohorts import cohorts as follow
from models.contribution import Contribution
from models.contribution import contribution as tell_apart
from models.forecast import Forecast
from models.forecast import forecast as foresee
from models.forecast.forecast_target import aims_of
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from models.whatif import Growth, WhatIf, if_members_added, if_members_had_the_rate_of, if_members_reached

KEPT_RECOUNTS = 4  # each holds a part of today's tables in memory
Rate = float | str
"""A share to reach (0–1), or the member whose rate is to be had."""


def forecast(question: Question, build: OpenBuild) -> Forecast | None:
    """Where an indicator is heading; None for one that nothing foresees. Raises QuestionError, BuildUnreadable."""
    if question.indicator not in aims_of(build):
        return None
    with readable():
        return _forecast(build.key, str(builds.serving().viewer), question, build)


def cohorts(question: Question, build: OpenBuild) -> Cohorts:
    """Start cohorts beside each other. Raises QuestionError, BuildUnreadable."""
    with readable():
        return _cohorts(build.key, str(builds.serving().viewer), question, build)


def contribution(question: Question, build: OpenBuild) -> Contribution | None:
    """What moved a figure; None where this reader can be told none. Raises BuildUnreadable."""
    with readable():
        return _contribution(build.key, str(builds.serving().viewer), question, build)


def whatif(rate: Rate, question: Question, build: OpenBuild) -> WhatIf | None:
    """What a supposed rate would give; None where this reader can be told none. Raises BuildUnreadable."""
    with readable():
        return _whatif(build.key, str(builds.serving().viewer), rate, question, build)


def growth(more: int, until: int, question: Question, build: OpenBuild) -> Growth | None:
    """What so many cases more a year would make of the years ahead; None where that cannot be worked out for this
    reader. Raises BuildUnreadable.
    """
    with readable():
        return _growth(build.key, str(builds.serving().viewer), more, until, question, build)


def changes(question: Question, build: OpenBuild, since: str) -> Changes | None:
    """What changed since the build frozen as `since`; None where this reader can be told nothing, or it has no such
    figure. Raises BuildUnreadable.
    """
    then, viewer = builds.chosen_build(since), str(builds.serving().viewer)
    with readable():
        return None if then is None else _changes(then.key, build.key, viewer, question, then, build)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False, hash_funcs={Question: repr})
def _changes(
    then_id: str,  # noqa: ARG001  # the ids are keys of the cache
    build_id: str,
    viewer: str,
    question: Question,
    _then: OpenBuild,
    _build: OpenBuild,
) -> Changes | None:
    try:
        recounted = _between(_then.key, build_id, question.indicator, _then, _build)
        return tell_changes(question, Viewer.parse(viewer), _then, _build, recounted)
    except (ChangesError, QuestionError):  # not in the frozen build, or not to be told to this reader
        return None


@st.cache_resource(max_entries=KEPT_RECOUNTS, show_spinner=False)
def _between(then_id: str, build_id: str, indicator: str, _then: OpenBuild, _build: OpenBuild) -> Between:  # noqa: ARG001
    return between(indicator, _then, _build)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False, hash_funcs={Question: repr})
def _forecast(build_id: str, viewer: str, question: Question, _build: OpenBuild) -> Forecast:  # noqa: ARG001
    return foresee(question, Viewer.parse(viewer), _build)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False, hash_funcs={Question: repr})
def _cohorts(build_id: str, viewer: str, question: Question, _build: OpenBuild) -> Cohorts:  # noqa: ARG001
    return follow(question, Viewer.parse(viewer), _build)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False, hash_funcs={Question: repr})
def _contribution(build_id: str, viewer: str, question: Question, _build: OpenBuild) -> Contribution | None:  # noqa: ARG001
    try:
        return tell_apart(question, Viewer.parse(viewer), _build)
    except QuestionError:  # members overlap, or are no sum
        return None


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False, hash_funcs={Question: repr})
def _whatif(build_id: str, viewer: str, rate: Rate, question: Question, _build: OpenBuild) -> WhatIf | None:  # noqa: ARG001
    try:
        if isinstance(rate, str):
            return if_members_had_the_rate_of(rate, question, Viewer.parse(viewer), _build)
        return if_members_reached(rate, question, Viewer.parse(viewer), _build)
    except QuestionError:  # no share, members overlap, or the rate may not be seen
        return None


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False, hash_funcs={Question: repr})
def _growth(
    build_id: str,  # noqa: ARG001
    viewer: str,
    more: int,
    until: int,
    question: Question,
    _build: OpenBuild,
) -> Growth | None:
    try:
        return if_members_added(more, until, question, Viewer.parse(viewer), _build)
    except QuestionError:  # nothing is foreseen, or members overlap
        return None
