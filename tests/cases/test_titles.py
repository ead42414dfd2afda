"""Titles, covers and notes around the table of a text file."""

from pathlib import Path

import pytest

from tests.cases.test_workbooks import HEADINGS, checked, refused, stay


def text(separator: str, *above: str, below: str = "") -> bytes:
    rows = [separator.join(map(str, cells)) for cells in (HEADINGS, stay("S1"), stay("S2"))]
    return "\n".join([*above, *rows, below]).encode()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "above",
    [
        ("Outgoing students",),
        ("Outgoing students, all faculties", ""),
        ("Report date;2025-01-10", "Made by;the office"),
        ("\ufeffLista DEFINITIVA 2026-2027", "", "Fuente: OTRI"),
    ],
)
def test_what_is_above_the_headings_is_passed_over(tmp_path: Path, separator: str, above: tuple[str, ...]) -> None:
    file = checked(tmp_path, text(separator, *above), name="a.csv")
    assert (file.rows, file.rows_accepted) == (2, 2)


def test_a_note_below_the_table_is_set_aside_by_name(tmp_path: Path) -> None:
    file = checked(tmp_path, text(";", below="* provisional"), name="a.csv")
    assert (file.rows, file.rows_accepted, file.rows_quarantined) == (3, 2, 1)


def test_a_second_row_of_headings_is_the_row_that_counts(tmp_path: Path) -> None:
    groups = ";".join(["Who", "", "What", "", "", "", "Where", "", "When", "", ""])
    assert checked(tmp_path, text(";", groups), name="a.csv").rows_accepted == 2


def test_the_row_that_was_taken_for_the_headings_is_named(tmp_path: Path) -> None:
    content = b"Name;Day\nReport;2025-01-10\nOther;2025-01-11\n"
    assert "unknown heading 'Name'" in refused(tmp_path, content, name="a.csv")
    assert "headings in row 2: " in refused(tmp_path, b"Title;;\n" + content.replace(b"\n", b";\n"), name="b.csv")
