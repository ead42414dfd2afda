"""Which institution a mobility file means, and what becomes of the names that nothing tells."""

from pathlib import Path

import polars as pl
import pytest

from data_contracts.codes import code_table
from data_contracts.contract_parser import load_contract
from data_contracts.validate import split
from models.config import Config, load_config
from pipelines.sources.countries import country_codes
from pipelines.sources.erasmus_codes import country_of
from pipelines.sources.erasmus_ka1 import read
from pipelines.sources.erasmus_ka1_matching import ALIASES, fold, identified, lists_beside
from pipelines.staging.stage import stage
from tests.pipelines.sources.mobility_files import RELEASE_2021, charter_list, csv, current_release, row

NTNU = "N TRONDHE01"
HEADINGS = current_release(2022)


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def received(path: Path, config: Config) -> list[tuple[str | None, str | None]]:
    """The receiving organisations' codes and what they rest on."""
    return read(path, config)["erasmus_flows"].select("receiving_erasmus_code", "receiving_known_by").rows()


def test_a_code_is_taken_as_the_file_gives_it(tmp_path: Path, config: Config) -> None:
    charter_list(tmp_path, "D  BERLIN01;RWTH AACHEN;Germany")
    path = csv(tmp_path, RELEASE_2021, row(RELEASE_2021, receiving_code="D  AACHEN01"))

    assert received(path, config) == [("D AACHEN01", "code")]


@pytest.mark.parametrize("written", ["RWTH AACHEN", "Rwth  Aachen", "RWTH-Aachen."])
def test_without_a_code_the_name_is_looked_up_in_the_lists(tmp_path: Path, config: Config, written: str) -> None:
    charter_list(tmp_path, "D  AACHEN01;RWTH Aachen;Germany")
    path = csv(tmp_path, HEADINGS, row(HEADINGS, receiving_organisation=written))

    assert received(path, config) == [("D AACHEN01", "list")]


@pytest.mark.parametrize(
    ("listed", "why"),
    [
        (["A  AACHEN01;RWTH AACHEN;Austria"], "in another country"),
        (["D  AACHEN01;RWTH AACHEN UNIVERSITY;Germany"], "alike is not the same"),
        (["D  AACHEN01;RWTH AACHEN;Germany", "D  AACHEN02;RWTH AACHEN;Germany"], "two of the name"),
        ([], "on no list"),
    ],
)
def test_a_name_that_does_not_tell_one_institution_stays_unknown(
    tmp_path: Path, config: Config, listed: list[str], why: str
) -> None:
    charter_list(tmp_path, *listed)
    path = csv(tmp_path, HEADINGS, row(HEADINGS))

    assert received(path, config) == [(None, None)], why


def test_the_latest_list_that_has_the_name_decides(tmp_path: Path, config: Config) -> None:
    charter_list(tmp_path, "D  AACHEN09;RWTH AACHEN;Germany", day="2022-07-01")
    charter_list(tmp_path, "D  AACHEN01;RWTH AACHEN;DE", day="2024-09-12")
    charter_list(tmp_path, "D  BERLIN01;FU BERLIN;DE", day="2026-01-31")
    path = csv(tmp_path, HEADINGS, row(HEADINGS))

    assert received(path, config) == [("D AACHEN01", "list")]


@pytest.mark.parametrize(
    "name",
    [
        "NTNU",
        "NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU",
        "Norges Teknisk-Naturvitenskapelige Universitet Ntnu",
        "HOGSKOLEN I SOR-TRONDELAG",
        "Høgskolen i Sør-Trøndelag",
        "HOGSKOLEN I GJOVIK",
        "Høgskolen i Ålesund",
        "HOGSKOLEN I AALESUND",
    ],
)
def test_the_university_and_those_merged_into_it_go_by_their_reviewed_names(
    tmp_path: Path, config: Config, name: str
) -> None:
    path = csv(
        tmp_path, RELEASE_2021, row(RELEASE_2021, receiving_organisation=name, receiving_country="NO"), name="a.csv"
    )
    assert received(path, config) == [(NTNU, "alias")]


def test_an_alias_brings_a_merged_institution_home_whatever_code_it_had(tmp_path: Path, config: Config) -> None:
    cells = {"receiving_organisation": "HOGSKOLEN I GJOVIK", "receiving_country": "NO", "receiving_code": "N  OTHER01"}
    path = csv(tmp_path, RELEASE_2021, row(RELEASE_2021, **cells))

    assert received(path, config) == [(NTNU, "alias")]


