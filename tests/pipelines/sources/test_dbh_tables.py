"""The tables of DBH that are read: headings of the real catalogue, and what an answer's rows are of."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.sources.dbh import TABLES, read

# Rows under the headings of the catalogue, as answers write them: counts as text
PERSONS = {"Antall totalt": "12", "Antall kvinner": "7", "Antall menn": "5"}
OF_UNIT = {"Institusjonskode": "1150", "Avdelingskode": "631000", "Årstall": "2024", "Semester": "3"}


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def judged(folder: Path, table: int, *rows: dict[str, Any]) -> Split:
    """An answer of the table with these rows, judged by the contract."""
    status = {"tabell_id": table, "leveringstid": "2026-09-23 20:17:31", "returkode": 0, "melding": "Data levert."}
    path = folder / f"table_{table}.json"
    path.write_text(json.dumps([{"status": status}, *rows]), encoding="utf-8")
    return split(read(path, load_config())["official_figures"], load_contract("official_figures"))


def rows_read(folder: Path, table: int, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said of each row beyond table, institution and day of delivery; none is kept out."""
    result = judged(folder, table, *rows)
    assert result.quarantined.height == 0, result.broken
    not_published = ("table_id", "institution_code", "delivered_on")
    return [
        {name: value for name, value in row.items() if value is not None and name not in not_published}
        for row in result.accepted.rows(named=True)
    ]


COUNTED = {"total": 12.0, "women": 7.0, "men": 5.0, "is_masked": False}
PLACED = {"unit_code": "631000", "semester": "3", "year_from": 2024, "year_to": 2024}


@pytest.mark.parametrize(
    ("table", "by_name", "means"),
    [
        (
            142,
            {
                "Type": "NORSK",
                "Landkode": "DE",
                "Utvekslingsavtale": "ERASMUS+",
                "Utvekslingsinstitusjon": "D AACHEN01",
            },
            {"direction": "out", "country": "DE", "agreement": "ERASMUS+", "exchange_institution": "D AACHEN01"},
        ),
        (142, {"Type": "UTENL", "Studieprogramkode": "EMNE/AD"}, {"direction": "in", "programme_code": "EMNE/AD"}),
        (123, {"Studentkategori": "S", "Nivåkode": "M2"}, {"student_category": "S", "breakdown": "Nivåkode=M2"}),
        (
            118,
            {"Studieprogramkode": "MTDT", "NUS-kode": "754117", "Underv.språk": "ENG"},
            {"programme_code": "MTDT", "breakdown": "NUS-kode=754117|Underv.språk=ENG"},
        ),
        (135, {"Landkode": "UK", "Studieprogramkode": None}, {"country": "GB"}),
    ],
)
def test_students_are_placed_by_what_the_answer_is_grouped_by(
    tmp_path: Path, table: int, by_name: dict[str, str], means: dict[str, str]
) -> None:
    assert rows_read(tmp_path, table, OF_UNIT | PERSONS | by_name) == [PLACED | COUNTED | means]


def test_an_answer_needs_the_total_alone(tmp_path: Path) -> None:
    (row,) = rows_read(tmp_path, 123, OF_UNIT | {"Antall totalt": 12})
    assert row == PLACED | {"total": 12.0}


def test_international_publications_are_unknown_where_the_answer_has_none(tmp_path: Path) -> None:
    rows = rows_read(
        tmp_path,
        373,
        {"Årstall": "2024", "Antall publikasjoner": 3, "Kode for type publiseringskanal": "2"},
        {"Årstall": "2024", "Antall publikasjoner": 9, "Antall internasjonale publikasjoner": None},
    )
    years = {"year_from": 2024, "year_to": 2024}
    assert rows == [years | {"total": 3.0, "breakdown": "Kode for type publiseringskanal=2"}, years | {"total": 9.0}]


