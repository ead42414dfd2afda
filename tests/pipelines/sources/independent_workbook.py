"""Reads the first sheet of a workbook with the standard library alone, to count what other code has read."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Heading → cell for every row after the first; empty cells are empty text."""
    with zipfile.ZipFile(path) as archive:
        shared = ET.fromstring(archive.read("xl/sharedStrings.xml"))
        texts = ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in shared.iter(f"{MAIN}si")]
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rows = [
        {re.sub(r"\d", "", cell.get("r", "")): _text(cell, texts) for cell in row.iter(f"{MAIN}c")}
        for row in sheet.iter(f"{MAIN}row")
    ]
    headings = rows[0]
    return [{heading: row.get(column, "") for column, heading in headings.items()} for row in rows[1:]]


def _text(cell: ET.Element, texts: list[str]) -> str:
    value = cell.findtext(f"{MAIN}v") or "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    return texts[int(value)] if cell.get("t") == "s" else value
