"""What is computed from the figures that a reader may see: forecasts, contributions and what-ifs, kept per reader."""

from dashboard import builds
from dashboard.builds import KEPT_ANSWERS, per_viewer
from dashboard.result_cache.memory import Memory
from models.changes import Between, Changes, ChangesError, between
from models.changes import changes as changes_between
from models.cohorts import Cohorts
from models.cohorts import cohorts as follow
from models.contribution import Contribution
from models.contribution import contribution as decompose
from models.forecast import Forecast
from models.forecast import forecast as foresee
from models.forecast.forecast_target import aims_of
from models.peers import Comparison, compare, peer_set_of
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from models.whatif import Growth, WhatIf, if_members_added, if_members_had_the_rate_of, if_members_reached

KEPT_RECOUNTS = 4  # each holds a part of today's tables in memory
Rate = float | str
"""A share to reach (0–1), or the member whose rate is to be had."""


@per_viewer(KEPT_ANSWERS)
def forecast(viewer: Viewer, question: Question, build: OpenBuild) -> Forecast | None:
    """Where an indicator is heading; None for one that is not forecast. Raises QuestionError."""
    return foresee(question, viewer, build) if question.indicator in aims_of(build) else None


@per_viewer(KEPT_ANSWERS)
def peers(viewer: Viewer, indicator: str, peer_set: str | None, build: OpenBuild) -> Comparison | None:
    """The own figure beside a set of other institutions (None: the first set); None where no source has both."""
    return compare(indicator, viewer, build, peer_set_of(peer_set, build))


@per_viewer(KEPT_ANSWERS)
def cohorts(viewer: Viewer, question: Question, build: OpenBuild) -> Cohorts:
    """Start cohorts beside each other. Raises QuestionError."""
    return follow(question, viewer, build)


@per_viewer(KEPT_ANSWERS)
def contribution(viewer: Viewer, question: Question, build: OpenBuild) -> Contribution | None:
    """Which members a change came from; None where this reader may not see it."""
    try:
        return decompose(question, viewer, build)
    except QuestionError:  # members overlap, or do not add up
        return None


@per_viewer(KEPT_ANSWERS)
def whatif(viewer: Viewer, rate: Rate, question: Question, build: OpenBuild) -> WhatIf | None:
    """What a supposed rate would give; None where this reader may not see it."""
    try:
        if isinstance(rate, str):
            return if_members_had_the_rate_of(rate, question, viewer, build)
        return if_members_reached(rate, question, viewer, build)
    except QuestionError:  # not a share, members overlap, or the rate may not be seen
        return None


@per_viewer(KEPT_ANSWERS)
def growth(viewer: Viewer, more: int, until: int, question: Question, build: OpenBuild) -> Growth | None:
    """What so many more cases a year would make of the years ahead; None where this reader may not see it."""
    try:
        return if_members_added(more, until, question, viewer, build)
    except QuestionError:  # it is not forecast, or members overlap
        return None


def changes(question: Question, build: OpenBuild, since: str) -> Changes | None:
    """What changed since the build frozen as `since`; None where it has no such figure or this reader may not see it.

    Raises BuildUnreadable.
    """
    then = builds.chosen_build(since)
    return None if then is None else _changes(question, then, build)


@per_viewer(KEPT_ANSWERS)
def _changes(viewer: Viewer, question: Question, then: OpenBuild, build: OpenBuild) -> Changes | None:
    try:
        return changes_between(question, viewer, then, build, _between(question.indicator, then, build))
    except (ChangesError, QuestionError):  # not in the frozen build, or not for this reader
        return None


def _between(indicator: str, then: OpenBuild, now: OpenBuild) -> Between:
    return _recounts.get((now.key, f"{then.key} {indicator}"), lambda: between(indicator, then, now))


_recounts: Memory[Between] = Memory(KEPT_RECOUNTS)
