"""What became of a frozen figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from models.answer import Meta, Row

Cause = Literal["data", "definition", "units"]
CAUSES: tuple[Cause, ...] = get_args(Cause)


@dataclass(frozen=True)
class Part:
    """What one cause changed; None where there is none: no denominator, or no value to change from or to."""

    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None


@dataclass(frozen=True)
class Change:
    """A figure as frozen and as it is today, and what is between.

    `then` and `now` are the rows that `ask` gives (None: no such row). `parts` has every cause in the order in which
    they are taken, and sums exactly to `whole`; both are None where this viewer may not see them.
    """

    key: Mapping[str, str | int | None]
    then: Row | None
    now: Row | None
    parts: Mapping[Cause, Part] | None
    whole: Part | None


@dataclass(frozen=True)
class Changes:
    """Every figure of the frozen answer's years, and what both answers rest on."""

    rows: tuple[Change, ...]
    then: Meta
    now: Meta
