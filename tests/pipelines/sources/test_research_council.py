"""The Research Council's list as published: every quirk it has, and the counts that another program finds in it."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError, read_table
from pipelines.sources.research_council import read
from tests.pipelines.sources.independent_h2020 import NTNU, grants_by_signing_year

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="module")
def published(shared_data: Path) -> Path:
    return shared_data / "research_council" / "bevilgningereu.csv"


@pytest.fixture(scope="module")
def rows(published: Path, config: Config) -> pl.DataFrame:
    """Every row of the list, as text under our names."""
    return read(published, config)["eu_participations"]


@pytest.fixture(scope="module")
def accepted(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows, judged by the contract: none is kept out."""
    result = split(rows, load_contract("eu_participations"))
    assert result.quarantined.height == 0
    return result.accepted


def test_it_is_utf_8_without_a_mark_with_semicolons_and_crlf(published: Path) -> None:
    data = published.read_bytes()

    assert data.startswith(b"Rammeprogram;Traktat")
    assert data.count(b"\r\n") == data.count(b"\n") == 2932
    assert "Søknadstype" in read_table(published).columns


def test_every_row_comes_through(accepted: pl.DataFrame) -> None:
    assert accepted.height == 2931
    assert accepted.select("project_id", "organisation_id").is_unique().all()


def test_ntnu_has_241_projects_and_coordinates_73(accepted: pl.DataFrame) -> None:
    own = accepted.filter("is_own")

    assert own["organisation_id"].unique().to_list() == [NTNU]
    assert own["project_id"].n_unique() == own.height == 241
    assert own["role"].value_counts(sort=True).rows() == [("participant", 168), ("coordinator", 73)]


def test_years_and_euros_are_those_an_independent_program_counts(accepted: pl.DataFrame, published: Path) -> None:
    ours = (
        accepted.filter("is_own")
        .group_by(pl.col("signed_on").dt.year().alias("year"))
        .agg(
            pl.col("project_id").n_unique(),
            pl.col("project_id").filter(role="coordinator").n_unique().alias("coordinated"),
            pl.col("contribution_eur").sum().round(2),
        )
        .sort("year")
    )
    independent = grants_by_signing_year(published)

    assert ours.rows() == [
        (year, counted.projects, counted.coordinated, float(counted.contribution_eur))
        for year, counted in independent.items()
    ]
    assert sum(counted.projects for counted in independent.values()) == 241
    assert sum(counted.coordinated for counted in independent.values()) == 73


def test_every_amount_is_the_published_one_to_the_cent(accepted: pl.DataFrame, published: Path) -> None:
    """`626199.99999984` is EUR 626,200.00."""
    with published.open(encoding="utf-8", newline="") as file:
        written = [row["Innvilget beløp organisasjon EUR"] for row in csv.DictReader(file, delimiter=";")]

    assert "626199.99999984" in written
    assert accepted["contribution_eur"].to_list() == [
        float(Decimal(amount).quantize(Decimal("0.01"))) for amount in written
    ]


def test_moments_at_midnight_are_days(accepted: pl.DataFrame) -> None:
    """`25.05.2020 00:00` is 25 May 2020; the call is of the year of the deadline, 13 November 2019."""
    (grant,) = accepted.filter(project_id="951956", organisation_id="919303808").rows(named=True)

    assert (grant["signed_on"], grant["starts_on"], grant["ends_on"], grant["call_year"]) == (
        date(2020, 5, 25),
        date(2020, 6, 1),
        date(2024, 5, 31),
        2019,
    )
    assert accepted["signed_on"].null_count() == 0
    assert accepted["call_year"].is_between(2013, 2021).all()


def test_one_grant_has_no_first_and_last_day_and_is_kept(accepted: pl.DataFrame) -> None:
    undated = accepted.filter(pl.col("starts_on").is_null() | pl.col("ends_on").is_null())
    assert undated.select("project_id", "starts_on", "ends_on").rows() == [("101030479", None, None)]


