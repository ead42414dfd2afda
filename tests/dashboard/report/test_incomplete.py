"""A year that is not over, in every file of a pack: marked, and never compared with whole years."""

import csv
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from dashboard.report.contents import Contents, gather
from dashboard.report.drawings.pictures import pictures
from dashboard.report.opendata import datapackage, write_tables
from dashboard.report.tidy import tables
from dashboard.report.typeset.document import document
from dashboard.report.workbook import write_workbook
from models.question import Viewer
from tests.dashboard.report.conftest import YEAR, silent
from tests.models.given import given, stay

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running() -> Contents:
    """Stays of 2022 to 2025, known until 1 September 2025."""
    stays = [stay(date_from=f"{y}-01-10", date_to=f"{y}-05-20") for y in range(2022, YEAR + 1) for _ in range(3)]
    return gather(given(as_of="2025-09-01", stays=stays), Viewer(), YEAR, silent)


def test_each_row_says_until_when_its_year_is_known(running: Contents, tmp_path: Path) -> None:
    frames = tables(running)
    written = write_tables(frames, tmp_path, "comma", running.build)
    with (tmp_path / "figures.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == "outgoing_stays" and not row["dimension"]]
    until = {row["year"]: row["incomplete_until"] for row in rows if row["unit_level"] == "institution"}
    assert until == {"2022": "", "2023": "", "2024": "", "2025": "2025-09-01"}
    assert frames["figures"].filter(indicator="outgoing_stays", year=YEAR)["incomplete_until"][0] == date(2025, 9, 1)
    package = datapackage(written, frames, running, "comma")
    assert "The day until which the year is known" in package
    assert "percentage points (1.0 is one hundredth of a share)" in package


def test_the_workbook_marks_the_cell_and_says_why(running: Contents, tmp_path: Path) -> None:
    write_workbook(tmp_path / "pack.xlsx", running, "en")
    with ZipFile(tmp_path / "pack.xlsx") as book:
        assert "#,##0&quot;*&quot;" in book.read("xl/styles.xml").decode()
        assert "* 2025 is incomplete, known until 1 Sept 2025" in book.read("xl/sharedStrings.xml").decode()


def test_the_report_marks_the_figure_and_draws_no_line_to_it(running: Contents) -> None:
    words = str(document(running, pictures(running, "en"), "en"))
    assert "3*" in words
    assert "* 2025 is incomplete, known until 1 Sept 2025" in words
    assert not [one for part in pictures(running, "en").values() for one in part if one.id == "outgoing_stays-years"]
