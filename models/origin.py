"""Where the rows of a build come from: own registers, public sources, inventions of a demonstration, or several."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

FileOrigin = Literal["real", "public", "synthetic"]
Origin = Literal["real", "public", "synthetic", "mixed"]
INVENTED: Final[frozenset[Origin]] = frozenset({"synthetic", "mixed"})  # wholly or in part

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
    """The origin of what rests on several files or feeds; what rests on none is real.

    Public files beside own ones need no word: only what rests on public sources alone is called public.
    """
    every = set(origins)
    if len(every) > 1:
        return "mixed" if every & INVENTED else "real"
    return every.pop() if every else "real"


def by_feed(origins: Iterable[tuple[str, Origin]]) -> Mapping[str, Origin]:
    """Feed → origin, from (feed, origin) of each file."""
    origins_of: dict[str, list[Origin]] = {}
    for feed, origin in origins:
        origins_of.setdefault(feed, []).append(origin)
    return {feed: together(of_feed) for feed, of_feed in origins_of.items()}


def unrecorded(as_of: date, paths: Iterable[str]) -> FileOrigin:
    """The origin of the files of a build that recorded none: synthetic where the demo wrote them, otherwise real."""
    return "synthetic" if as_of == DEMO_AS_OF and set(paths) >= DEMO_FILES else "real"
