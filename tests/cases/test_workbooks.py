"""Workbooks as people keep them: several sheets, hidden rows, times of day, titles and covers before the table."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from dashboard.cli.file_check import FileChecked, Unreadable, check_file
from models.config import load_config
from pipelines.building.report import BuildReport

HEADINGS = [
    *("stay_id", "person_id", "direction", "scheme", "activity", "country", "unit_code", "degree_level"),
    *("date_from", "date_to", "status"),
]
FIRST = {
    "person_id": "P1", "direction": "out", "scheme": "erasmus_plus", "activity": "study", "country": "DE",
    "unit_code": "630000", "degree_level": "master", "date_from": "2025-01-10", "date_to": "2025-06-10",
    "status": "completed",
}  # fmt: skip
Sheets = dict[str, list[list[object]]]


def stay(number: str, headings: list[str] = HEADINGS, **cells: str) -> list[object]:
    values: dict[str, str] = {"stay_id": number, **FIRST, **cells}
    return [values.get(heading, "") for heading in headings]


def book(sheets: Sheets, draw: Callable[[xlsxwriter.Workbook], None] = lambda _: None) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
        draw(workbook)
    return content.getvalue()


def checked(folder: Path, content: bytes, feed: str = "stays", name: str = "export.xlsx") -> FileChecked:
    [file] = _check(folder, content, feed, name)
    assert isinstance(file, FileChecked), file
    return file


def refused(folder: Path, content: bytes, feed: str = "stays", name: str = "export.xlsx") -> str:
    [file] = _check(folder, content, feed, name)
    assert isinstance(file, Unreadable)
    return file.error


def _check(folder: Path, content: bytes, feed: str, name: str) -> list[FileChecked | Unreadable]:
    (folder / name).write_bytes(content)
    return check_file(folder / name, feed, load_config())


def test_sheets_with_the_columns_in_another_order_are_read(tmp_path: Path) -> None:
    turned = HEADINGS[::-1]
    file = checked(
        tmp_path,
        book({"Science": [HEADINGS, stay("S1")], "Medicine": [turned, stay("S2", turned), stay("S3", turned)]}),
    )
    assert (file.rows, file.rows_accepted) == (3, 3)
    assert file.notes == ("Rows are counted through: 'Science' up to row 1, 'Medicine' up to row 3.",)


def test_a_column_that_one_sheet_alone_has_is_named(tmp_path: Path) -> None:
    more = [*HEADINGS, "Comment"]
    file = checked(
        tmp_path, book({"Science": [HEADINGS, stay("S1")], "Arts": [more, stay("S2", more, Comment="late")]})
    )
    assert (file.rows, file.rows_accepted) == (2, 2)
    assert "sheet 'Arts': columns that no other sheet has were left unread: 'Comment'." in file.notes


def test_an_optional_column_of_the_contract_on_one_sheet_alone_is_read(tmp_path: Path) -> None:
    more = [*HEADINGS, "gender"]
    file = checked(
        tmp_path, book({"Science": [HEADINGS, stay("S1")], "Arts": [more, stay("S2", more, gender="robot")]})
    )
    assert [rule.rule for rule in file.broken if rule.severity == "error"] == ["gender_is_in_list"]


def test_a_sheet_that_is_about_something_else_is_named_with_its_rows(tmp_path: Path) -> None:
    legend = [["status", "meaning"], ["planned", "not begun"], ["ongoing", "begun"]]
    file = checked(tmp_path, book({"Legend": legend, "Stays": [HEADINGS, stay("S1")]}))
    assert file.rows_accepted == 1
    [note] = file.notes
    assert note.startswith("sheet 'Legend' (2 rows, headings in row 1) was not read: it lacks stay_id, person_id")


def test_a_misspelt_heading_on_a_later_sheet_refuses_the_file_by_sheet_and_row(tmp_path: Path) -> None:
    misspelt = [*HEADINGS[:-1], "status", "grant_eru"]
    right = [*HEADINGS, "grant_eur"]
    sheets: Sheets = {"2024": [right, stay("S1", right)], "2025": [["Stays"], [], misspelt, stay("S2", misspelt)]}
    assert "sheet '2025', headings in row 3: unknown heading 'grant_eru'" in refused(tmp_path, book(sheets))


@pytest.mark.parametrize(
    "above",
    [
        [["Report"]],
        [["Report date", "2025-01-10"], ["Made by", "the office"], []],
        [["", "Who", "", "Where"], []],
    ],
)
def test_what_stands_above_the_headings_is_passed_over(tmp_path: Path, above: list[list[object]]) -> None:
    assert checked(tmp_path, book({"Stays": [*above, HEADINGS, stay("S1")]})).rows_accepted == 1


def test_what_was_taken_for_the_headings_is_named_by_sheet_and_row(tmp_path: Path) -> None:
    error = refused(tmp_path, book({"Cover": [[], ["Report date", "2025-01-10"], ["Made by", "the office"]]}))
    assert "sheet 'Cover', headings in row 2: unknown heading 'Report date'" in error


def test_hidden_rows_are_read_and_hidden_sheets_are_not_and_both_are_named(tmp_path: Path) -> None:
    def hide(workbook: xlsxwriter.Workbook) -> None:
        workbook.get_worksheet_by_name("Stays").set_row(2, None, None, {"hidden": True})
        workbook.get_worksheet_by_name("Old").hide()

    stays = [HEADINGS, stay("S1"), stay("S2"), stay("S3")]
    file = checked(tmp_path, book({"Stays": stays, "Old": [HEADINGS, stay("S0")]}, hide))
    assert file.rows_accepted == 3
    assert file.notes == (
        "sheet 'Stays': 1 rows are hidden, by a filter or by hand; they were read like all others.",
        "sheet 'Old' is hidden and was not read.",
    )


def test_a_day_with_a_time_is_the_day(tmp_path: Path) -> None:
    def times(workbook: xlsxwriter.Workbook) -> None:
        sheet, moment = workbook.get_worksheet_by_name("Stays"), workbook.add_format({"num_format": "dd.mm.yy hh:mm"})
        sheet.write_datetime(1, 8, datetime(2025, 1, 10, 13, 45), moment)
        sheet.write_datetime(1, 9, datetime(2025, 6, 10, 23, 59, 59), moment)

    assert checked(tmp_path, book({"Stays": [HEADINGS, stay("S1")]}, times)).holds


@pytest.mark.slow
def test_the_report_of_a_build_says_what_was_left_out(
    configured: Callable[..., object], built: Callable[..., BuildReport]
) -> None:
    legend: list[list[object]] = [["status", "meaning"], ["planned", "not begun"]]
    content = book({"Stays": [HEADINGS, stay("S1"), stay("S2")], "Legend": legend})
    report = built(configured(), {"stays/a.xlsx": content})
    assert report.published, report.reasons
    [stays] = [file for file in report.files if file.feed == "stays"]
    assert stays.rows_loaded == 2
    assert stays.notes[0].startswith("sheet 'Legend' (1 rows, headings in row 1) was not read")


def test_the_case_of_sheets_with_other_columns_gives_four_rows(cases: Path) -> None:
    [file] = check_file(cases / "08-sheets-of-other-columns" / "stays.xlsx", "stays", load_config())
    assert isinstance(file, FileChecked)
    assert file.rows == 4
    assert any("'Comment'" in note for note in file.notes)


def test_the_case_of_times_of_day_loses_no_row(cases: Path) -> None:
    for name in ("applications.xlsx", "applications.csv"):
        [file] = check_file(cases / "14-time-of-day-in-workbook" / name, "applications", load_config())
        assert isinstance(file, FileChecked)
        assert file.rows_quarantined == 0, file.broken
