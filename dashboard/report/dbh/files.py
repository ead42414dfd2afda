"""A reported table as files: csv under DBH's headings, the bridge beside it, and both as sheets of a workbook."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from dashboard.origin import origin_line
from dashboard.report.dbh.table import BRIDGE, Reported, bridge_rows
from dashboard.report.workbook import SAFE
from dashboard.text import text
from models.store import OpenBuild
from pipelines.masking import neutral

Cell = str | int | None


def write_table(folder: Path, reported: Reported, build: OpenBuild, languages: Sequence[str]) -> None:
    """`dbh_142.csv`, and per language a bridge (csv) and a workbook. Equal answers give equal bytes."""
    name = f"dbh_{reported.table}"
    table = reported.rows.columns, reported.rows.rows()
    _write_csv(folder / f"{name}.csv", *_with_origin(*table, build))
    for language in languages:
        bridge = BRIDGE, [tuple(row[head] for head in BRIDGE) for row in bridge_rows(reported, language)]
        _write_csv(folder / f"{name}_bridge_{language}.csv", *_with_origin(*bridge, build))
        with xlsxwriter.Workbook(str(folder / f"{name}_{language}.xlsx"), SAFE) as book:
            book.set_properties({"created": datetime.fromisoformat(build.built_at).replace(tzinfo=None)})
            says = text("dbh.says", language, table=reported.table, year=reported.year, build=build.id)
            origin = origin_line(build, language)
            _sheet(book.add_worksheet(reported.table), *table, origin)
            _sheet(book.add_worksheet(text("dbh.bridge", language)), *bridge, origin)
            about = [(text("dbh.columns", language),)]
            _sheet(book.add_worksheet(text("dbh.about", language)), (says,), about, origin)


def _with_origin(
    heads: Sequence[str], rows: Iterable[Sequence[Cell]], build: OpenBuild
) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    """Data that is not real says so in a last column, which DBH would not take."""
    if build.origin == "real":
        return heads, rows
    return (*heads, "origin"), [(*row, build.origin) for row in rows]


def _write_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows([neutral(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def _sheet(
    sheet: xlsxwriter.worksheet.Worksheet, heads: Sequence[str], rows: Iterable[Sequence[Cell]], origin: str | None
) -> None:
    sheet.set_paper(9)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads), 18)
    listed = [heads, *rows]
    if origin is not None:
        sheet.set_header(f"&L&B{origin}")
        listed += [(), (origin,)]
    for number, row in enumerate(listed):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, cell or "")
