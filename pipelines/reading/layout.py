"""Where the table of a file is, and a table with the place that messages name it by."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

UNNAMED = "column {}"  # what a column without a heading is called, counted from 1
IS_UNNAMED = re.compile(r"^column \d+$")
HasHeadings = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Layout:
    """How a table is found in a file.

    sheets: names of the sheets to read, every visible one where none is named. headings_row: the row of the headings,
    counted from 1 in the file or sheet; where it is not given, the first row that `has_headings` accepts, or else the
    first one with two cells. keeps_unnamed: a column of values without a heading is called `column 3`, not refused.
    """

    sheets: tuple[str, ...] = ()
    headings_row: int | None = None
    has_headings: HasHeadings | None = None
    keeps_unnamed: bool = False


ANYWHERE = Layout()


@dataclass(frozen=True, eq=False)
class Table:
    """Rows under their headings, and where they are: `sheet` is None outside workbooks, `row` that of the headings."""

    frame: pl.DataFrame
    path: Path
    sheet: str | None = None
    row: int = 1

    @property
    def place(self) -> str:
        """File, sheet and row, for messages about the headings."""
        sheet = f", sheet '{self.sheet}'" if self.sheet is not None else ""
        return f"{self.path}{sheet}, headings in row {self.row}" if sheet or self.row > 1 else str(self.path)
