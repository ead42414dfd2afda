"""Files of the three formats a feed may come in, as frames: cells trimmed, empty ones null, no verdict."""

from collections.abc import Callable, Iterator
from pathlib import Path

import fastexcel
import polars as pl

from pipelines.reading.delimited import Irregular, decode, read_row_by_row, read_rows
from pipelines.reading.first_look import check_kind, check_workbook
from pipelines.reading.headed import headed, headings
from pipelines.reading.parquet import read_parquet
from pipelines.reading.read_error import ReadError

__all__ = ["Irregular", "ReadError", "decode", "read_batches", "read_table"]


def read_table(path: Path) -> pl.DataFrame:
    """All of a file's batches as one frame."""
    try:
        batches = list(read_batches(path))
    except Irregular:
        batches = list(read_batches(path, row_by_row=True))
    return pl.concat(batches, how="vertical_relaxed")


def read_batches(path: Path, *, row_by_row: bool = False) -> Iterator[pl.DataFrame]:
    """Read a csv, xlsx or parquet file, one batch of rows after the other and one at the least.

    The frames have the file's own headings and one row per row that holds anything at all. Cells of csv and
    xlsx are text (dates of xlsx ISO 8601), parquet keeps its types. Perhaps after some batches it raises ReadError,
    or Irregular where a csv must be read again and row by row.
    """
    read = _FORMATS.get(path.suffix.lower())
    if read is None:
        raise ReadError(f"{path}: a file ending in '{path.suffix}' is not read. Hand in {', '.join(_FORMATS)}.")
    try:
        check_kind(path)
        yield from headed(read_row_by_row(path), path) if row_by_row else read(path)
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error


def _read_csv(path: Path) -> Iterator[pl.DataFrame]:
    return headed(read_rows(path), path)


def _read_xlsx(path: Path) -> Iterator[pl.DataFrame]:
    """The first visible sheet that holds headings, and those after it that have the same headings."""
    check_workbook(path)
    try:
        book = fastexcel.read_excel(path)
        sheets = [book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names]
        filled = [sheet.to_polars() for sheet in sheets if sheet.visible == "visible" and sheet.width]
    except fastexcel.FastExcelError as error:
        reason = str(error).splitlines()[0]
        raise ReadError(f"{path}: is not a workbook that can be opened ({reason}). Save it again as .xlsx.") from error
    if not filled:
        raise ReadError(f"{path}: no visible sheet holds anything.")
    tables = [*headed(filled[:1], path)]
    for rows in filled[1:]:
        if headings(rows) == tables[0].columns:
            tables += headed([rows], path)
    midnight = pl.all().str.replace(r"^(\d{4}-\d{2}-\d{2}) 00:00:00$", "$1")
    yield pl.concat(tables).select(midnight)


_FORMATS: dict[str, Callable[[Path], Iterator[pl.DataFrame]]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".parquet": read_parquet,
}
