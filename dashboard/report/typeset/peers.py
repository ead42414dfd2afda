"""Other institutions: the own figure of each indicator of an area, its place, and who is first."""

from dashboard.format import cell, change, figure
from dashboard.peer_records import differences
from dashboard.peer_words import BY, PER, per_size, size_notes, source, span
from dashboard.report.contents import Contents, Section
from dashboard.report.words import name
from dashboard.text import text
from dashboard.text.labels import short_name
from models.peers import Comparison


def peers_head(language: str) -> list[str]:
    """The headings."""
    return [
        text("definitions.indicator", language),
        text("peers.report_years", language),
        text("peers.report_own", language),
        text("peers.report_place", language),
        text("peers.report_best", language),
        text("peers.report_share", language),
        text("peers.distance", language),
        text("peers.report_sizes", language),
    ]


def peers_rows(section: Section, contents: Contents, language: str) -> list[list[str]]:
    """A line for each indicator that a public source has of others."""
    compared = [(one, contents.peers[one.id]) for one in section.indicators if one.id in contents.peers]
    return [[name(one, language), *_cells(comparison, contents, language)] for one, comparison in compared]


def peers_notes(section: Section, contents: Contents, language: str) -> list[str]:
    """The sources of the lines, how each counts otherwise than own feeds, and what the sizes are, each once."""
    compared = [contents.peers[one.id] for one in section.indicators if one.id in contents.peers]
    if not compared:
        return []
    sources = [source(one, language) for one in compared]
    differs = [differences(one.indicator.id, contents.build, language) for one in compared]
    sizes = [note for one in compared for note in size_notes(one, language)]
    return [text("peers.report_says", language), *dict.fromkeys([*sources, *(one for one in differs if one), *sizes])]


def _cells(comparison: Comparison, contents: Contents, language: str) -> list[str]:
    unit, row, best = comparison.indicator.unit, comparison.own_standing, comparison.best
    first = "–"
    if best is not None and best.figure is not None:
        leader = short_name(contents.build.labels, BY, best.institution, language)
        first = f"{leader}, {cell(best.figure, unit, language)}"
    share = comparison.national_share
    distance = None if best is None or best is row else comparison.distance(best)
    sizes = [per_size(row, size, unit, language) or ":" for size in PER] if row.per else []
    return [
        span(comparison, language),
        ":" if row.figure is None else cell(row.figure, unit, language),
        "–" if row.place is None else f"{row.place} / {comparison.placed}",
        first,
        "–" if share is None else figure(share, "percent", language),
        "–" if distance is None else change(distance, unit, language),
        " / ".join(sizes) or "–",
    ]
