"""A part of a thing's page: its markup, and the figures in it, so that the page can say how many are suppressed."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.markup import Html
from models.answer import Meta, Row, Sign


@dataclass(frozen=True)
class Part:
    """Markup without its heading; `rows` are its figures, of which `bounded` are shown in part.

    `listed` counts those of a list: all, suppressed, shown in part. `count` is how many rows a list has.
    """

    html: Html
    rows: Sequence[Row] = ()
    metas: Sequence[Meta] = ()
    listed: tuple[int, int, int] = (0, 0, 0)
    bounded: int = 0
    count: int | None = None

    @property
    def figures(self) -> int:
        """How many figures there are."""
        return len(self.rows) + self.listed[0]

    @property
    def suppressed(self) -> int:
        """How many of them this reader does not see."""
        return sum(row.sign == Sign.SUPPRESSED for row in self.rows) - self.bounded + self.listed[1]

    @property
    def in_part(self) -> int:
        """Of how many sums this reader sees some years."""
        return self.bounded + self.listed[2]
