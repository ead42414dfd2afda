"""Indicators of the framework programme on the Research Council's list and a DBH answer, beside counts made without us.

The published files are counted with the standard library alone: by the programme's own short name, not by our actions.
"""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import split
from models.config import load_config
from models.store import OpenBuild
from pipelines.sources import dbh, research_council
from tests.models.asked import by_year, fractions
from tests.models.given import given, participation

pytestmark = pytest.mark.real_data
NTNU = "974767880"
ERC_MAIN = {"ERC-STG", "ERC-COG", "ERC-ADG", "ERC-SYG"}


@pytest.fixture(scope="module")
def published(shared_data: Path) -> list[dict[str, str]]:
    """NTNU's rows of the list, one per project."""
    with (shared_data / "research_council" / "bevilgningereu.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["Organisasjonsnummer"] == NTNU]
    assert len({row["Prosjektnr"] for row in rows}) == len(rows) == 241
    return rows


@pytest.fixture(scope="module")
def build(shared_data: Path) -> OpenBuild:
    """The whole list, and one project of Horizon Europe, so that the portfolios have a year to be compared in."""
    listed = research_council.read(shared_data / "research_council" / "bevilgningereu.csv", load_config())
    accepted = split(listed["eu_participations"], load_contract("eu_participations")).accepted
    return given(eu_participations=[*accepted.to_dicts(), participation(signed_on="2021-12-01")])


def by_signing(rows: list[dict[str, str]], program: str) -> dict[int, int]:
    dates = [row["Kontrakt signeringsdato"] for row in rows if row["Programkortnavn (H2020)"] == program]
    return Counter(int(date[6:10]) for date in dates)


@pytest.mark.parametrize(
    ("indicator", "program", "total"), [("msca_projects", "MSCA", 65), ("infrastructure_projects_signed", "INFRA", 14)]
)
def test_projects_by_signing_year_are_those_of_the_program(
    build: OpenBuild, published: list[dict[str, str]], indicator: str, program: str, total: int
) -> None:
    counted = by_signing(published, program)
    described = by_year(build, indicator, where={"framework": ("H2020",)})
    assert {year: projects for year, projects in described.items() if projects} == counted
    assert sum(counted.values()) == total


def test_former_portfolios_are_hosted_erc_grants_and_every_fet_project(
    build: OpenBuild, published: list[dict[str, str]]
) -> None:
    hosted = sum(
        row["Søknadstype"].upper() in ERC_MAIN and row["Organisasjon rolle"] == "COORDINATOR" for row in published
    )
    fet = sum(by_signing(published, "FET").values())
    assert fractions(build, "erc_portfolio_ratio") == {2021: (0, hosted)}
    assert fractions(build, "pathfinder_ratio") == {2021: (0, fet)}
    assert (hosted, fet) == (12, 11)


def test_erc_grants_hosted_elsewhere_are_the_rest_of_them(build: OpenBuild, published: list[dict[str, str]]) -> None:
    roles = Counter(row["Organisasjon rolle"] for row in published if row["Søknadstype"].upper() in ERC_MAIN)
    assert sum(filter(None, by_year(build, "erc_as_participant").values())) == roles["PARTICIPANT"] == 1


def test_co_publication_as_dbh_has_it(shared_data: Path) -> None:
    file = shared_data / "dbh" / "table_373_first_rows.json"
    read = dbh.read(file, load_config())["official_figures"]
    build = given(official_figures=split(read, load_contract("official_figures")).accepted.to_dicts())
    answer = json.loads(file.read_text(encoding="utf-8"))
    by_name = {
        int(row["Årstall"]): (row["Antall internasjonale publikasjoner"], row["Antall publikasjoner"])
        for row in answer
        if row.get("Avdelingskode") == "000000"
    }
    assert fractions(build, "international_copublication_share_official") == by_name
    assert by_name
