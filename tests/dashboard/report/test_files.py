"""The files of a pack: safe to open, valid to those who check, the same bytes from the same build."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.report.contents import Contents, PackError, gather
from dashboard.report.pack import check_replaceable, write_files
from tests.dashboard.report.conftest import FORMULA, YEAR, silent

pytestmark = pytest.mark.slow


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_build_gives_the_same_bytes(pack: Path, contents: Contents, tmp_path: Path) -> None:
    again = gather(contents.build, contents.viewer, YEAR, silent)
    write_files(tmp_path, again, ("nb", "en"), "comma", silent)
    first, second = files(pack), files(tmp_path)
    assert [name for name in first if first[name] != second[name]] == []
    assert first.keys() == second.keys()


def test_the_checksums_are_those_of_every_file(pack: Path) -> None:
    listed = dict(reversed(line.split("  ")) for line in (pack / "SHA256SUMS").read_text().splitlines())
    by_name = {name: hashlib.sha256(content).hexdigest() for name, content in files(pack).items()}
    assert listed == {name: digest for name, digest in by_name.items() if name != "SHA256SUMS"}


def test_no_cell_of_a_workbook_is_a_formula(pack: Path) -> None:
    book = load_workbook(pack / f"utsyn-{YEAR}-nb.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert FORMULA in {cell.value for cell in cells}


def test_no_text_of_a_csv_begins_a_formula(pack: Path) -> None:
    text = (pack / "data" / "figures.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in text
    assert not any(cell.lstrip('"').startswith("=") for line in text.splitlines() for cell in line.split(","))


def test_the_cover_names_build_rights_and_log(pack: Path, contents: Contents) -> None:
    for language, wordss in (("nb", ("offentlig", "logg")), ("en", ("public", "log"))):
        book = load_workbook(pack / f"utsyn-{YEAR}-{language}.xlsx")
        cover = " ".join(str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True))
        assert all(words in cover for words in (contents.build.id, *wordss))
        assert all(words in (pack / "README.md").read_text(encoding="utf-8") for words in (contents.build.id, *wordss))


def test_every_area_of_the_plan_has_a_sheet_with_tables_and_described_charts(pack: Path, contents: Contents) -> None:
    book = load_workbook(pack / f"utsyn-{YEAR}-en.xlsx")
    areas = book.worksheets[1 : 1 + len(contents.sections)]
    assert [sheet.title[:1] for sheet in areas[:-1]] == [area.id for area in contents.build.plan.areas]
    assert all(any(name.endswith("_years") for name in sheet.tables) for sheet in areas)
    assert all(sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToHeight == 0 for sheet in areas)
    assert sum(len(sheet._charts) for sheet in areas) > 0


@pytest.mark.parametrize("csv", ["comma", "semicolon"])
def test_frictionless_finds_the_package_valid(contents: Contents, tmp_path: Path, csv: str) -> None:
    write_files(tmp_path, contents, ("en",), csv, silent)  # type: ignore[arg-type]  # one of the two
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    ended = subprocess.run(command, cwd=tmp_path / "data", capture_output=True, text=True, check=False,
                           env={**os.environ, "NO_COLOR": "1"})  # fmt: skip
    report = json.loads(ended.stdout)
    assert report["valid"], report["errors"] or [task["errors"][:2] for task in report["tasks"]]
    assert {task["name"] for task in report["tasks"]} == {"figures", "indicators", "goals", "peers", "sources"}


def test_a_spreadsheet_in_norwegian_opens_the_csv_on_request(contents: Contents, tmp_path: Path) -> None:
    write_files(tmp_path, contents, ("nb",), "semicolon", silent)
    content = (tmp_path / "data" / "figures.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfindicator;version;year;")
    assert b";250000,5;" in content


def test_the_metadata_of_a_catalogue_names_every_table_with_its_checksum(pack: Path) -> None:
    dataset = json.loads((pack / "data" / "dcat.jsonld").read_text(encoding="utf-8"))
    by_name = {
        part["dcat:downloadURL"]["@id"]: part["spdx:checksum"]["spdx:checksumValue"]
        for part in dataset["dcat:distribution"]
    }
    tables = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (pack / "data").iterdir()}
    assert by_name == {name: digest for name, digest in tables.items() if name.endswith((".csv", ".parquet"))}
    assert dataset["dct:accessRights"]["@id"].endswith("/PUBLIC")


class TestWhatIsReplaced:
    def test_an_earlier_pack(self, contents: Contents, tmp_path: Path) -> None:
        write_files(tmp_path, contents, ("nb",), "comma", silent)
        check_replaceable(tmp_path)

    def test_nothing_but_a_pack(self, contents: Contents, tmp_path: Path) -> None:
        write_files(tmp_path, contents, ("nb",), "comma", silent)
        (tmp_path / "data" / "mine.txt").write_text("mine")
        with pytest.raises(PackError, match=r"data/mine\.txt"):
            check_replaceable(tmp_path)

    def test_a_year_without_figures_is_refused(self, contents: Contents) -> None:
        with pytest.raises(PackError, match="1990"):
            gather(contents.build, contents.viewer, 1990, silent)