def test_rows_of_one_answer_have_keys_of_their_own_however_it_is_grouped(tmp_path: Path) -> None:
    groups = [
        {"Institusjonskode": "1120"}, {"Semester": "1"}, {"Type": "NORSK"}, {"Landkode": "DE"}, {"Landkode": "FR"},
        {"Utvekslingsavtale": "BILATERAL"}, {"Utvekslingsinstitusjon": "D AACHEN01"}, {"Nivåkode": "B3"},
        {"Studentkategori": "K"}, {"Studieprogramkode": "MTDT"}, {"Avdelingskode": "632000"}, {"Årstall": "2023"},
    ]  # fmt: skip
    result = judged(tmp_path, 142, OF_UNIT | PERSONS, *(OF_UNIT | PERSONS | group for group in groups))

    assert result.accepted.height == 13
    assert result.accepted.select(load_contract("official_figures").key).is_unique().all()


def test_what_the_request_asked_for_alone_stands_for_what_the_answer_leaves_out(tmp_path: Path) -> None:
    chosen = {"Type": ["NORSK"], "Utvekslingsavtale": ["ERASMUS+"], "Landkode": ["DE", "FR"], "Årstall": ["2024"]}
    entries = [{"variabel": name, "selection": {"filter": "item", "values": values}} for name, values in chosen.items()]
    request = {"tabell_id": 142, "filter": entries}
    (tmp_path / "request_142.json").write_text(json.dumps(request), encoding="utf-8")

    assert rows_read(tmp_path, 142, PERSONS) == [
        COUNTED | {"direction": "out", "agreement": "ERASMUS+", "year_from": 2024, "year_to": 2024}
    ]


def test_staff_are_full_time_equivalents(tmp_path: Path) -> None:
    (row,) = rows_read(tmp_path, 225, {"Årstall": "2024", "Antall årsverk": 7.5, "Antall kvinner": 4, "Antall menn": 5})
    assert row == {"year_from": 2024, "year_to": 2024, "total": 7.5}


def test_rows_of_a_table_that_is_not_read_are_quarantined_by_name_and_stop_nothing(tmp_path: Path) -> None:
    result = judged(tmp_path, 389, {"Årstall": "2024", "Antall": 7}, {"Årstall": "2023"})

    assert (result.accepted.height, result.quarantined.height) == (0, 2)
    assert result.broken == {"table_is_read": 2}
    assert result.quarantined["table_id"].to_list() == ["389", "389"]


@pytest.mark.parametrize(
    ("by_name", "rule"),
    [({"Type": "KVOTE"}, "direction_is_in_list"), ({"Avdelingskode": "63"}, "unit_code_has_its_form")],
)
def test_what_cannot_be_placed_is_quarantined_by_name(tmp_path: Path, by_name: dict[str, str], rule: str) -> None:
    assert judged(tmp_path, 142, OF_UNIT | PERSONS | by_name).broken == {rule: 1}


def test_a_country_that_nobody_knows_is_told_and_counts(tmp_path: Path) -> None:
    result = judged(tmp_path, 135, OF_UNIT | PERSONS | {"Landkode": "980"})
    assert (result.accepted.height, result.broken) == (1, {"country_is_in_list": 1})


def test_the_contract_lists_the_tables_that_are_read() -> None:
    tables = yaml.safe_load(TABLES.read_text(encoding="utf-8"))["tables"]
    (rule,) = (rule for rule in load_contract("official_figures").rules if rule.name == "table_is_read")
    assert f"({', '.join(sorted(tables))})" in (rule.condition or "")


@pytest.mark.real_data
def test_headings_are_those_of_the_catalogue(shared_data: Path) -> None:
    definitions = yaml.safe_load(TABLES.read_text(encoding="utf-8"))
    with (shared_data / "dbh" / "catalogue_excerpt.csv").open(encoding="utf-8", newline="") as file:
        catalogue = {row["Tabell id"]: row["Variabelliste"].split(",") for row in csv.DictReader(file)}
    listed = definitions["tables"].keys() & catalogue.keys()

    assert listed == {"118", "123", "135", "142", "225", "373"}
    for table in listed:
        known = definitions["tables"][table]
        assert {*known["figures"].values(), *known["breakdown"]} <= set(catalogue[table])
    assert set(definitions["columns"].values()) <= {heading for table in listed for heading in catalogue[table]}
