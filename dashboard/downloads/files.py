"""A sheet as the bytes of a csv or an xlsx file: numbers stay numbers, and no name becomes a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.downloads.sheet import Cell, Sheet
from pipelines.masking import neutral

Terms = Sequence[tuple[str, str]]
FORMATS: Final = {
    "percent": "0.0 %",
    "ratio": "0.00",
    "eur": "#,##0",
    "number": "#,##0",
    "days": "0.0",
    "per_100": "0.0",
    "points": "0.0",
    "cases": "#,##0.0",
    "rank": "0",
}
AS_TEXT: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
WIDEST, NARROWEST, TERMS_WIDTH = 60, 8, 100
SHEET_NAME_LENGTH = 31


def csv_file(sheet: Sheet, origin: tuple[str, str] | None) -> bytes:
    """The table, its headings first; UTF-8 with a byte order mark, for spreadsheets.

    `origin` is a heading and the word for data that is not real, which then is in each row.
    """
    more = () if origin is None else (origin,)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([neutral(title) for title in (*(column.title for column in sheet.columns), *(h for h, _ in more))])
    counts = {place for place, cells in enumerate(zip(*sheet.rows, strict=True)) if all(map(_is_whole, cells))}
    for row in sheet.rows:
        cells = (*(_count(cell) if place in counts else cell for place, cell in enumerate(row)), *(w for _, w in more))
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _is_whole(cell: Cell) -> bool:
    """Whether a column of such cells can be read as whole numbers."""
    return not isinstance(cell, float) or cell.is_integer()


def _count(cell: Cell) -> Cell:
    """A count as it is written: 197 and not 197.0."""
    return int(cell) if isinstance(cell, float) else cell


def terms_file(terms: Terms, heads: tuple[str, str]) -> bytes:
    """What a csv says of itself, as a csv of its own: a term and its words in each row, below `heads`."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([neutral(term), neutral(words)] for term, words in (heads, *terms))
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(sheet: Sheet, terms: Terms, names: tuple[str, str], built_at: str, origin: str | None) -> bytes:
    """The table on the first sheet, the terms on the second, called by `names`; dated as the build is.

    `origin` says on both what is not real: below the table, above the terms, and on top of each printed page.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        book.set_properties({"title": sheet.title, "created": datetime.fromisoformat(built_at).replace(tzinfo=None)})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sign = book.add_format({"align": "right"})
        formats = {unit: book.add_format({"num_format": shown}) for unit, shown in FORMATS.items()}
        table = book.add_worksheet(names[0][:SHEET_NAME_LENGTH])
        table.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            shown = formats.get(column.unit or "")
            table.set_column(place, place, _width([column.title, *(row[place] for row in sheet.rows)]))
            table.write_string(0, place, column.title, bold)
            for number, row in enumerate(sheet.rows, start=1):
                match row[place]:
                    case None:
                        pass
                    case str(text):
                        table.write_string(number, place, text, sign if column.unit else None)
                    case figure:
                        table.write_number(number, place, figure, shown)
        _say_origin(table, len(sheet.rows) + 2, origin, bold)
        about = book.add_worksheet(names[1][:SHEET_NAME_LENGTH])
        about.set_column(0, 0, WIDEST // 2)
        about.set_column(1, 1, TERMS_WIDTH, wrapped)
        for number, (term, words) in enumerate(terms):
            about.write_string(number, 0, term, bold)
            about.write_string(number, 1, words, wrapped)
        _say_origin(about, len(terms) + 1, origin, bold)
    return out.getvalue()


def _say_origin(sheet: Worksheet, row: int, origin: str | None, style: Format) -> None:
    if origin is not None:
        sheet.set_header(f"&L&B{origin}")
        sheet.write_string(row, 0, origin, style)


def _width(cells: Sequence[Cell]) -> int:
    return max(NARROWEST, min(WIDEST, 2 + max(len(cell) for cell in cells if isinstance(cell, str))))
