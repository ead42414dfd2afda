"""The tables of a mobility file: a csv is one, a workbook has one on every visible sheet that has the headings.

A year that does not fit on one sheet goes on upon the next, and sheets of notes are in between.
"""

from collections.abc import Collection
from pathlib import Path

import fastexcel
import polars as pl

from pipelines.reading.file_checks import check_kind, check_workbook
from pipelines.reading.readers import ReadError, read_table
from pipelines.sources.headings import folded

FIRST_ROWS = 50  # the headings stand within them, below a title and remarks


def tables(path: Path, marks: Collection[str]) -> list[pl.DataFrame]:
    """Frames of text with the file's own headings, one per table; rows without any cell are not rows.

    marks: folded headings, one of which every table has. Raises ReadError, also for a sheet as wide as a table
    whose rows have no headings, which would otherwise be lost.
    """
    if path.suffix.lower() != ".xlsx":
        return [read_table(path)]
    try:
        check_kind(path)
        check_workbook(path)
        book = fastexcel.read_excel(path)
        sheets = [book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names]
        visible = {sheet.name: sheet.to_polars() for sheet in sheets if sheet.visible == "visible" and sheet.width}
    except fastexcel.FastExcelError as error:
        reason = str(error).splitlines()[0]
        raise ReadError(f"{path}: is not a workbook that can be opened ({reason}). Save it again as .xlsx.") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error
    at = {name: _heading_row(sheet, marks) for name, sheet in visible.items()}
    read = [_table(visible[name], row) for name, row in at.items() if row is not None]
    if not read:
        raise ReadError(f"{path}: no visible sheet has the headings of a mobility file, such as '{min(marks)}'.")
    width = min(table.width for table in read)
    for name, row in at.items():
        if row is None and _widest(visible[name]) >= width:
            raise ReadError(f"{path}: sheet '{name}' holds rows and no headings. Copy the headings to its first row.")
    return read


def _heading_row(sheet: pl.DataFrame, marks: Collection[str]) -> int | None:
    rows = enumerate(sheet.head(FIRST_ROWS).iter_rows())
    return next((at for at, row in rows if any(folded(cell or "") in marks for cell in row)), None)


def _table(sheet: pl.DataFrame, at: int) -> pl.DataFrame:
    headings = sheet.row(at)
    named = {column: heading for column, heading in zip(sheet.columns, headings, strict=True) if heading}
    trimmed = sheet.slice(at + 1).select(pl.col(column).str.strip_chars().replace("", None) for column in named)
    return trimmed.rename(named).filter(pl.any_horizontal(pl.all().is_not_null()))


def _widest(sheet: pl.DataFrame) -> int:
    return sheet.select(pl.sum_horizontal(pl.all().is_not_null()).max()).item() or 0
