"""Workbooks and parquet files: damaged, protected, disguised, or larger than they look."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet
import xlsxwriter

from tests.faults.fault import GOOD, STAY, Fault, Make, file

XLSX, PARQUET = "stays/2025.xlsx", "stays/2025.parquet"
Fill = Callable[[xlsxwriter.Workbook], None]


def workbook(fill: Fill) -> bytes:
    """The bytes of a workbook."""
    with xlsxwriter.Workbook(made := io.BytesIO(), {"in_memory": True}) as book:
        fill(book)
    return made.getvalue()


def rows_of(
    book: xlsxwriter.Workbook, *rows: dict[str, str], name: str | None = None
) -> xlsxwriter.worksheet.Worksheet:
    """A sheet of stays."""
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, STAY)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, (STAY | {"stay_id": f"S{number}"} | row).values())
    return sheet


def _formulas(book: xlsxwriter.Workbook) -> None:
    rows_of(book, {}).write_formula(1, 5, '=UPPER("de")', None, "DE")


def _never_computed(book: xlsxwriter.Workbook) -> None:
    rows_of(book, {}).write_formula(1, 5, '=UPPER("de")', None, "")


def _formula_with_error(book: xlsxwriter.Workbook) -> None:
    rows_of(book, {}).write_formula(1, 5, "=1/0", None, "#DIV/0!")


def _merged(book: xlsxwriter.Workbook) -> None:
    rows_of(book, {}, {"country": ""}).merge_range(1, 5, 2, 5, "DE")


def _hidden(book: xlsxwriter.Workbook) -> None:
    rows_of(book, {})
    rows_of(book, {"country": "?"}, name="draft").hide()
    rows_of(book, {"country": "?"}, name="secret").very_hidden()


def _all_hidden(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet().activate()
    rows_of(book, {}).hide()


def _far_cell(book: xlsxwriter.Workbook) -> None:
    rows_of(book, {}).write(1_048_575, 16_383, "x")


def _dates(book: xlsxwriter.Workbook) -> None:
    sheet = rows_of(book, {}, {})
    sheet.write_datetime(1, 8, datetime(2025, 1, 10), book.add_format({"num_format": "dd.mm.yyyy"}))
    sheet.write_number(2, 8, 45_667)


def _without_rows(book: xlsxwriter.Workbook) -> None:
    book.add_chartsheet()
    book.add_worksheet()


def changed(content: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A zip whose members are changed by name and content."""
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in given.namelist():
            archive.writestr(name, change(name, given.read(name)))
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return made.getvalue()


def _plain() -> bytes:
    return workbook(lambda book: rows_of(book, {}) and None)


def _bomb(inbox: Path) -> None:
    blanks = b" " * 60_000_000
    file(XLSX, changed(_plain(), lambda _, data: data.replace(b"</sheetData>", blanks + b"</sheetData>")))(inbox)


def _laughs(inbox: Path) -> None:
    entities = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst'

    def laugh(name: str, data: bytes) -> bytes:
        return data.replace(b"<sst", entities, 1).replace(b"<t>DE<", b"<t>&b;<") if "shared" in name else data

    file(XLSX, changed(_plain(), laugh))(inbox)


def parquet(**columns: pa.Array) -> Make:
    """A parquet file of good stays, numbered, with these columns instead: as many rows as they have, otherwise one."""
    rows = max((len(values) for values in columns.values()), default=1)

    def make(inbox: Path) -> None:
        (inbox / "stays").mkdir()
        given = {name: pa.array([value] * rows) for name, value in STAY.items()}
        given |= {"stay_id": pa.array([f"S{number}" for number in range(1, rows + 1)])} | columns
        pyarrow.parquet.write_table(pa.table(given), inbox / PARQUET)

    return make


def _truncated(inbox: Path) -> None:
    parquet()(inbox)
    path = inbox / PARQUET
    path.write_bytes(path.read_bytes()[:-100])


