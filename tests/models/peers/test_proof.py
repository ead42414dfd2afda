"""Peers on real public files, beside counts made without us: the standard library's csv alone reads them here.

The Research Council's list of all Norwegian participants in Horizon 2020, and the Erasmus+ totals of universities from
2014 to 2019. The latter have no rows of single mobilities: they are written as a mobility file of the release of 2021,
one row per university and direction, and read as such.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import split
from models.config import load_config
from models.config_sections import PeerSet
from models.institutions import known_institutions
from models.peers import Comparison, compare, unmatched
from models.store import OpenBuild
from pipelines.sources import erasmus_ka1, research_council
from tests.models.asked import ANALYST
from tests.models.given import given
from tests.pipelines.sources.mobility_files import RELEASE_2021
from tests.pipelines.sources.mobility_files import csv as mobility_csv
from tests.pipelines.sources.mobility_files import row as mobility_row

pytestmark = pytest.mark.real_data
# organisation number in the list → our key
TEN = {
    "971035854": "uio", "974767880": "ntnu", "874789542": "uib", "970422528": "uit", "969159570": "nmbu",
    "997058925": "oslomet", "971564679": "uis", "970940243": "nord", "974789523": "nhh", "911770709": "usn",
}  # fmt: skip
HIGHER_EDUCATION = "UoH"
# as the totals write their names → our key; no other name in the file is of one of these
TWENTY = {
    "Universitetet I Oslo": "uio", "Politechnika Gdanska": "gdansk_tech", "Stiftelsen Handelshoyskolen Bi": "bi",
    "Norges Handelshøyskole": "nhh", "Universitetet I Agder": "uia", "Universitetet I Stavanger": "uis",
    "Høgskulen I Volda": "hivolda", "Arkitektur Og Designhogskolen I Oslo": "aho", "Hogskolen I Molde": "himolde",
    "Norges Idrettshogskole": "nih", "Norges Musikkhøgskole": "nmh", "Kunsthogskolen I Oslo Khio": "khio",
    "Universitat Politecnica De Valencia": "upv", "Politecnico Di Milano": "polimi",
    "Kungliga Tekniska Hoegskolan": "kth", "Rheinisch-Westfaelische Technische Hochschule Aachen": "rwth",
    "Aalto-Korkeakoulusaatio": "aalto", "Politechnika Warszawska": "warsaw_tech",
    "Technische Universitat Berlin": "tu_berlin", "Chalmers Tekniska Hoegskola Ab": "chalmers",
}  # fmt: skip
# four universities of today with what they were before: names in the file that count together
MERGED = {
    "ntnu": {
        "Norges Teknisk-Naturvitenskapelige Universitet Ntnu", "Hogskolen I Sor-Trondelag", "Høgskolen I Ålesund",
        "Hogskolen I Gjovik",
    },
    "uib": {"Universitetet I Bergen", "Kunst- Og Designhoegskolen I Bergen"},
    "uit": {"Universitetet I Tromsoe", "Høgskolen I Narvik", "Hogskolen I Harstad"},
    "hvl": {
        "Hogskulen Pa Vestlandet", "Hogskolen I Bergen", "Hogskolen Stord Haugesund", "Hogskulen I Sogn Og Fjordane",
    },
}  # fmt: skip


@dataclass
class Counted:
    """What the list says of an institution, added up by hand."""

    euros: float = 0.0
    projects: set[str] = field(default_factory=set)
    coordinated: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def counted(shared_data: Path) -> dict[str, Counted]:
    """Organisation number → what it has, of every higher education institution in the list."""
    by_name: dict[str, Counted] = defaultdict(Counted)
    with (shared_data / "research_council" / "bevilgningereu.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if row["FoU sektorkode"] == HIGHER_EDUCATION:
                one = by_name[row["Organisasjonsnummer"]]
                one.euros += float(row["Innvilget beløp organisasjon EUR"] or 0)
                one.projects.add(row["Prosjektnr"])
                if row["Organisasjon rolle"] == "COORDINATOR":
                    one.coordinated.add(row["Prosjektnr"])
    return by_name


@pytest.fixture(scope="module")
def grants(shared_data: Path) -> OpenBuild:
    listed = research_council.read(shared_data / "research_council" / "bevilgningereu.csv", load_config())
    accepted = split(listed["eu_participations"], load_contract("eu_participations")).accepted
    return given(eu_participations=accepted.to_dicts())


def peers(build: OpenBuild, indicator: str, institutions: list[str], **where: tuple[str, ...]) -> Comparison:
    others = [one for one in institutions if one != "ntnu"] or ["uio"]
    peer_set = PeerSet.model_validate({"id": "proof", "name": {"en": "Proof"}, "institutions": others})
    comparison = compare(indicator, ANALYST, build, peer_set, where=where)
    assert comparison is not None
    return comparison


def values(result: Comparison) -> dict[str, float | None]:
    return {one.institution: one.figure.value if one.figure else None for one in result.standings}


def rank(mine: float, all_of_them: list[float]) -> int:
    return 1 + sum(other > mine for other in all_of_them)


def test_contributions_of_ten_institutions_are_those_of_the_list(
    grants: OpenBuild, counted: dict[str, Counted]
) -> None:
    comparison = values(peers(grants, "horizon_funding", list(TEN.values())))
    assert comparison == {ours: pytest.approx(counted[number].euros, abs=0.05) for number, ours in TEN.items()}


def test_projects_and_coordinated_projects_of_ten_institutions_are_those_of_the_list(
    grants: OpenBuild, counted: dict[str, Counted]
) -> None:
    projects = peers(grants, "horizon_projects", list(TEN.values()))
    coordinated = peers(grants, "horizon_projects", list(TEN.values()), role=("coordinator",))
    assert values(projects) == {ours: len(counted[number].projects) for number, ours in TEN.items()}
    assert values(coordinated) == {ours: len(counted[number].coordinated) for number, ours in TEN.items()}


@pytest.mark.parametrize("measure", ["horizon_funding", "horizon_projects"])
def test_ranks_and_the_national_share_are_those_of_all_institutions_in_the_list(
    grants: OpenBuild, counted: dict[str, Counted], measure: str
) -> None:
    size = {
        number: one.euros if measure == "horizon_funding" else float(len(one.projects))
        for number, one in counted.items()
    }
    comparison = peers(grants, measure, list(TEN.values()))
    of_all = {one.institution: one.national_place for one in comparison.standings}
    of_ten = {one.institution: one.place for one in comparison.standings}
    assert of_all == {ours: rank(size[number], list(size.values())) for number, ours in TEN.items()}
    assert of_ten == {ours: rank(size[number], [size[other] for other in TEN]) for number, ours in TEN.items()}
    assert comparison.national == len(counted) == 20
    assert comparison.national_share == pytest.approx(size["974767880"] / sum(size.values()))


def test_every_institution_of_the_list_is_matched_by_its_number(grants: OpenBuild) -> None:
    assert unmatched(grants) == ()
    matched = grants.engine.rows("select distinct matched_by from dims.grantees where institution is not null")
    assert {str(by) for (by,) in matched} == {"own", "identifier"}


@pytest.fixture(scope="module")
def totals(shared_data: Path) -> dict[str, tuple[int, int, str]]:
    """Name → students out, students in, country."""
    path = shared_data / "erasmus_ka1" / "university_totals_2014-2019.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["university"] for row in rows]
    assert all(names.count(name) == 1 for name in (*TWENTY, *(one for many in MERGED.values() for one in many)))
    return {
        row["university"]: (round(float(row["outgoing"])), round(float(row["incoming"])), row["country_code"])
        for row in rows
    }


@pytest.fixture(scope="module")
def mobility(totals: dict[str, tuple[int, int, str]], tmp_path_factory: pytest.TempPathFactory) -> OpenBuild:
    """Every Norwegian university of the totals and those of the peer sets, as a mobility file that is read as one."""
    lines = []
    for name, (went, came, country) in totals.items():
        if country == "NO" or name in TWENTY:
            here, there = {"organisation": name, "country": country}, {"organisation": "Elsewhere", "country": "FR"}
            for sending, receiving, persons in ((here, there, went), (there, here, came)):
                cells = {f"sending_{part}": f'"{value}"' for part, value in sending.items()}
                cells |= {f"receiving_{part}": f'"{value}"' for part, value in receiving.items()}
                lines.append(mobility_row(RELEASE_2021, participants=str(persons), **cells))
    path = mobility_csv(tmp_path_factory.mktemp("totals"), RELEASE_2021, *lines)
    read = erasmus_ka1.read(path, load_config())["erasmus_flows"]
    return given(erasmus_flows=split(read, load_contract("erasmus_flows")).accepted.to_dicts())


def test_the_erasmus_balance_of_twenty_universities_is_that_of_the_totals(
    mobility: OpenBuild, totals: dict[str, tuple[int, int, str]]
) -> None:
    comparison = values(peers(mobility, "erasmus_balance", list(TWENTY.values())))
    assert len(TWENTY) == 20
    for name, ours in TWENTY.items():
        went, came, _ = totals[name]
        assert comparison[ours] == pytest.approx(came / went), name


@pytest.mark.parametrize("institution", MERGED)
def test_merged_institutions_have_the_students_of_all_that_they_were(
    mobility: OpenBuild, totals: dict[str, tuple[int, int, str]], institution: str
) -> None:
    went = sum(totals[name][0] for name in MERGED[institution])
    came = sum(totals[name][1] for name in MERGED[institution])
    assert values(peers(mobility, "erasmus_balance", [institution]))[institution] == pytest.approx(came / went)


def test_what_is_not_matched_in_the_totals_is_small_and_listed(
    mobility: OpenBuild, totals: dict[str, tuple[int, int, str]]
) -> None:
    """Nothing of the universities is lost: names that nobody has reviewed are listed with all their students."""
    names = {one.name for one in unmatched(mobility)}
    of_norway = {name: went + came for name, (went, came, country) in totals.items() if country == "NO"}
    listed = sum(one.size for one in unmatched(mobility))
    known = {one.id for one in known_institutions().values()}
    [(matched,)] = mobility.engine.rows(
        f"select sum(participants) from facts.peer_mobility where institution in ({', '.join(map(repr, known))}) "
        "and institution in (select institution from dims.institution_names where country = 'NO')"
    )
    assert names <= set(of_norway)
    assert listed + int(str(matched)) == sum(of_norway.values())
    assert listed < 0.01 * sum(of_norway.values())
