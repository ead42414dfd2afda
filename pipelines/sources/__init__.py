"""Outside formats: an inbox folder's name → how its files become rows of our feeds."""

from collections.abc import Iterator

from models.config import Config
from pipelines.nearest import nearest
from pipelines.sources import (
    channels,
    cordis,
    dbh,
    eche,
    erasmus_ka1,
    erasmus_results,
    ewp,
    nva,
    openalex,
    research_council,
    ror,
)
from pipelines.sources.headings import folded
from pipelines.sources.source import SourceReader


def unknown_headings(config: Config) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the configuration names under `[headings]` and no source knows: keys, and what is wrong."""
    for folder, columns in config.headings.items():
        reader = SOURCES.get(folder)
        known_headings = reader.headings() if reader else {}
        if not known_headings:
            takes = ", ".join(name for name, each in SOURCES.items() if each.headings())
            yield ("headings", folder), f"'{folder}' is not a public source with headings; these are: {takes}"
            continue
        published = {folded(theirs) for all_theirs in known_headings.values() for theirs in all_theirs}
        for ours in columns:
            if ours not in known_headings and folded(ours) not in published:
                near = nearest(ours, tuple(known_headings))
                yield (
                    ("headings", folder, ours),
                    f"{folder} has no column '{ours}'; the nearest is '{near}'. It has {', '.join(known_headings)}",
                )


SOURCES: dict[str, SourceReader] = {
    "research_council_eu_grants": research_council.READER,
    "dbh": dbh.READER,
    "eche": eche.READER,
    "erasmus_ka1": erasmus_ka1.READER,
    "erasmus_results": erasmus_results.READER,
    "ror": ror.READER,
    "channel_register": channels.READER,
    "cordis": cordis.READER,
    "ewp_iias": ewp.READER,
    "openalex": openalex.READER,
    "nva": nva.READER,
}
