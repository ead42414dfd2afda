"""Files of the three formats a feed may come in, as frames: cells trimmed, empty ones null, no verdict."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from pipelines.reading.delimited import Irregular, decode, read_row_by_row, read_rows
from pipelines.reading.file_checks import check_kind
from pipelines.reading.header_rows import headed
from pipelines.reading.layout import ANYWHERE, Layout, Table
from pipelines.reading.notes import note
from pipelines.reading.parquet import read_parquet
from pipelines.reading.read_error import ReadError
from pipelines.reading.workbook import read_workbook

__all__ = ["Irregular", "ReadError", "decode", "read_batches", "read_table"]


def read_table(path: Path, layout: Layout = ANYWHERE) -> pl.DataFrame:
    """All of a file's rows as one frame with the headings of its first table.

    Of a workbook's other sheets those that have all of these headings are in it; a note is made of the others, and of
    columns that only some sheets have.
    """
    try:
        tables = list(read_batches(path, layout))
    except Irregular:
        tables = list(read_batches(path, layout, row_by_row=True))
    first = tables[0]
    like = [first.frame]
    for table in tables[1:]:
        missing = [name for name in first.frame.columns if name not in table.frame.columns]
        if missing and table.sheet != first.sheet:
            note(not_read(table, f"it has no heading '{missing[0]}', as sheet '{first.sheet}' has"))
        elif table.sheet == first.sheet:
            like.append(table.frame)
        else:
            like.append(without_more(table, first.frame.columns))
    return pl.concat(like, how="diagonal_relaxed")


def read_batches(path: Path, layout: Layout = ANYWHERE, *, row_by_row: bool = False) -> Iterator[Table]:
    """Read a csv, xlsx or parquet file, one batch of rows after the other and one at least.

    The tables have the file's own headings and one row per row that holds anything at all; each sheet of a workbook
    is one, under its own headings. Cells of csv and xlsx are text (dates of xlsx ISO 8601), parquet keeps its types.
    Perhaps after some batches it raises ReadError, or Irregular where a csv must be read again and row by row.
    """
    read = _FORMATS.get(path.suffix.lower())
    if read is None:
        raise ReadError(f"{path}: a file ending in '{path.suffix}' is not read. Submit {', '.join(_FORMATS)}.")
    try:
        check_kind(path)
        yield from headed(read_row_by_row(path), path, layout) if row_by_row else read(path, layout)
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error


def not_read(table: Table, reason: str) -> str:
    """The note about a sheet that was left out."""
    return f"sheet '{table.sheet}' ({table.frame.height} rows, headings in row {table.row}) was not read: {reason}."


def without_more(table: Table, headings: list[str]) -> pl.DataFrame:
    """The columns of a sheet that others have too, in their order; a note is made of those that go."""
    more = [name for name in table.frame.columns if name not in headings]
    if more:
        names = ", ".join(f"'{name}'" for name in more)
        note(f"sheet '{table.sheet}': columns that no other sheet has were left unread: {names}.")
    return table.frame.select(headings)


def _read_csv(path: Path, layout: Layout) -> Iterator[Table]:
    return headed(read_rows(path), path, layout)


def _read_parquet(path: Path, _layout: Layout) -> Iterator[Table]:
    return (Table(frame, path) for frame in read_parquet(path))


_FORMATS: dict[str, Callable[[Path, Layout], Iterator[Table]]] = {
    ".csv": _read_csv,
    ".xlsx": read_workbook,
    ".parquet": _read_parquet,
}
