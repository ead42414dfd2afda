"""Reading workbooks: cells as text, dates ISO, the sheets a person sees."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.reading.readers import ReadError, read_table

Draw = Callable[[xlsxwriter.Workbook], None]


def book(folder: Path, draw: Draw) -> Path:
    path = folder / "stays.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        draw(workbook)
    return path


def test_cells_are_text_and_dates_iso(tmp_path: Path) -> None:
    def draw(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, ["stay_id", "date_from", "pic", "grant_eur", "virtual", "note"])
        sheet.write_string(1, 0, " 007\u00a0")
        sheet.write_datetime(1, 1, datetime(2020, 5, 25), day)
        sheet.write_number(1, 2, 999977851)
        sheet.write_number(1, 3, 0.1 + 0.2)
        sheet.write_boolean(1, 4, True)
        sheet.write_string(1, 5, "25.05.2020 00:00")

    frame = read_table(book(tmp_path, draw))

    assert frame.rows() == [("007", "2020-05-25", "999977851", "0.3", "true", "25.05.2020 00:00")]


def test_hidden_and_empty_sheets_and_blank_first_rows_are_passed_over(tmp_path: Path) -> None:
    def draw(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("empty").set_first_sheet()
        hidden_sheet = workbook.add_worksheet("lists")
        hidden_sheet.write_row(0, 0, ["code", "name"])
        hidden_sheet.hide()
        sheet = workbook.add_worksheet("stays")
        sheet.write(0, 0, "Export of May")
        sheet.write_row(2, 0, ["stay_id", "status"])
        sheet.write_row(3, 0, ["S1", "planned"])
        sheet.write_row(5, 0, ["S2", "ongoing"])

    assert read_table(book(tmp_path, draw)).rows() == [("S1", "planned"), ("S2", "ongoing")]


def test_sheets_with_the_same_headings_are_read_together_and_others_not(tmp_path: Path) -> None:
    def draw(workbook: xlsxwriter.Workbook) -> None:
        for name, rows in (
            ("2024", [["stay_id", "status"], ["S1", "planned"]]),
            ("legend", [["status", "meaning"], ["planned", "not begun"]]),
            ("2025", [["stay_id", "status"], ["S2", "ongoing"]]),
        ):
            sheet = workbook.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)

    assert read_table(book(tmp_path, draw)).rows() == [("S1", "planned"), ("S2", "ongoing")]


def test_a_workbook_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no visible sheet holds anything"):
        read_table(book(tmp_path, lambda workbook: workbook.add_worksheet().activate()))


@pytest.mark.real_data
def test_the_commissions_charter_lists_are_read_as_published(shared_data: Path) -> None:
    """Blanks within a code stay for the contract to judge; an unevaluated formula is an empty cell."""
    old = read_table(shared_data / "eche" / "eche_2022-07.xlsx")
    new = read_table(shared_data / "eche" / "eche_2024-09-12.xlsx")

    assert "N  TRONDHE01" in old["Erasmus Code"]
    assert "Eramus Code" in new.columns
    assert new["ECHE start"].drop_nulls().str.contains(r"^\d{4}-\d\d-\d\d$").all()
    assert new["PIC"].drop_nulls().str.contains(r"^\d{9}$").mean() > 0.99
