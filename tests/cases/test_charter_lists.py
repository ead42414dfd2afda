"""Charter lists under the names and headings that they were published with."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
import xlsxwriter

from data_contracts.contract_parser import load_contract
from data_contracts.countries import country_of
from data_contracts.validate import split
from models.config import Config, load_config
from pipelines.build import build
from pipelines.fetching.sources import load_sources
from pipelines.reading.notes import collected
from pipelines.reading.readers import ReadError
from pipelines.sources.eche import read
from pipelines.warehouse import Warehouse

ROW = {
    "number": "101012441", "code": "A\u00a0 WIEN01", "pic": "948821601", "oid": "E10054001", "name": "EINE HOCHSCHULE",
    "city": "Wien", "country": "AT", "website": "www.example.at", "from": "01/02/2021", "to": "2029-12-31",
}  # fmt: skip
MIDDLE = ("PIC", "OID", "Legal Name", "City", "Country Cd", "Website Url")
AS_PUBLISHED: list[tuple[str | None, ...]] = [
    ("Proposal number", "Erasmus code", *MIDDLE, "Erasmus Eche Start", "Erasmus Eche End"),
    (
        *("Proposal ID", "Erasmus code", "PIC", "OID", "Organisation Legal Name", "City", "Country", "Webpage"),
        *("ECHE Start Date", "ECHE End Date"),
    ),
    (
        *("Erasmus Refcode", "Erasms Code", "PIC", "OID", "Organisation", "City", "Country Cd", "Website Url"),
        *("Erasmus Eche Start", "Erasmus Eche End"),
    ),
    ("Proposal Reference", None, *MIDDLE, "ECHE start", "ECHE End"),
]


def workbook(
    folder: Path, headings: tuple[str | None, ...], *rows: dict[str, str], name: str = "eche_2023-03.xlsx"
) -> Path:
    with xlsxwriter.Workbook(folder / name) as book:
        sheet = book.add_worksheet("Report 2")
        sheet.write_row(0, 0, headings)
        for index, row in enumerate(rows, start=1):
            sheet.write_row(index, 0, list(row.values()))
    return folder / name


@pytest.mark.parametrize("headings", AS_PUBLISHED)
def test_every_column_is_read_under_every_heading_it_has_had(tmp_path: Path, headings: tuple[str | None, ...]) -> None:
    path = workbook(tmp_path, headings, ROW, ROW | {"code": "A  GRAZ02", "pic": "948821602"})
    result = split(read(path, load_config())["institutions"], load_contract("institutions"))
    assert result.quarantined.height == 0
    [first, second] = result.accepted.rows(named=True)
    assert (first["erasmus_code"], second["erasmus_code"]) == ("A WIEN01", "A GRAZ02")
    assert (first["charter_number"], first["name"], first["country"]) == ("101012441", "EINE HOCHSCHULE", "AT")
    assert (first["charter_from"], first["charter_to"]) == (date(2021, 2, 1), date(2029, 12, 31))


@pytest.mark.parametrize("name", ["Turkiye", "TÜRKİYE", "Turkije", "Türkei", "Turquía"])
def test_a_country_is_known_by_its_name_in_any_language(name: str) -> None:
    assert country_of(name) == "TR"


def test_headings_of_the_configuration_are_known_too(tmp_path: Path, configured: Callable[..., Config]) -> None:
    path = workbook(tmp_path, ("No", "Erasmus code", "PIC", "OID", "Denominación", "City", "Country"), ROW)
    with pytest.raises(ReadError, match=r"no heading for name .* \[headings\.eche\] name = "):
        read(path, configured())
    config = configured(after='[headings.eche]\nname = ["Denominación"]\n')
    assert read(path, config)["institutions"]["name"].to_list() == ["EINE HOCHSCHULE"]


def test_what_was_known_by_its_values_is_noted(tmp_path: Path) -> None:
    path = workbook(tmp_path, AS_PUBLISHED[3], ROW)
    with collected() as notes:
        read(path, load_config())
    assert notes == ["'column 2' was read as erasmus_code, as its values show; the list has no known heading for it."]


@pytest.mark.parametrize(
    "name",
    [
        "List_of_Accredited_HEIs_within_the_Erasmus%2B_Programme_2021-2027-19122025.xlsx",
        "Accredited-HEIs-Erasmus-2021-2027_20012026.xlsx",
        "accredited-heis-erasmus-2021-2027_08042026.xlsx",
        "2023_01_List_of_accredited_HEIs.xlsx",
        "eche-list-2022.xlsx",
    ],
)
def test_the_link_to_the_list_is_found_under_every_name(name: str) -> None:
    [file] = load_sources(load_config(), date(2026, 4, 8))["eche"].files
    page = f'<a href="/sites/default/files/2026-04/{name}">list</a> <a href="/sites/default/files/2026-04/guide.xlsx">'
    [matches] = re.finditer(file.link, page)
    assert matches[0].endswith(name)
    assert file.name.format(**matches.groupdict()) == "eche_2026-04.xlsx"


@pytest.mark.slow
def test_the_case_of_published_names_has_both_days(
    tmp_path: Path, cases: Path, configured: Callable[..., Config]
) -> None:
    shutil.copytree(cases / "01-eche-names-as-published" / "inbox", tmp_path / "inbox")
    report = build(configured(), tmp_path / "inbox", tmp_path / "wh", lambda *_: None)
    assert report.published, report.reasons
    current = Warehouse(tmp_path / "wh").current()
    assert current
    with duckdb.connect(current.database, read_only=True) as connection:
        rows = connection.execute(
            "select cast(listed_on as varchar), count(*) from feeds.institutions group by 1 order by 1"
        )
        assert [day for day, _ in rows.fetchall()] == ["2025-12-19", "2026-04-08"]


def test_the_case_of_refused_headings_is_read(cases: Path) -> None:
    for path in sorted((cases / "03-eche-headings-refused" / "inbox" / "eche").iterdir()):
        result = split(read(path, load_config())["institutions"], load_contract("institutions"))
        assert result.accepted.height >= 2
        assert result.accepted["charter_from"].null_count() == 0
        if path.stem == "eche_2023-01":
            assert result.accepted["country"].to_list() == ["TR", "TR"]
            assert result.quarantined.select(pl.col("charter_number")).to_series().to_list() == ["Count:"]
