"""Workbooks: every visible sheet as a table of text, with notes about what a person sees otherwise than we read it."""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from pipelines.reading.cells import trimmed
from pipelines.reading.file_checks import CHUNK, check_workbook
from pipelines.reading.header_rows import headed
from pipelines.reading.layout import ANYWHERE, Layout, Table
from pipelines.reading.notes import note
from pipelines.reading.read_error import ReadError

SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
PART = re.compile(rb"<Relationship\b[^>]*>")
HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
# A number that a double holds with more digits than it is exact to: Excel keeps 15.
LONG_NUMBER = re.compile(
    rb'<c\b(?![^>]*\bt="[^n])[^>]*>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?'
    rb"<v>(-?(?:\d{16,}(?:\.\d*)?|\d(?:\.\d+)?[Ee]\+?(?:1[5-9]|[2-9]\d|\d{3})))</v>"
)
LONG = r"^-?\d{16,}$"


@dataclass(frozen=True)
class _Facts:
    """Of a sheet: how many of its rows are hidden, and its numbers of more than 15 digits."""

    hidden_rows: int = 0
    long_numbers: frozenset[float] = frozenset()


def read_workbook(path: Path, layout: Layout = ANYWHERE) -> Iterator[Table]:
    """Every visible sheet that holds anything, or those that the layout names, one table each.

    Cells are text: dates ISO 8601 (with a time of day where they have one), a number of more than 15 digits as
    `2.02251000000005e+16`, because its last digits are lost. Raises ReadError.
    """
    check_workbook(path)
    try:
        book = fastexcel.read_excel(path)
        facts = _facts(path)
        if missing := [name for name in layout.sheets if name not in book.sheet_names]:
            names = ", ".join(f"'{name}'" for name in book.sheet_names)
            raise ReadError(f"{path}: has no sheet '{missing[0]}', which the profile names; it has {names}.")
        tables = 0
        for name in layout.sheets or book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            rows = sheet.to_polars() if sheet.width else pl.DataFrame()
            if not _holds_anything(rows):
                continue
            if sheet.visible != "visible" and not layout.sheets:
                note(f"sheet '{name}' is hidden and was not read.")
                continue
            tables += 1
            facts_of_sheet = facts.get(name, _Facts())
            if facts_of_sheet.hidden_rows:
                note(
                    f"sheet '{name}': {facts_of_sheet.hidden_rows} rows are hidden, by a filter or by hand; "
                    "they were read like all others."
                )
            yield from headed([_cells(rows, facts_of_sheet)], path, layout, name)
    except fastexcel.FastExcelError as error:
        reason = str(error).splitlines()[0]
        raise ReadError(f"{path}: is not a workbook that can be opened ({reason}). Save it again as .xlsx.") from error
    if not tables:
        raise ReadError(f"{path}: no visible sheet holds anything.")


def _holds_anything(rows: pl.DataFrame) -> bool:
    return any(bool(column.to_frame().select(trimmed(pl.first()).count()).item()) for column in rows.iter_columns())


def _cells(rows: pl.DataFrame, facts: _Facts) -> pl.DataFrame:
    rows = rows.with_columns(pl.all().str.replace(r"^(\d{4}-\d{2}-\d{2}) 00:00:00$", "$1"))
    for column in rows.iter_columns() if facts.long_numbers else ():
        long = column.filter(column.str.contains(LONG)).unique()
        written = {cell: f"{float(cell):.14e}" for cell in long if float(cell) in facts.long_numbers}
        if written:
            rows = rows.with_columns(column.replace(written))
    return rows


def _facts(path: Path) -> dict[str, _Facts]:
    """By sheet, what only the workbook's own text says."""
    with zipfile.ZipFile(path) as archive:
        try:
            book, parts = archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels")
        except KeyError:
            return {}
        targets = {_attribute(part, b"Id"): _attribute(part, b"Target") for part in PART.findall(parts)}
        facts = {}
        for name, number in SHEET.findall(book):
            member = targets.get(number, b"").decode().removeprefix("/xl/").removeprefix("xl/")
            if f"xl/{member}" in archive.NameToInfo:
                facts[html.unescape(name.decode())] = _facts_of(archive, f"xl/{member}")
        return facts


def _attribute(tag: bytes, name: bytes) -> bytes:
    match = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    return match[1] if match else b""


def _facts_of(archive: zipfile.ZipFile, member: str) -> _Facts:
    long: set[float] = set()
    hidden_rows, rest = 0, b""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            text = rest + chunk
            whole = max(text.rfind(b"<row"), 0)  # a row may go on in the next chunk
            text, rest = text[:whole], text[whole:]
            hidden_rows += len(HIDDEN_ROW.findall(text))
            long.update(map(float, LONG_NUMBER.findall(text)))
    hidden_rows += len(HIDDEN_ROW.findall(rest))
    long.update(map(float, LONG_NUMBER.findall(rest)))
    return _Facts(hidden_rows, frozenset(long))
