"""A figure explained in one language: the same words on a page and on the command line."""

from dataclasses import dataclass
from datetime import date

from dashboard.explanation.bridge_table import BridgeTable, bridge
from dashboard.explanation.terms import terms
from dashboard.format import number, short_day
from dashboard.text import text
from dashboard.text.labels import heading
from models.answer import Source
from models.explanation import About

CHECKSUM_SHOWN = 12


@dataclass(frozen=True)
class File:
    """A file behind the figure, as a row of a table; `sha256` is the whole checksum, `checksum` its beginning."""

    feed: str
    path: str
    changed: str
    checksum: str
    sha256: str
    rows: str
    quarantined: str


@dataclass(frozen=True)
class Explanation:
    """What there is to say of a figure. `terms` are (term, words) in the order they are read; `sql` (title, SQL)."""

    id: str
    name: str
    definition: str
    terms: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    bridge: BridgeTable | None
    sql: tuple[tuple[str, str], ...]


def describe(about: About, language: str) -> Explanation:
    """A figure explained in a language."""
    files = tuple(_file(source, language) for source in about.meta.sources)
    statements = [(text("about.table_sql", language, table=name), sql) for name, sql in about.facts.items()]
    return Explanation(
        about.indicator.id,
        about.indicator.name[language],
        about.indicator.definition[language],
        tuple(terms(about, language)),
        files,
        bridge(about, language),
        ((text("definitions.sql", language), about.meta.sql), *statements),
    )


def _file(source: Source, language: str) -> File:
    return File(
        heading("feed", source.feed, language),
        source.path,
        short_day(date.fromisoformat(source.modified_on), language),
        source.sha256[:CHECKSUM_SHOWN],
        source.sha256,
        number(source.rows_loaded, language),
        number(source.rows_quarantined, language),
    )
