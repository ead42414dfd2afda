"""Text with separators, in any encoding: batches of rows of cells, as they are written."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from pipelines.reading.file_checks import check_lines
from pipelines.reading.read_error import ReadError

BATCH = 122_880  # rows in memory at a time; twice as many are not faster
SEPARATORS = (",", ";", "\t")
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
BEYOND_ASCII = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")  # in UTF-8
LOOKED_AT = 50  # lines from the top, to find where the table begins
BEGINNING = 65_536  # characters within which the headings stand
START = (b"", 0)  # of a decoder that waits for no further byte
BLOCK = 1 << 24  # bytes looked at at a time
SEPARATOR_LINE = re.compile(r'^"?sep=."?[\r\n]+', re.IGNORECASE)  # Excel's own, above the headings
LONGEST_CELL = 131_072  # characters; a longer one is rows swallowed by a quote that was not closed


class Irregular(Exception):  # noqa: N818  # no fault: the file is read another way
    """The fast reader met rows that are not all alike; what it gave so far is to be forgotten."""


def read_rows(path: Path) -> Iterator[pl.DataFrame]:
    """Batches of rows of text with as many columns as the headings have cells; null is an empty cell.

    Plain UTF-8 is read from the file batch by batch; text in another encoding is held in memory while it is read.
    Raises ReadError and Irregular, perhaps after some batches; `read_row_by_row` reads what is irregular.
    """
    check_lines(path)
    source: Path | io.BytesIO = path
    beginning = _plain_beginning(path)
    if beginning is None:
        beginning = _text(path)
        source = io.BytesIO(beginning.encode())
    separator = _separator(beginning)
    schema = dict.fromkeys(_columns(beginning, separator), pl.String)
    rows = pl.scan_csv(source, separator=separator, has_header=False, schema=schema, raise_if_empty=False)
    read = 0
    try:
        for batch in rows.collect_batches(chunk_size=BATCH, maintain_order=True):
            _check_cells(batch, read, path)
            yield batch.rechunk()
            read += batch.height
    except pl.exceptions.PolarsError as error:
        raise Irregular(path) from error


def read_row_by_row(path: Path) -> Iterator[pl.DataFrame]:
    """Batches as from `read_rows`: what is untidy is kept, a row that is broken said to be so by its line.

    Spreadsheets drop trailing empty cells or add some: a short row is filled up, blank cells over are cut.
    """
    text = _text(path)
    separator = _separator(text)
    columns = _columns(text, separator)
    rows = _strict_rows(text, separator, len(columns), path)
    read = 0
    while batch := list(islice(rows, BATCH)):
        frame = pl.DataFrame(batch, schema=dict.fromkeys(columns, pl.String), orient="row")
        _check_cells(frame, read, path)
        yield frame
        read += frame.height


def decode(data: bytes) -> str:
    """Text of a file: by its byte order mark, else UTF-8, else Windows-1252, else latin-1, which fits all.

    Where several exports were put together, and UTF-8 is beside what is none, each line is read for itself.
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


def _plain_beginning(path: Path) -> str | None:
    """The first characters of a file that can be read as it is on the disk, None where it must be decoded first."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    beginning, has_lines = "", False
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                if b"\0" in block:
                    return None
                has_lines = has_lines or b"\n" in block
                is_plain = block.isascii() and decoder.getstate() == START
                text = block[:BEGINNING].decode() if is_plain else decoder.decode(block)
                beginning = (beginning + text)[:BEGINNING] if len(beginning) < BEGINNING else beginning
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    has_mark = beginning.startswith("\ufeff")
    return None if has_mark or not has_lines or SEPARATOR_LINE.match(beginning) else beginning


def _text(path: Path) -> str:
    text = SEPARATOR_LINE.sub("", decode(path.read_bytes()), count=1)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise ReadError(f"{path}: line {line} holds a NUL character: the file is damaged or no text. Export it again.")
    return text


def _check_cells(rows: pl.DataFrame, above: int, path: Path) -> None:
    for cells in rows.iter_columns():
        if (cells.str.len_bytes().max() or 0) > LONGEST_CELL:  # type: ignore[operator]
            row = cells.str.len_bytes().arg_max() or 0
            raise ReadError(
                f"{path}: row {above + row + 1} has a cell of more than {LONGEST_CELL} characters, which begins "
                f"'{str(cells[row])[:40]}'. Look for a double quote that is not closed, or shorten the text."
            )


def _separator(text: str) -> str:
    """The separator that is most often outside quotes on the first line that is not a title."""
    outside = "".join(text[:BEGINNING].split('"')[::2])
    lines = [line for line in outside.split("\n") if line.strip("\r")][:LOOKED_AT]
    counts = [max(map(line.count, SEPARATORS)) for line in lines]
    first = _first_of_the_table(counts)
    return max(SEPARATORS, key=lines[first].count) if lines else SEPARATORS[0]


def _columns(text: str, separator: str) -> list[str]:
    """A name for each cell of the first row that is not a title."""
    rows = csv.reader(io.StringIO(text[:BEGINNING], newline=""), delimiter=separator)
    try:
        widths = [len(row) for row in islice((row for row in rows if row), LOOKED_AT)]
    except csv.Error:
        widths = []
    width = widths[_first_of_the_table([width - 1 for width in widths])] if widths else 1
    return [str(index) for index in range(width)]


def _first_of_the_table(separators: Sequence[int]) -> int:
    """The first line with at least half as many separators as most lines have: a title above a table has fewer."""
    usual = sorted(separators)[len(separators) // 2] if separators else 0
    return next((place for place, count in enumerate(separators) if 2 * count >= usual), 0)


def _strict_rows(text: str, separator: str, width: int, path: Path) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row[width:]):
                raise ReadError(
                    f"{path}: line {line} has {len(row)} cells, the headings are {width}. "
                    f"A cell that contains '{separator}' must be in double quotes."
                )
            yield (row + [""] * width)[:width]
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            f"{path}: the row that begins on line {line} cannot be read ({error}). "
            "Look for a double quote that is not closed; a quote within a quoted cell is written twice."
        ) from error
