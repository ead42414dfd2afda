"""DBH's table 142 from our rows: its headings, its counting, and the bridge from our own count beside it."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.cli import figure_options
from dashboard.report.contents import PackError, gather
from dashboard.report.dbh.files import write_table
from dashboard.report.dbh.table import Reported, bridge_rows, report
from dashboard.report.pack import write_files
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.cli.conftest import Utsyn, utsyn
from tests.dashboard.report.conftest import silent
from tests.models.given import given, stay

pytestmark = pytest.mark.slow

__all__ = ["utsyn"]
ANALYST = Viewer("institutional_analyst")
SPRING = {"date_from": "2025-01-10", "date_to": "2025-06-20"}
AUTUMN = {"date_from": "2025-08-15", "date_to": "2025-12-20"}
BOOK = "dbh_142_nb.xlsx"


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Two women out to Germany in spring and a man in autumn, one in from France, one stay too short to report, one
    that begins in 2025 and ends in 2026.
    """
    return given(
        only=("stays", "official_exchange"),
        stays=[
            stay(gender="f", scheme="erasmus_plus", **SPRING),
            stay(gender="f", scheme="erasmus_plus", **SPRING),
            stay(gender="m", scheme="individual", **AUTUMN),
            stay(direction="in", country="FR", unit_code="641000", **AUTUMN),
            stay(date_from="2025-02-01", date_to="2025-03-01"),
            stay(date_from="2025-08-15", date_to="2026-01-10"),
        ],
    )


@pytest.fixture(scope="module")
def reported(build: OpenBuild) -> Reported:
    return report("142", build, ANALYST, 2025)


def test_a_row_is_what_dbh_asks_for_under_its_headings(reported: Reported, build: OpenBuild) -> None:
    own = build.config.institution.dbh_code
    heads = ("Institusjonskode", "Avdelingskode", "Årstall", "Semester", "Type", "Landkode", "Utvekslingsavtale",
             "Antall totalt", "Antall kvinner", "Antall menn")  # fmt: skip
    assert tuple(reported.rows.columns) == heads
    assert reported.rows.rows() == [
        (own, "631000", "2025", "1", "NORSK", "DE", "ERASMUS+", 2, 2, 0),
        (own, "631000", "2025", "3", "NORSK", "DE", "INDIVID", 1, 0, 1),
        (own, "641000", "2025", "3", "UTENL", "FR", "bilateral", 1, 0, 0),
    ]


def test_the_rows_sum_to_the_step_of_the_bridge_that_counts_as_dbh(reported: Reported) -> None:
    steps = {(row["Type"], row["step"]): row["value"] for row in bridge_rows(reported, "en")}
    for kind, total in (("NORSK", 3), ("UTENL", 1)):
        assert sum(row[7] for row in reported.rows.rows() if row[4] == kind) == total == steps[kind, "agreement"]


def test_the_bridge_sums_from_our_count_to_that_of_dbh(reported: Reported) -> None:
    for kind in ("NORSK", "UTENL"):
        lines = [row for row in bridge_rows(reported, "nb") if row["Type"] == kind]
        stands = {row["step"]: row["value"] for row in lines}
        moved = sum(int(row["change"] or 0) for row in lines if row["step"] not in ("unrounded", "remainder"))
        assert int(stands["ours"] or 0) + moved == stands["counted"]


def test_csv_and_workbook_hold_the_same(reported: Reported, build: OpenBuild, tmp_path: Path) -> None:
    write_table(tmp_path, reported, build, ("nb",))
    with (tmp_path / "dbh_142.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    sheet = load_workbook(tmp_path / BOOK)["142"]
    assert [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] == [head, *rows]
    assert rows == [[str(cell) for cell in row] for row in reported.rows.rows()]
    assert load_workbook(tmp_path / BOOK).sheetnames == ["142", "Bro", "Om"]
    first = (tmp_path / BOOK).read_bytes()
    write_table(tmp_path, reported, build, ("nb",))
    assert (tmp_path / BOOK).read_bytes() == first


@pytest.mark.parametrize("viewer", ["viewer", "public", "unit_analyst:63"])
def test_whom_few_are_suppressed_for_gets_no_second_way_of_counting(build: OpenBuild, viewer: str) -> None:
    with pytest.raises(PackError, match="few persons"):
        report("142", build, Viewer.parse(viewer), 2025)


@pytest.mark.parametrize(("table", "why"), [("123", "categories"), ("373", "publication points"), ("9", "given: 142")])
def test_a_table_that_the_feeds_cannot_give_says_why(build: OpenBuild, table: str, why: str) -> None:
    with pytest.raises(PackError, match=why):
        report(table, build, ANALYST, 2025)


@pytest.mark.parametrize(("viewer", "has_it"), [("institutional_analyst", True), ("viewer", False), ("public", False)])
def test_it_lies_in_the_pack_of_an_analyst_who_is_told_so(
    build: OpenBuild, viewer: str, has_it: bool, tmp_path: Path
) -> None:
    write_files(tmp_path, gather(build, Viewer.parse(viewer), 2025, silent), ("nb",), "comma", silent)
    assert (tmp_path / "dbh" / BOOK).is_file() == has_it
    assert ("`dbh/`" in (tmp_path / "README.md").read_text(encoding="utf-8")) == has_it
    assert ("dbh/dbh_142.csv" in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")) == has_it


def test_the_command_writes_and_is_logged(
    utsyn: Utsyn, build: OpenBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_options, "published", lambda _context, _warehouse, _name: build)
    ended = utsyn("export", "dbh", "--table", "142", "--year", 2025, "--out", tmp_path / "dbh", "--warehouse", tmp_path)
    assert ended.code == 0, ended.err
    assert {path.name for path in (tmp_path / "dbh").iterdir()} >= {"dbh_142.csv", BOOK, "dbh_142_bridge_en.csv"}
    assert '"export": "dbh", "table": "142", "year": 2025' in (tmp_path / "exports.jsonl").read_text(encoding="utf-8")