def _parquet_bomb(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    table = pa.table({"stay_id": pa.array(["x"] * 1_000_000).dictionary_encode()})
    with pyarrow.parquet.ParquetWriter(inbox / PARQUET, table.schema) as writer:
        for _ in range(20):
            writer.write_table(table)


def _days(*days: int) -> pa.Array:
    return pa.array(days, pa.int32()).cast(pa.date32())


A_DAY = (date(2025, 1, 10) - date(1970, 1, 1)).days  # as parquet counts
A_MOMENT = datetime(2025, 1, 10, tzinfo=UTC) - timedelta(hours=1)
MACRO = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

BOOKS = (
    Fault("password", "A workbook with a password", file(XLSX, OLE), "refused", "is protected with a password"),
    Fault(
        "old_workbook",
        "Excel's format of before 2007",
        file("stays/2025.xls", OLE),
        "refused",
        "a file ending in '.xls' is not read",
    ),
    Fault(
        "macros_named_so",
        "A workbook with macros",
        file("stays/2025.xlsm", changed(_plain(), lambda _, data: data, MACRO)),
        "refused",
        "a file ending in '.xlsm' is not read",
    ),
    Fault(
        "macros_in_disguise",
        "A macro in a file named .xlsx",
        file(XLSX, changed(_plain(), lambda _, data: data, MACRO)),
        "loaded",
        "cells are read, macros never run",
    ),
    Fault(
        "formulas",
        "Formulas",
        file(XLSX, workbook(_formulas)),
        "loaded",
        "the value that the spreadsheet stored counts",
        cells={"country": "DE"},
    ),
    Fault(
        "formulas_never_computed",
        "Formulas whose value no spreadsheet stored",
        file(XLSX, workbook(_never_computed)),
        "quarantined",
        "country_is_present",
    ),
    Fault(
        "formula_with_error",
        "A formula that failed (#DIV/0!)",
        file(XLSX, workbook(_formula_with_error)),
        "quarantined",
        "country_is_present",
    ),
    Fault(
        "merged_cells",
        "Cells merged over two rows",
        file(XLSX, workbook(_merged)),
        "quarantined",
        "country_is_present",
        rows=2,
    ),
    Fault(
        "hidden_sheets",
        "Hidden and very hidden sheets with bad rows",
        file(XLSX, workbook(_hidden)),
        "loaded",
        "hidden sheets are not read",
    ),
    Fault(
        "all_sheets_hidden",
        "Rows on a hidden sheet alone",
        file(XLSX, workbook(_all_hidden)),
        "refused",
        "no visible sheet holds anything",
    ),
    Fault(
        "workbook_without_rows",
        "A chart and an empty sheet",
        file(XLSX, workbook(_without_rows)),
        "refused",
        "no visible sheet holds anything",
    ),
    Fault(
        "days_as_numbers",
        "A day as a date, another as its serial number",
        file(XLSX, workbook(_dates)),
        "quarantined",
        "date_from_is_a_date",
        rows=2,
    ),
    Fault(
        "far_cell",
        "A forgotten cell in the last row and column",
        file(XLSX, workbook(_far_cell)),
        "refused",
        "Delete the rows below and the columns beside the table",
    ),
    Fault(
        "far_cell_in_a_public_file",
        "The same in a workbook of a public source",
        file("erasmus_ka1/2022.xlsx", workbook(_far_cell)),
        "refused",
        "Delete the rows below and the columns beside the table",
    ),
    Fault("workbook_bomb", "A workbook that unpacks 900-fold", _bomb, "refused", "which no workbook of rows does"),
    Fault(
        "workbook_with_laughs",
        "Entities that expand in a workbook",
        _laughs,
        "refused",
        "is not a workbook that can be opened",
    ),
    Fault(
        "truncated_workbook",
        "A workbook whose end is missing",
        file(XLSX, _plain()[:-200]),
        "refused",
        "is not a workbook that can be opened",
    ),
    Fault(
        "zip_named_xlsx",
        "Another zip named .xlsx",
        file(XLSX, changed(_plain(), lambda *_: b"")),
        "refused",
        "is not a workbook that can be opened",
    ),
    Fault("csv_named_xlsx", "A csv named .xlsx", file(XLSX, GOOD), "refused", "is not a workbook that can be opened"),
    Fault(
        "truncated_parquet",
        "A parquet file whose end is missing",
        _truncated,
        "refused",
        "is not a parquet file that can be read",
    ),
    Fault(
        "parquet_bomb",
        "20 million equal rows in a few kilobytes",
        _parquet_bomb,
        "refused",
        "rows with a key need more",
    ),
    Fault(
        "parquet_day_past_the_calendar",
        "A day 5 million years from now",
        parquet(date_from=_days(A_DAY, 2**31 - 1)),
        "quarantined",
        "date_from_is_a_date",
        rows=2,
    ),
    Fault(
        "parquet_day_before_the_calendar",
        "A day before the year 1",
        parquet(date_to=_days(A_DAY, -(2**31))),
        "quarantined",
        "date_to_is_a_date",
        rows=2,
    ),
    Fault(
        "parquet_moment",
        "A moment with a time zone",
        parquet(date_from=pa.array([A_MOMENT], pa.timestamp("us", "Europe/Oslo"))),
        "loaded",
        "its day where it was taken",
    ),
    Fault(
        "parquet_zone_of_mars",
        "A time zone that does not exist",
        parquet(date_from=pa.array([A_MOMENT], pa.timestamp("us", "Mars/Olympus"))),
        "refused",
        "unable to parse time zone",
    ),
    Fault(
        "parquet_nan",
        "Not a number, as a number",
        parquet(grant_eur=pa.array([float("nan")])),
        "quarantined",
        "grant_eur_is_a_number",
    ),
    Fault(
        "parquet_numbers_for_codes",
        "A code that became a number with a point",
        parquet(unit_code=pa.array([631000.0])),
        "loaded",
        "whole numbers lose their .0",
        cells={"unit_code": "631000"},
    ),
    Fault(
        "parquet_list_for_a_code",
        "A list where a code belongs",
        parquet(unit_code=pa.array([[631000, 632000]])),
        "quarantined",
        "unit_code_has_its_form",
    ),
    Fault(
        "parquet_list_of_lists",
        "Lists within lists",
        parquet(date_from=pa.array([[["2025"]]])),
        "refused",
        "column 'date_from' holds List(List(String))",
    ),
    Fault(
        "parquet_bytes",
        "Bytes where text belongs",
        parquet(stay_id=pa.array([b"\xff"])),
        "refused",
        "column 'stay_id' holds Binary",
    ),
    Fault(
        "parquet_duration",
        "A length of time for a day",
        parquet(date_from=pa.array([timedelta(1)])),
        "refused",
        "column 'date_from' holds Duration",
    ),
)


def typed_source() -> bytes:
    """A parquet file with numbers where a public source has text."""
    pl.DataFrame({"Identifier": [1], "Country": [2]}).write_parquet(made := io.BytesIO())
    return made.getvalue()
