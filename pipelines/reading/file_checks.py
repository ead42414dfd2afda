"""A look at a file before it is taken in: is it what its name says, and can it be as large as it makes out?"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipelines.reading.read_error import ReadError

BEGINNING = 1_000_000  # bytes of a text within which its first line ends
# What files begin with that were given another format's name.
BEGINNINGS = {
    b"PK\x03\x04": "a zip archive or a workbook",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"BZh": "a bzip2 archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"PAR1": "a parquet file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"%PDF": "a PDF document",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "protected with a password, or a workbook in Excel's format of before 2007",
}
WEB_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
ITS_OWN = {".xlsx": "a zip archive or a workbook", ".parquet": "a parquet file"}

LARGEST_BOOK = 2_000_000_000  # bytes of a workbook once unpacked
LARGEST_RATIO, ALWAYS_FINE = 200, 50_000_000  # unpacked to packed; workbooks have 5 to 20
MOST_CELLS = 50_000_000  # in the rectangle around all cells of a sheet: the reader takes memory for each
MOST_MEMBERS = 10_000
CHUNK = 1 << 20
LARGEST_CELL = 1 << 16  # bytes of a workbook's cell, which has 32,767 characters at most
WIDE = re.compile(rb'r="([A-Z]{2,3})\d')
LAST = re.compile(rb'r="[A-Z]{1,3}(\d{1,7})"')


def check_kind(path: Path) -> None:
    """Raise ReadError for a file that begins like one of another format."""
    with path.open("rb") as file:
        beginning = file.read(512)
    kind = next((kind for bytes_, kind in BEGINNINGS.items() if beginning.startswith(bytes_)), None)
    if WEB_PAGE.match(beginning):
        kind = "a web page, perhaps a sign-in or an error message"
    suffix = path.suffix.lower()
    if kind and kind != ITS_OWN.get(suffix):
        raise ReadError(f"{path}: is {kind}, no {suffix} file. Export it again in that format.")


def check_lines(path: Path) -> None:
    """Raise ReadError for a text without line ends, before all of it is read."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING + 1)
    if len(beginning) > BEGINNING and b"\n" not in beginning and b"\r" not in beginning:
        what = "holds NUL characters" if b"\0" in beginning else "is one line"
        raise ReadError(f"{path}: its first {BEGINNING // 1_000_000} MB {what}: this is not a table. Export it again.")


def check_workbook(path: Path) -> None:
    """Raise ReadError for a workbook that unpacks out of all proportion, or with a cell far from all others.

    The workbook's reader takes memory for every cell of the rectangle around a sheet's cells, and where it gets
    none it ends the process.
    """
    bound = min(LARGEST_BOOK, max(ALWAYS_FINE, LARGEST_RATIO * path.stat().st_size))
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise ReadError(f"{path}: holds {len(members)} parts; no workbook does. Save it again.")
            for member in members:
                widest, last = 26, 0
                for chunk in _chunks(archive, member):
                    unpacked += len(chunk)
                    if unpacked > bound:
                        raise ReadError(
                            f"{path}: unpacks to more than {bound // 1_000_000} MB from {path.stat().st_size} bytes, "
                            "which no workbook of rows does. Save it again."
                        )
                    if "worksheets/" in member.filename:
                        widest = max(widest, *map(_column, {b"Z", *WIDE.findall(chunk)}))
                        last = max(last, *map(int, {b"0", *LAST.findall(chunk[-LARGEST_CELL:])}))
                if widest * last > MOST_CELLS:
                    raise ReadError(
                        f"{path}: {member.filename} has a cell in row {last} and one in column {widest}, far from "
                        "the others. Delete the rows below and the columns beside the table, and save it again."
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ReadError(f"{path}: is not a workbook that can be opened ({error}). Save it again as .xlsx.") from error


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member piece by piece; each begins with the end of the one before, so that no reference is cut."""
    kept = b""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            yield kept + chunk
            kept = chunk[-16:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
