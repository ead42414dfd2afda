"""The earlier build that today's is compared with: a frozen edition, or the last one published by a day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.builds import BuildUnreadable, frozen, kept_before, seen_then
from models.store import OpenBuild
from pipelines.build_id import day_of
from pipelines.warehouse import BuildRef

Reason = Literal["first", "unknown", "too_early", "same", "unreadable"]


@dataclass(frozen=True)
class Earlier:
    """A build to compare with. `name` is its frozen name, where it is compared by one, and `day` when it was frozen;
    else when it was made. The figures of one that `is_frozen` are for whoever sees such figures today.
    """

    build: OpenBuild
    day: date
    name: str | None
    is_frozen: bool


@dataclass(frozen=True)
class NothingEarlier:
    """Why there is nothing to compare with. first: no earlier build is kept; unknown: neither a day nor an edition;
    too_early: nothing of that day is kept; same: the build that is shown was the last one by then.
    """

    reason: Reason


def earlier_build(since: str | None, shown: OpenBuild) -> Earlier | NothingEarlier:
    """What `shown`, the published build, is compared with.

    The edition of that name or the last build published by that day; of None the edition frozen last, else the
    build before the one shown.
    """
    chosen = _chosen(since, shown)
    if isinstance(chosen, NothingEarlier):
        return chosen
    try:
        build = seen_then(chosen if isinstance(chosen, str) else chosen.id)
    except BuildUnreadable:
        return NothingEarlier("unreadable")
    if isinstance(chosen, str):
        return Earlier(build, frozen()[chosen], chosen, is_frozen=True)
    return Earlier(build, chosen.day, None, is_frozen=bool(chosen.names))


def _chosen(since: str | None, shown: OpenBuild) -> str | BuildRef | NothingEarlier:
    """The name of an edition, or an earlier build."""
    editions, kept = frozen(), kept_before(shown)
    if since is None:
        last = next(iter(editions), None) if shown.asked is None else None
        return last or (kept[-1] if kept else NothingEarlier("first"))
    if since in editions:
        return since
    day = day_of(since)
    if day is None:
        return NothingEarlier("unknown")
    if day >= _day(shown):
        return NothingEarlier("same")
    by_then = [ref for ref in kept if ref.day <= day]
    return by_then[-1] if by_then else NothingEarlier("too_early" if kept else "first")


def _day(build: OpenBuild) -> date:
    return date.fromisoformat(build.built_at[:10])