def test_an_alias_holds_in_its_own_country_alone(tmp_path: Path, config: Config) -> None:
    """National Taiwan Normal University is NTNU too."""
    path = csv(tmp_path, HEADINGS, row(HEADINGS, receiving_organisation="NTNU", receiving_country="TW - Taiwan"))

    assert received(path, config) == [(None, None)]


def test_every_alias_was_reviewed_and_leads_to_a_code_of_its_country() -> None:
    aliases = code_table(ALIASES)

    assert aliases.columns == ["name", "erasmus_code", "reviewed_on", "note"]
    assert aliases.null_count().sum_horizontal().item() == 0
    assert aliases["reviewed_on"].str.to_date("%Y-%m-%d").is_not_null().all()
    assert {country_of(code) for code in aliases["erasmus_code"]} == {"NO"}


def test_unknown_names_are_reported_with_their_size_the_largest_first(tmp_path: Path, config: Config) -> None:
    path = csv(
        tmp_path,
        HEADINGS,
        row(HEADINGS, receiving_organisation="Café Lärm", participants="2"),
        row(HEADINGS, receiving_organisation="CAFE LARM", participants="2"),
        row(HEADINGS, receiving_organisation="CAFE LARM", participants="-"),
        row(HEADINGS, sending_organisation="Bodø kommune", receiving_organisation="-", participants="7"),
    )
    frames = read(path, config)
    judged = split(frames["unknown_organisations"], load_contract("unknown_organisations"))

    assert judged.broken == {}
    assert judged.accepted.drop("record_id").rows() == [
        ("Bodø kommune", "NO", 7, 0, 1),
        (None, "DE", 0, 7, 1),
        ("CAFE LARM", "DE", 0, 4, 3),
    ]
    flows = split(frames["erasmus_flows"], load_contract("erasmus_flows"))
    assert flows.broken["organisation_is_known"] == 4


def test_another_list_of_charter_holders_is_a_reason_to_read_again(tmp_path: Path, config: Config) -> None:
    path = csv(tmp_path, HEADINGS, row(HEADINGS))

    def unknown() -> int:
        staged = stage(path, "erasmus_ka1", config, tmp_path / "staging", b"key", tmp_path)
        return next(file.rows_read for file in staged if file.feed == "unknown_organisations")

    assert unknown() == 1
    charter_list(tmp_path, "D  AACHEN01;RWTH AACHEN;Germany")
    assert unknown() == 0


def test_a_file_outside_an_inbox_has_no_lists_beside_it(tmp_path: Path) -> None:
    assert lists_beside(tmp_path / "ka1.csv") == ()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Høgskolen i Sør-Trøndelag", "HOGSKOLEN I SOR TRONDELAG"),
        ("Universität  zu Köln", "UNIVERSITAT ZU KOLN"),
        ("L'Université (Paris)", "L UNIVERSITE PARIS"),
        ("Łódź", "LODZ"),
        ("—", None),
    ],
)
def test_names_are_compared_without_case_accents_and_signs(name: str, folded: str | None) -> None:
    assert pl.select(fold(pl.lit(name))).item() == folded


@pytest.mark.real_data
def test_five_of_six_students_of_2014_to_2019_are_told_by_the_real_lists(shared_data: Path) -> None:
    """Names alone, as the current release has them; what the lists of 2022 and 2024 cannot know is left: the
    universities of the United Kingdom, those renamed since, and spellings without umlauts."""
    totals = pl.read_csv(shared_data / "erasmus_ka1" / "university_totals_2014-2019.csv", infer_schema=False)
    totals = totals.filter(pl.col("country_code").str.contains("^[A-Z]{2}$"))
    organisations = totals.select(
        pl.col("university").alias("name"),
        country_codes(totals["country_code"]).alias("country"),
        pl.lit(None, pl.String).alias("erasmus_code"),
    )
    described = identified(organisations, sorted((shared_data / "eche").glob("*.xlsx"))).with_columns(
        totals["total"].cast(pl.Float64).alias("students")
    )
    students = dict(described.group_by("known_by").agg(pl.col("students").sum().cast(pl.Int64)).rows())

    assert described.select("name", "country").equals(organisations.select("name", "country"))
    assert students == {"list": 1_991_233, "alias": 8_058, None: 372_490}
    assert described.filter(erasmus_code=NTNU)["students"].to_list() == [7646, 259, 89, 64]
    assert described.filter(erasmus_code="N OSLO01")["known_by"].to_list() == ["list"]
