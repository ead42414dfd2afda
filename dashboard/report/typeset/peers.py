"""Other institutions: the own figure of each indicator of an area, its place, and who is first."""

from dashboard.format import cell, figure
from dashboard.peer_words import BY, source, span
from dashboard.report.contents import Contents, Section
from dashboard.report.words import name
from dashboard.text import text
from dashboard.text.labels import short_name
from models.peers import Comparison


def peers_head(language: str) -> list[str]:
    """The headings."""
    return [
        "",
        text("definitions.indicator", language),
        text("peers.report_years", language),
        text("peers.report_own", language),
        text("peers.report_place", language),
        text("peers.report_best", language),
        text("peers.report_share", language),
    ]


def peers_rows(section: Section, contents: Contents, language: str) -> list[list[str]]:
    """A line for each indicator that a public source has of others."""
    compared = [(one, contents.peers[one.id]) for one in section.indicators if one.id in contents.peers]
    return [["", name(one, language), *_cells(comparison, contents, language)] for one, comparison in compared]


def peers_notes(section: Section, contents: Contents, language: str) -> list[str]:
    """The sources of the lines, each once, and that they may differ from own figures."""
    compared = [contents.peers[one.id] for one in section.indicators if one.id in contents.peers]
    if not compared:
        return []
    return [text("peers.report_says", language), *dict.fromkeys(source(one, language) for one in compared)]


def _cells(comparison: Comparison, contents: Contents, language: str) -> list[str]:
    unit, row, best = comparison.indicator.unit, comparison.own_standing, comparison.best
    first = "–"
    if best is not None and best.figure is not None:
        leader = short_name(contents.build.labels, BY, best.institution, language)
        first = f"{leader}, {cell(best.figure, unit, language)}"
    share = comparison.national_share
    return [
        span(comparison, language),
        ":" if row.figure is None else cell(row.figure, unit, language),
        "–" if row.place is None else f"{row.place} / {comparison.placed}",
        first,
        "–" if share is None else figure(share, "percent", language),
    ]
