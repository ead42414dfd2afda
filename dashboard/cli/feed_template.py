"""A feed's columns in words, with an example of each, and as a workbook to fill in."""

from io import BytesIO

import xlsxwriter

from data_contracts.codes import code_table
from data_contracts.contract import Column, ColumnType, Contract
from data_contracts.local import ANY_CODE
from data_contracts.text import MESSAGES, named_columns

ROWS = 1_000  # of the sheet, in which identifiers are formatted as text
WIDTH = 22
EXAMPLES = {
    "date": "2025-08-15",
    "bool": "true",
    "int": "2",
    "num": "7.5",
    "id": "A-1001",
    "text": "as it is written",
    "list": "A | B",
    "code": "",
}
KINDS: dict[ColumnType, str] = {
    "date": "a day",
    "bool": "true or false",
    "int": "a whole number",
    "num": "a number",
    "id": "an identifier",
    "code": "a code",
    "text": "text",
    "list": "texts, joined by |",
}
PATTERNS = {  # an example of each form that contracts ask for
    "^[0-9]{6}$": "630000",
    ANY_CODE: "ENG",
    "^[0-9]{9}$": "999977851",
    "^E[0-9]{8}$": "E10209399",
}


def form(column: Column) -> str:
    """What a cell may hold, in words."""
    if column.codes is not None:
        several = "codes, joined by |, of" if column.type == "list" else "a code of"
        return f"{several} {column.code_list}"
    word = KINDS[column.type]
    if column.minimum is not None or column.maximum is not None:
        low, high = ("…" if end is None else f"{end:.12g}" for end in (column.minimum, column.maximum))
        word += f" from {low} to {high}"
    return f"{word} of the form {column.pattern}" if column.pattern else word


def example(column: Column) -> str:
    """A value that the column takes; empty where its form has no example here."""
    if column.codes:
        return column.codes[0]
    if column.pattern:
        return PATTERNS.get(column.pattern, "")
    if column.minimum is not None and column.type in ("int", "num"):
        return f"{max(column.minimum, min(column.maximum or column.minimum, column.minimum + 1)):.12g}"
    return EXAMPLES[column.type]


def template(contract: Contract) -> bytes:
    """An .xlsx with the feed's headings on its first sheet, and what they mean on one that a build leaves unread."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet, meanings = book.add_worksheet(contract.feed), book.add_worksheet("explanations")
        lists = book.add_worksheet("codes")
        meanings.write_row(0, 0, ["heading", "must be filled in", "form", "example", "what it means"], bold)
        for place, column in enumerate(contract.columns):
            sheet.write(0, place, column.name, bold)
            # identifiers as text: a number of many digits would be cut, and zeros before it lost
            sheet.set_column(place, place, WIDTH, text if column.type in ("id", "code", "text", "list") else None)
            needed = "yes" if column.required else ""
            meanings.write_row(place + 1, 0, [column.name, needed, form(column), example(column), column.description])
            if column.code_list:
                _write_codes(lists, place, column, bold)
                sheet.data_validation(
                    1, place, ROWS, place,
                    {"validate": "list", "source": _range(place, len(column.codes or ())), "error_type": "warning"},
                )  # fmt: skip
        sheet.freeze_panes(1, 0)
        meanings.set_column(0, 4, WIDTH)
    return content.getvalue()


def _write_codes(sheet: "xlsxwriter.worksheet.Worksheet", place: int, column: Column, bold: object) -> None:
    sheet.write(0, 2 * place, column.name, bold)
    table = code_table(str(column.code_list))
    heading = named_columns(table.columns).get(MESSAGES)
    names = table.to_series(0) if heading is None else table[heading]
    for row, (code, name) in enumerate(zip(table.to_series(0), names, strict=True), start=1):
        sheet.write(row, 2 * place, code)
        sheet.write(row, 2 * place + 1, name)


def _range(place: int, count: int) -> str:
    column = xlsxwriter.utility.xl_col_to_name(2 * place, col_abs=True)
    return f"=codes!{column}$2:{column}${count + 1}"
