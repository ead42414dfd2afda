"""What is said of a figure from public sources: which, and how it differs from one of the institution's own feeds."""

from collections.abc import Iterable

from dashboard.text import text
from models.catalogue import Indicator
from models.public_sources import public_sources
from models.status import StatusRow
from models.store import OpenBuild


def public_words(indicator: Indicator | None, build: OpenBuild, language: str) -> str | None:
    """The sources and the differences in words; None for a figure of the institution's own feeds, or for none."""
    result = () if indicator is None else public_sources(indicator, build)
    if indicator is None or not result or not build.has_data(indicator):
        return None
    names = ", ".join(source.name[language] for source in result)
    differs = [source.differs[language] for source in result]
    if indicator.differs is not None and indicator.differs[language] not in differs:
        differs.insert(0, indicator.differs[language])
    return text("public.says", language, sources=names, differs=" ".join(differs))


def notes(rows: Iterable[StatusRow], build: OpenBuild, language: str) -> list[tuple[str, str]]:
    """(goals, words) of the rows that public sources alone are behind, once for all goals of the same words."""
    goals_by_note: dict[str, list[str]] = {}
    for row in rows:
        for part in row.halves or (row,):
            if part.evidence in ("0", "D") or (words := of_row(part, build, language)) is None:
                continue
            goals = goals_by_note.setdefault(words, [])
            if row.goal.id not in goals:
                goals.append(row.goal.id)
    return [(", ".join(goals), words) for words, goals in goals_by_note.items()]


def of_row(row: StatusRow, build: OpenBuild, language: str) -> str | None:
    """The words for the indicator that a goal is read by."""
    return public_words(build.indicators.get(row.indicator or ""), build, language)
