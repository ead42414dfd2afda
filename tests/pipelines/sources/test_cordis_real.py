"""Real tables of CORDIS against counts by the standard library alone."""

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.sources.cordis import read
from tests.pipelines.sources.cordis_given import Row, cordis, organisation, project
from tests.pipelines.sources.independent_workbook import rows_of

pytestmark = pytest.mark.real_data

# The derived list's headings for those of CORDIS, where they differ
AS_PUBLISHED = {"PIC": "organisationID", "Organisation": "name"}


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="module")
def tables(shared_data: Path) -> Path:
    return shared_data / "cordis"


@pytest.fixture(scope="module")
def published(tables: Path) -> list[Row]:
    """Participations of Canada, New Zealand and the Pacific in FP7, Horizon 2020 and Horizon Europe."""
    with (tables / "participations_ca_nz_pacific.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def result(published: list[Row], tables: Path, config: Config, tmp_path_factory: pytest.TempPathFactory) -> Split:
    """The same, packed as CORDIS packs it, with the real tables of parts and topics beside the zip."""
    folder = tmp_path_factory.mktemp("cordis")
    projects = {
        row["projectID"]: project(
            id=row["projectID"], startDate=row["startDate"], endDate=row["endDate"], legalBasis="", topics="",
            ecSignatureDate=row["ecSignatureDate"], frameworkProgramme=row["frameworkProgramme"],
            masterCall="", subCall=row["subCall"], fundingScheme=row["Type of action"],
        )
        for row in published
    }  # fmt: skip
    listed = [
        organisation(vatNumber="", **{AS_PUBLISHED.get(name, name): row[name] for name in (
            "projectID", "PIC", "Organisation", "activityType", "country", "order", "role",
            "ecContribution", "netEcContribution",
        )})
        for row in published
    ]  # fmt: skip
    path = cordis(folder, listed, projects.values())
    for name in ("HE_legalBasis.xlsx", "HE_topics.xlsx"):
        shutil.copy(tables / name, folder / name)
    return split(read(path, config)["eu_participations"], load_contract("eu_participations"))


def test_every_participation_comes_through(result: Split, published: list[Row]) -> None:
    assert result.quarantined.height == 0
    assert result.accepted.height == len(published) == 1018
    assert result.accepted.select("project_id", "organisation_id").is_unique().all()
    assert not result.accepted["is_own"].any()


def test_roles_and_frameworks_are_those_counted_in_the_list(result: Split, published: list[Row]) -> None:
    without_money = ("associatedPartner", "partner", "internationalPartner")
    ours = {"thirdParty": "third_party"} | dict.fromkeys(without_money, "associated_partner")
    counted = Counter((row["frameworkProgramme"], ours.get(row["role"], row["role"])) for row in published)

    assert {row[:2]: row[2] for row in result.accepted.group_by("framework", "role").len().rows()} == counted


def test_euros_are_those_added_up_from_the_list(result: Split, published: list[Row]) -> None:
    added = Counter[str]()
    for row in published:
        added[row["frameworkProgramme"]] += Decimal(row["netEcContribution"] or row["ecContribution"] or 0)  # type: ignore[assignment]
    sums = result.accepted.group_by("framework").agg(pl.col("contribution_eur").sum().round(2))

    assert dict(sums.rows()) == {framework: float(euros) for framework, euros in added.items()}


def test_horizon_europe_has_its_pillar_from_the_main_part(result: Split, tables: Path) -> None:
    main = {
        row["projectID"]: row["legalBasis"]
        for row in rows_of(tables / "HE_legalBasis.xlsx")
        if row["uniqueProgrammePart"] == "true"
    }
    pillars = {"1": "excellent_science", "2": "global_challenges", "3": "innovative_europe", "4": "widening"}
    horizon = result.accepted.filter(framework="HORIZON").select("project_id", "pillar")
    expected = [
        "euratom" if main[number].startswith("EURATOM") else pillars[main[number].split(".")[1]]
        for number in horizon["project_id"]
        if number in main
    ]
    known = horizon.filter(pl.col("project_id").is_in(list(main)))

    assert known["pillar"].to_list() == expected
    assert len(expected) > 150
    assert horizon.filter(~pl.col("project_id").is_in(list(main)))["pillar"].null_count() == 192 - len(expected)


def test_what_is_not_told_is_unknown(result: Split, published: list[Row]) -> None:
    unsigned = sum(not row["ecSignatureDate"] for row in published)

    assert result.accepted["signed_on"].null_count() == unsigned == 270
    assert result.accepted.filter(framework="FP7")["signed_on"].null_count() == 270
    assert result.accepted["call_year"].null_count() == 10  # calls over several years


def test_each_project_has_one_main_part(tables: Path, config: Config) -> None:
    ours = read(tables / "HE_legalBasis.xlsx", config)["project_programmes"]
    judged = split(ours, load_contract("project_programmes"))
    independent = rows_of(tables / "HE_legalBasis.xlsx")
    main = judged.accepted.filter("is_main_part")

    assert judged.accepted.height == len(independent) == 20_512
    assert main.height == sum(row["uniqueProgrammePart"] == "true" for row in independent) == 15_341
    assert main["project_id"].is_unique().all()
    assert dict(main["programme_part"].value_counts().rows()) == Counter(
        row["legalBasis"] for row in independent if row["uniqueProgrammePart"] == "true"
    )


def test_topics_keep_the_case_they_are_written_in(tables: Path, config: Config) -> None:
    ours = split(read(tables / "HE_topics.xlsx", config)["project_topics"], load_contract("project_topics")).accepted

    assert dict(ours["topic"].value_counts().rows()) == Counter(
        row["topic"] for row in rows_of(tables / "HE_topics.xlsx")
    )
    assert "ERC-2024-SyG" in ours["topic"]


def test_every_topic_of_horizon_europe_leads_to_an_erc_grant_where_it_names_one(
    tables: Path, config: Config, tmp_path: Path
) -> None:
    """All projects as if of the scheme HORIZON-ERC: the five kinds by topic, and no other taken for one."""
    topics = {row["projectID"]: row["topic"] for row in rows_of(tables / "HE_topics.xlsx")}
    projects = [
        project(id=number, topics=name, fundingScheme="HORIZON-ERC", legalBasis="HORIZON.1.1")
        for number, name in topics.items()
    ]
    path = cordis(tmp_path, [organisation(projectID=number) for number in topics], projects)
    actions = Counter(read(path, config)["eu_participations"]["action"])
    named = Counter(name.upper().split("-")[2][:3] for name in topics.values() if name.startswith("ERC-"))

    assert {kind: actions[f"ERC-{kind}"] for kind in ("STG", "COG", "ADG", "SYG", "POC")} == {
        kind: named[kind] for kind in ("STG", "COG", "ADG", "SYG", "POC")
    }
    assert actions["EIC-PATHFINDER"] == sum("-PATHFINDER" in name.upper() for name in topics.values())
