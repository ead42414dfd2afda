"""The earlier build that today's is compared with: a frozen edition, or the last one published by a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.builds import BuildUnreadable, frozen, published_before, seen_then
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


def kept_before(shown: OpenBuild) -> Sequence[BuildRef]:
    """The builds that readers saw before the one that is shown and that are kept, the oldest first."""
    return [ref for ref in published_before() if ref.id < shown.id]


def earlier_build(since: str | None, shown: OpenBuild) -> Earlier | NothingEarlier:
    """What `shown`, the published build, is compared with.

    The edition of that name or the last build published by that day; of None the edition frozen last, else the
    build before the one shown.
    """
    editions, kept = frozen(), kept_before(shown)
    if since is None:
        name = next(iter(editions), None) if shown.asked is None else None
        if name is None and not kept:
            return NothingEarlier("first")
        requested, is_frozen = (name, True) if name else (kept[-1].id, bool(kept[-1].names))
    elif since in editions:
        requested, name, is_frozen = since, since, True
    elif (day := day_of(since)) is None:
        return NothingEarlier("unknown")
    elif day >= _day(shown):
        return NothingEarlier("same")
    else:
        name, by_then = None, [ref for ref in kept if ref.day <= day]
        if not by_then:
            return NothingEarlier("too_early" if kept else "first")
        requested, is_frozen = by_then[-1].id, bool(by_then[-1].names)
    try:
        build = seen_then(requested)
    except BuildUnreadable:
        return NothingEarlier("unreadable")
    return Earlier(build, editions[name] if name else _day(build), name, is_frozen)


def _day(build: OpenBuild) -> date:
    return date.fromisoformat(build.built_at[:10])
