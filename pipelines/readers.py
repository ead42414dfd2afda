"""Files of the three formats a feed may come in, as frames: cells trimmed, empty ones null, no verdict."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import fastexcel
import polars as pl

from pipelines.cells import check_twice, clean_heading, trimmed
from pipelines.first_look import check_kind, check_lines, check_workbook
from pipelines.parquet import read_parquet
from pipelines.read_error import ReadError

__all__ = ["ReadError", "decode", "read_table"]

SEPARATORS = (",", ";", "\t")
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
BEYOND_ASCII = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")  # in UTF-8
BEGINNING = 65_536  # characters within which the headings stand
SEPARATOR_LINE = re.compile(r'^"?sep=."?[\r\n]+', re.IGNORECASE)  # Excel's own, above the headings
LONGEST_CELL = 131_072  # characters; a longer one is rows swallowed by a quote that was not closed


def read_table(path: Path) -> pl.DataFrame:
    """Read a csv, xlsx or parquet file.

    The frame has the file's own headings and one row per row that holds anything at all. Cells of csv and
    xlsx are text (dates of xlsx ISO 8601), parquet keeps its types. Raises ReadError.
    """
    read = _FORMATS.get(path.suffix.lower())
    if read is None:
        raise ReadError(f"{path}: a file ending in '{path.suffix}' is not read. Hand in {', '.join(_FORMATS)}.")
    try:
        check_kind(path)
        return read(path)
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error


def decode(data: bytes) -> str:
    """Text of a file: by its byte order mark, else UTF-8, else Windows-1252, else latin-1, which fits all.

    Where several exports were put together, and UTF-8 stands beside what is none, each line is read for itself.
    """
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in (*marked, "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if BEYOND_ASCII.search(data):
        return "".join(_decode_any(line, ("utf-8", "cp1252")) for line in data.splitlines(keepends=True))
    return _decode_any(data, ("cp1252",))


def _decode_any(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _read_csv(path: Path) -> pl.DataFrame:
    check_lines(path)
    text = SEPARATOR_LINE.sub("", decode(path.read_bytes()), count=1)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise ReadError(f"{path}: line {line} holds a NUL character: the file is damaged or no text. Export it again.")
    separator = _separator(text)
    width = max(1, _width(text, separator))
    try:
        rows = pl.read_csv(
            io.BytesIO(text.encode()),
            separator=separator,
            has_header=False,
            schema={str(index): pl.String for index in range(width)},
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        rows = _read_irregular(text, separator, width, path)
    _check_cells(rows, path)
    return _table(rows, path)


def _check_cells(rows: pl.DataFrame, path: Path) -> None:
    for cells in rows.iter_columns():
        if (cells.str.len_bytes().max() or 0) > LONGEST_CELL:  # type: ignore[operator]
            row = cells.str.len_bytes().arg_max() or 0
            raise ReadError(
                f"{path}: row {row + 1} has a cell of more than {LONGEST_CELL} characters, which begins "
                f"'{str(cells[row])[:40]}'. Look for a double quote that is not closed, or shorten the text."
            )


def _separator(text: str) -> str:
    """The separator that stands most often outside quotes on the first line."""
    outside = "".join(text[:BEGINNING].split('"')[::2])
    line = outside.lstrip("\r\n").partition("\n")[0]
    return max(SEPARATORS, key=line.count)


def _width(text: str, separator: str) -> int:
    rows = csv.reader(io.StringIO(text[:BEGINNING], newline=""), delimiter=separator)
    try:
        return next((len(row) for row in rows if row), 0)
    except csv.Error:
        return 0


def _read_irregular(text: str, separator: str, width: int, path: Path) -> pl.DataFrame:
    """Read row by row what the fast reader refused: keep what is untidy, say which line is broken.

    Spreadsheets drop trailing empty cells or add some: a short row is filled up, blank cells over are cut.
    """
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row[width:]):
                raise ReadError(
                    f"{path}: line {line} has {len(row)} cells, the headings are {width}. "
                    f"A cell that contains '{separator}' must stand in double quotes."
                )
            rows.append((row + [""] * width)[:width])
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            f"{path}: the row that begins on line {line} cannot be read ({error}). "
            "Look for a double quote that is not closed; a quote within a quoted cell is written twice."
        ) from error
    return pl.DataFrame(rows, schema={str(index): pl.String for index in range(width)}, orient="row")


def _read_xlsx(path: Path) -> pl.DataFrame:
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
    tables = [_table(rows, path) for rows in filled[:1]]
    for rows in filled[1:]:
        if _headings(rows) == tables[0].columns:
            tables.append(_table(rows, path))
    midnight = pl.all().str.replace(r"^(\d{4}-\d{2}-\d{2}) 00:00:00$", "$1")
    return pl.concat(tables).select(midnight)


def _table(rows: pl.DataFrame, path: Path) -> pl.DataFrame:
    """Rows of text → frame: the first row with two cells has the headings; blank rows and columns go."""
    rows = rows.select(trimmed(pl.all()))
    at = _heading_row(rows)
    if at is None:
        raise ReadError(f"{path}: holds no row of headings.")
    headings = _headings(rows)
    check_twice([heading for heading in headings if heading], path)
    body = rows.slice(at + 1).filter(pl.any_horizontal(pl.all().is_not_null()))
    for index, heading in enumerate(headings):
        if not heading and body.to_series(index).count():
            raise ReadError(f"{path}: column {index + 1} holds values and has no heading. Name it or remove it.")
    named = [index for index, heading in enumerate(headings) if heading]
    return body.select(body.to_series(index).alias(headings[index]) for index in named)


def _heading_row(rows: pl.DataFrame) -> int | None:
    cells = rows.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    return next((index for index, count in enumerate(cells) if count >= min(2, rows.width)), None)


def _headings(rows: pl.DataFrame) -> list[str]:
    at = _heading_row(rows)
    return [] if at is None else [clean_heading(cell or "") for cell in rows.row(at)]


_FORMATS: dict[str, Callable[[Path], pl.DataFrame]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".parquet": read_parquet,
}
