"""Files of the three formats a feed may come in, as frames: cells trimmed, empty ones null, no verdict."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import fastexcel
import polars as pl
import pyarrow
import pyarrow.parquet

SEPARATORS = (",", ";", "\t")
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
BEGINNING = 65_536  # characters within which the headings stand
_DAMAGE = (pyarrow.ArrowException, pl.exceptions.PanicException)


class ReadError(Exception):
    """A file cannot be read; the message names the file, what was wrong and where, and how to mend it."""


def read_table(path: Path) -> pl.DataFrame:
    """Read a csv, xlsx or parquet file.

    The frame has the file's own headings and one row per row that holds anything at all. Cells of csv and
    xlsx are text (dates of xlsx ISO 8601), parquet keeps its types. Raises ReadError.
    """
    read = _FORMATS.get(path.suffix.lower())
    if read is None:
        raise ReadError(f"{path}: a file ending in '{path.suffix}' is not read. Hand in {', '.join(_FORMATS)}.")
    try:
        return read(path)
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error


def decode(data: bytes) -> str:
    """Text of a file: by its byte order mark, else UTF-8, else Windows-1252, else latin-1, which fits all."""
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in (*marked, "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _read_csv(path: Path) -> pl.DataFrame:
    text = decode(path.read_bytes())
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
    return _table(rows, path)


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


def _read_parquet(path: Path) -> pl.DataFrame:
    """By pyarrow, which answers damaged bytes with an error, where Polars' reader may end the process."""
    try:
        with pyarrow.parquet.ParquetFile(path, page_checksum_verification=True) as file:
            table = file.read()
        table.validate(full=True)
        _check_twice(list(table.column_names), path)
        frame = pl.DataFrame(table.replace_schema_metadata(None))
    except FileNotFoundError:
        raise
    except (*_DAMAGE, OSError, MemoryError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise ReadError(f"{path}: is not a parquet file that can be read ({reason}). Save it again.") from error
    for name, kind in frame.schema.items():
        if kind.base_type() in (pl.Struct, pl.Binary, pl.Object, pl.Array):
            raise ReadError(f"{path}: column '{name}' holds {kind}; text, numbers, dates and lists are read.")
    named = pl.selectors.categorical() | pl.selectors.enum()
    return frame.with_columns(named.cast(pl.String)).with_columns(_trimmed(pl.selectors.string()))


def _trimmed(column: pl.Expr) -> pl.Expr:
    return column.str.strip_chars().replace("", None)


def _table(rows: pl.DataFrame, path: Path) -> pl.DataFrame:
    """Rows of text → frame: the first row with two cells has the headings; blank rows and columns go."""
    rows = rows.select(_trimmed(pl.all()))
    at = _heading_row(rows)
    if at is None:
        raise ReadError(f"{path}: holds no row of headings.")
    headings = _headings(rows)
    _check_twice([heading for heading in headings if heading], path)
    body = rows.slice(at + 1).filter(pl.any_horizontal(pl.all().is_not_null()))
    for index, heading in enumerate(headings):
        if not heading and body.to_series(index).count():
            raise ReadError(f"{path}: column {index + 1} holds values and has no heading. Name it or remove it.")
    named = [index for index, heading in enumerate(headings) if heading]
    return body.select(body.to_series(index).alias(headings[index]) for index in named)


def _check_twice(headings: list[str], path: Path) -> None:
    if twice := next((heading for heading in headings if headings.count(heading) > 1), None):
        raise ReadError(f"{path}: the heading '{twice}' stands twice. Rename or remove one of the two columns.")


def _heading_row(rows: pl.DataFrame) -> int | None:
    cells = rows.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    return next((index for index, count in enumerate(cells) if count >= min(2, rows.width)), None)


def _headings(rows: pl.DataFrame) -> list[str]:
    at = _heading_row(rows)
    return [] if at is None else [(cell or "").strip("\ufeff \u00a0") for cell in rows.row(at)]


_FORMATS: dict[str, Callable[[Path], pl.DataFrame]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".parquet": _read_parquet,
}
