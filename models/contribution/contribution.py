"""What a contribution says."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.answer import Meta, Row


@dataclass(frozen=True)
class Part:
    """What one member, or combination of members, adds to the change.

    `key` is None for the remainder: what is suppressed for this viewer, taken together, and what rounding leaves over.
    `before` and `after` are the member's own rows (None: not there in that year, or the remainder). `change` is in the
    indicator's unit; of a ratio it is `rate` + `mix`, which the remainder does not separate. `missing` is how many
    cases the member lacks to the plan's target in the later year (below zero: above it), None without a target.
    """

    key: Mapping[str, str | int | None] | None
    before: Row | None
    after: Row | None
    change: float
    rate: float | None
    mix: float | None
    missing: float | None


@dataclass(frozen=True)
class Contribution:
    """The change between two years and its parts, those that moved the figure most first, the remainder last.

    The parts sum to `change`, and their `missing` to that of the whole. `suppressed` counts the members folded into the
    remainder. Where the whole itself is suppressed or has no value in either year, `change` is None and no part is
    given.
    """

    before: Row
    after: Row
    change: float | None
    missing: float | None
    target: float | None
    parts: tuple[Part, ...]
    suppressed: int
    meta: Meta
