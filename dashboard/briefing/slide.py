"""A slide as data: what the browser and PowerPoint draw alike."""

from dataclasses import dataclass
from typing import Literal

from models.status import StatusId


@dataclass(frozen=True)
class Series:
    """A named row of values, one for each category; None where there is none, or it is suppressed."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """Lines over years or bars of members. `shown` writes the values of the first series, `says` is the alt text.

    Values are in the indicator's `unit`, shares as 0–1.
    """

    kind: Literal["lines", "bars"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    shown: tuple[str, ...]
    unit: str | None
    says: str


@dataclass(frozen=True)
class Table:
    """Rows of words under `heads`; its name for who cannot see it is `says`."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    says: str


@dataclass(frozen=True)
class Slide:
    """A title, one sentence, and what shows it. `foot` has the sources; `goal` is the goal it leads to."""

    title: str
    says: str
    foot: str
    chart: Chart | None = None
    table: Table | None = None
    status: StatusId | None = None
    status_words: str = ""
    goal: str | None = None

    @property
    def is_said_by_bars(self) -> bool:
        """Whether the bars bear the names and the figures of the table."""
        if self.chart is None or self.table is None or self.chart.kind != "bars":
            return False
        return tuple(line[0] for line in self.table.rows) == self.chart.categories

    @property
    def is_cover(self) -> bool:
        """Whether it is a title alone."""
        return self.chart is None and self.table is None


@dataclass(frozen=True)
class Deck:
    """The slides in order, in one language; `origin` says what is not real of the data, None where all is."""

    title: str
    language: str
    origin: str | None
    built_at: str
    slides: tuple[Slide, ...]
