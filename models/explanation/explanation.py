"""What there is to say of a figure, in no language: texts in both, ids and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.answer import Meta, Row, Source
from models.bridges import Bridge, Step
from models.catalogue import Indicator
from models.plan import Break, Goal
from models.question import Question


@dataclass(frozen=True)
class QuarantinedRows:
    """Quarantined rows of a feed that would have counted, of any unit.

    `in_years`: those whose day, month, semester or year (column `dated_by`) is in the calendar years asked about;
    `undated`: those for which it cannot be read, or all of a feed that has none.
    """

    feed: str
    dated_by: str | None
    in_years: int
    undated: int


@dataclass(frozen=True)
class StepTaken:
    """A step of a bridge: what it changes and what then stands, as shown to the viewer; None where that is suppressed.

    `beside` is the count that a step gives without moving anything.
    """

    step: Step
    change: int | None
    value: int | None
    beside: Row | None = None


@dataclass(frozen=True)
class Published:
    """The source's own figure for the same years, and where it was read: value = counted + unrounded + remainder.

    `unrounded` takes rounding back where the figure plainly is not rounded; `remainder` is what no step explains. Both
    are None where a step is suppressed.
    """

    value: int
    unrounded: int | None
    remainder: int | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class YearBeside:
    """Our figure of a year, by the source's reference date, and the source's own; None where suppressed."""

    year: int
    ours: int | None
    published: int


@dataclass(frozen=True)
class Crossing:
    """From our figure over a bridge: ours + every change = counted, exactly, as the viewer sees them.

    Where a step is suppressed, it is the last one and `counted` is None; `ours` is None where our figure is suppressed.
    `series` has every year that the source has published of the whole institution, regardless of the years asked about.
    """

    bridge: Bridge
    ours: int | None
    steps: tuple[StepTaken, ...]
    counted: int | None
    published: Published | None
    series: tuple[YearBeside, ...] = ()


@dataclass(frozen=True)
class About:
    """A figure explained.

    `row` is the figure where the question is about one. `breaks` are those of the series in the years asked about.
    `facts` holds the statement that made each table counted over. Counts below `suppresses_below` are suppressed
    for this viewer; None: none are. `quarantined` has the feeds with such rows; None: the build did not count them.
    """

    question: Question
    indicator: Indicator
    meta: Meta
    row: Row | None
    goals: tuple[Goal, ...]
    breaks: tuple[Break, ...]
    facts: Mapping[str, str]
    as_of: date
    data_until: date | None
    suppresses_below: int | None
    quarantined: tuple[QuarantinedRows, ...] | None
    crossing: Crossing | None
