"""A chart's figures as columns and rows, before they are written in any format."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.answer import Row, Sign
from models.question import Question

Cell = str | float | None


class Column(NamedTuple):
    """A title and the unit of the numbers below it (as `Indicator.unit`; None: names, codes and years)."""

    title: str
    unit: str | None = None


@dataclass(frozen=True)
class Sheet:
    """What a chart shows. Numbers are those of the answer (a percentage as a share); a cell without one has its sign.

    `title` is above it. `question` is what was asked for it; None for a list of things, which `says` describes.
    """

    title: str
    question: Question | None
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    says: str = ""


def cells(row: Row | None) -> tuple[Cell, Cell, Cell]:
    """Numerator, denominator and value of a row; where one cannot be shown, the sign that says why."""
    if row is None:
        return (str(Sign.MISSING),) * 3
    sign = None if row.sign is None else str(row.sign)
    return row.numerator if row.numerator is not None else sign, denominator(row), value(row)


def denominator(row: Row) -> Cell:
    """The denominator, or the sign; nothing where the figure has none."""
    return row.denominator if row.denominator is not None or row.sign is None else str(row.sign)


def value(row: Row | None) -> Cell:
    """The value, or the sign of why there is none."""
    if row is None:
        return str(Sign.MISSING)
    return row.value if row.value is not None else str(row.sign or Sign.MISSING)
