"""What `ask` gives back: rows that keep numerator and denominator, and their own explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from models.incomplete_years import ACADEMIC_YEAR
from models.origin import FileOrigin, Origin, together


class Sign(StrEnum):
    """The four empties; a cell that holds a figure has none of SUPPRESSED, MISSING, NOT_APPLICABLE."""

    SUPPRESSED = ".."
    MISSING = ":"
    NOT_APPLICABLE = "–"


@dataclass(frozen=True)
class Row:
    """One cell of an answer.

    `key` maps each asked dimension to its member (year: int, others: code as text, None where unknown).
    `sign` is None where the figures may be shown; otherwise numerator, denominator and value are None.
    `denominator` is None for indicators that are plain counts or sums. `is_whole` says that a percentage is shown
    without decimals, because its base is too small to carry them for this viewer.
    """

    key: Mapping[str, str | int | None]
    numerator: float | int | None
    denominator: float | int | None
    value: float | None
    sign: Sign | None = None
    is_whole: bool = False


@dataclass(frozen=True)
class Source:
    """A file that an answer rests on."""

    feed: str
    path: str
    sha256: str
    rows_loaded: int
    rows_quarantined: int
    modified_on: str
    origin: FileOrigin = "real"


@dataclass(frozen=True)
class Meta:
    """The answer's own explanation. `labels` maps dimension → member → language → name, of the members shown.

    `origin` is that of all feeds whose rows the figures or their names were made of, `sources` or not;
    `synthetic_feeds` are those of them that are synthetic, wholly or in part.
    Without `has_history` the figure depends on something that is known for now alone; earlier years have no rows.
    `incomplete` maps each year of the answer that is not over to the day until which it is known.
    """

    indicator: str
    version: int
    build: str
    built_at: str
    certified: bool
    viewer: str
    by: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    years: tuple[int, int] | None
    dated_by: str
    units: str
    calendar: str
    unit: str
    evidence: str
    rounding: str
    suppressed_cells: int
    has_data: bool
    sql: str
    sources: tuple[Source, ...]
    labels: Mapping[str, Mapping[str, Mapping[str, str]]]
    origin: Origin = "real"
    synthetic_feeds: tuple[str, ...] = ()
    has_history: bool = True
    incomplete: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """Rows in the order of their key (years ascending, members by code), and what they mean."""

    rows: tuple[Row, ...]
    meta: Meta

    def incomplete_until(self, row: Row) -> date | None:
        """The day until which a row is known, where a year that it shows or counts is not over."""
        incomplete = self.meta.incomplete
        shown = row.key.get("year", row.key.get(ACADEMIC_YEAR))
        if shown is None:
            return max(incomplete.values(), default=None)
        return next((day for year, day in incomplete.items() if str(year) == str(shown)), None)


def shown_together(metas: Sequence[Meta]) -> Meta:
    """The explanation of the first, with the files and the origin of all."""
    feeds = sorted({feed for meta in metas for feed in meta.synthetic_feeds})
    return replace(
        metas[0],
        sources=tuple(dict.fromkeys(source for meta in metas for source in meta.sources)),
        origin=together(meta.origin for meta in metas),
        synthetic_feeds=tuple(feeds),
    )
