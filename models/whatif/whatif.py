"""What a what-if says."""

from dataclasses import dataclass

from models.answer import Meta, Row


@dataclass(frozen=True)
class Gain:
    """A member's own row, and how many whole cases more it would have; None where it is suppressed."""

    row: Row
    gained: int | None


@dataclass(frozen=True)
class WhatIf:
    """What each member would gain at a rate (0–1), and what that makes of the institution.

    `gained` is the sum over the members shown; `suppressed` others are left out of it. `whole` is the institution's own
    row of the year, and `value` the share it would have, None where it has none to show.
    """

    rate: float
    gains: tuple[Gain, ...]
    gained: int
    suppressed: int
    whole: Row
    value: float | None
    meta: Meta
