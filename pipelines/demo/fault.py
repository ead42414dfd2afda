"""What a planted fault is: which rows, what is wrong with them, and what must come of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

DUPLICATE: Final = "duplicate"
COUNTS: Final = "counts"
COUNTS_NOT: Final = "counts_not"
EMPTY = pl.lit(None, pl.String)


@dataclass(frozen=True)
class PlantedFault:
    """A fault and its verdict.

    `expected` is the name of the rule that rows break, `duplicate`, or for rows that are right though they look
    odd `counts` and `counts_not`. Rows that meet `where` are changed as `change` says: in place, or as copies at
    the end of their file whose columns `renewed` get numbers of their own. All cells are text.
    """

    fault: str
    feed: str
    expected: str
    rows: int
    where: pl.Expr
    change: Mapping[str, pl.Expr] = field(default_factory=dict)
    in_place: bool = False
    renewed: tuple[str, ...] = ("stay_id", "person_id")