def test_organisations_without_a_number_go_by_their_name(accepted: pl.DataFrame) -> None:
    unnumbered = accepted.filter(pl.col("organisation_id").str.starts_with("name:"))

    assert unnumbered.select("project_id", "organisation_id", "organisation_type", "is_own").sort(
        "project_id"
    ).rows() == [
        ("101003805", "name:ukjent", None, False),
        ("956374", "name:ukjent", None, False),
        ("957039", "name:ukjent", None, False),
    ]


def test_an_organisation_twice_in_a_project_stays_two_rows(accepted: pl.DataFrame) -> None:
    assert accepted.filter(project_id="636146")["organisation_id"].to_list() == ["979750730", "979750730/40"]


def test_short_names_unknown_or_empty_do_not_matter(accepted: pl.DataFrame, published: Path) -> None:
    short_names = read_table(published)["Kortnavn"]

    assert short_names.null_count() == 216
    assert (short_names == "ukjent").sum() == 678
    assert accepted["organisation_name"].null_count() == 0


def test_parts_of_the_programme_become_pillars_and_euratom_stands_apart(accepted: pl.DataFrame) -> None:
    assert dict(accepted["pillar"].value_counts().rows()) == {
        "excellent_science": 704,
        "industrial_leadership": 630,
        "societal_challenges": 1488,
        "widening": 11,
        "science_with_society": 59,
        "cross_theme": 24,
        "euratom": 15,
    }
    assert set(accepted["framework"]) == {"H2020"}


def test_types_of_application_become_actions(accepted: pl.DataFrame) -> None:
    """All of the programmes FET and INFRA count as such, whatever the type of application."""
    assert dict(accepted["action"].value_counts().rows()) == {
        "ERC-STG": 49,
        "ERC-COG": 42,
        "ERC-ADG": 17,
        "ERC-SYG": 8,
        "ERC-POC": 5,
        "MSCA-IF": 174,
        "MSCA-ITN": 143,
        "MSCA-RISE": 45,
        "MSCA-COFUND": 4,
        "FET": 41,
        "INFRA": 175,
        "EIC-ACCELERATOR": 13,
        "RIA": 1082,
        "IA": 659,
        "CSA": 247,
        "OTHER": 227,
    }


def test_sectors_become_types_of_organisation(accepted: pl.DataFrame) -> None:
    assert dict(accepted["organisation_type"].value_counts().rows()) == {
        "HES": 888,
        "REC": 896,
        "PRC": 790,
        "PUB": 115 + 69 + 80,
        "OTH": 90,
        None: 3,
    }


def test_what_the_list_does_not_say_is_null_and_addresses_are_not_read(rows: pl.DataFrame) -> None:
    contract = {column.name for column in load_contract("eu_participations").columns}
    assert contract - set(rows.columns) == {"centralised", "unit_code", "snapshot_on"}
    assert set(rows.columns) <= contract


def edited(published: Path, folder: Path, before: str, after: str) -> Path:
    """The list with one piece of text replaced wherever it stands."""
    path = folder / published.name
    path.write_text(published.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return path


def test_a_renamed_heading_is_refused_with_the_nearest(published: Path, tmp_path: Path, config: Config) -> None:
    path = edited(published, tmp_path, "Prosjektnr", "Prosjektnummer")
    with pytest.raises(ReadError, match="missing heading 'Prosjektnr', the nearest in the file is 'Prosjektnummer'"):
        read(path, config)


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        ((";ERC-STG;", ";ERC-NEW;"), "action_is_in_list"),
        ((";EU.5.;", ";EU.9.;"), "pillar_is_in_list"),
        ((";06.09.2019 00:00;", ";sixth of September;"), "signed_on_is_a_date"),
        ((";3518202.75", ";3 millions"), "contribution_eur_is_a_number"),
    ],
)
def test_what_nobody_has_mapped_is_quarantined_as_it_was_written(
    published: Path, tmp_path: Path, config: Config, edit: tuple[str, str], rule: str
) -> None:
    changed = read(edited(published, tmp_path, *edit), config)["eu_participations"]

    result = split(changed, load_contract("eu_participations"))

    assert result.accepted.height + result.quarantined.height == 2931
    assert result.broken.keys() == {rule}
    column = next(column for column in result.quarantined.columns if rule.startswith(f"{column}_is_"))
    assert set(result.quarantined[column]) == {edit[1].strip(";")}
