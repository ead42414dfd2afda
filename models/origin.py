"""Where the rows of a build come from: measured, invented for a demonstration, or both."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

FileOrigin = Literal["real", "synthetic"]
Origin = Literal["real", "synthetic", "mixed"]

# What the demo wrote before builds recorded origins: such a build is recognised by its day and by these files.
DEMO_AS_OF: Final = date(2026, 1, 31)
DEMO_FILES: Final = frozenset({
    "attestations/attestations.csv",
    "dbh/table_142.json",
    "dbh/table_373.json",
    "enrolments/enrolments_2025-autumn.csv",
    "stays/stays_planned_2026.xlsx",
    "units/units.csv",
})  # fmt: skip


def together(origins: Iterable[Origin]) -> Origin:
    """The origin of what rests on several files or feeds; what rests on none is real."""
    distinct = set(origins)
    if len(distinct) > 1:
        return "mixed"
    return distinct.pop() if distinct else "real"


def by_feed(origins: Iterable[tuple[str, Origin]]) -> Mapping[str, Origin]:
    """Feed → origin, from (feed, origin) of each file."""
    origins_of: dict[str, list[Origin]] = {}
    for feed, origin in origins:
        origins_of.setdefault(feed, []).append(origin)
    return {feed: together(of_feed) for feed, of_feed in origins_of.items()}


def unrecorded(as_of: date, paths: Iterable[str]) -> FileOrigin:
    """The origin of the files of a build that recorded none: synthetic where the demo wrote them, otherwise real."""
    return "synthetic" if as_of == DEMO_AS_OF and set(paths) >= DEMO_FILES else "real"
