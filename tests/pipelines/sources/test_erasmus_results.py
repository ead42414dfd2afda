"""Exports of the results platform: wide rows, one per project, under the platform's own headings."""

import csv
from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError
from pipelines.sources.erasmus_results import read

GRANT = (
    "EU Grant award in euros (This amount represents the grant awarded after the selection stage and is indicative. "
    "Please note that any changes made during or after the project's lifetime will not be reflected here.)"
)
COORDINATOR = (
    "Coordinating organisation name",
    "Coordinating organisation type",
    *(f"Coordinator's {part}" for part in ("address", "region", "country", "website")),
)
PARTNER = ("name", "organisation type", "address", "region", "country", "website")
PARTNERS = tuple(f"Partner {number} {part}" for number in (1, 2, 3) for part in PARTNER)
HEADINGS = (
    *("Programme", "Key Action", "Action Type", "Call year", "Project Identifier", "Project Title", "Project Summary"),
    *("Topics", "Project Status", GRANT, "Project Website", "Results Platform Project Card"),
    *("Participating countries", *COORDINATOR, *PARTNERS),
)
INNOVATION = "Cooperation for innovation and the exchange of good practices"
NTNU = "NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU"
UNIVERSITY = "Higher education institution (tertiary level)"
USUAL = {
    "Programme": "Erasmus+",
    "Key Action": INNOVATION,
    "Action Type": "Strategic Partnerships for higher education",
    "Call year": "2019",
    "Project Identifier": "2019-1-NO01-KA203-060251",
    "Project Title": "Teaching, outdoors",
    "Project Summary": 'First line, with a comma\nand a "second" line',
    "Project Status": "Finalised",
    GRANT: "299645.5",
    "Coordinating organisation name": NTNU,
    "Coordinating organisation type": UNIVERSITY,
    "Coordinator's country": "NO",
    "Partner 1 name": "RWTH AACHEN",
    "Partner 1 organisation type": UNIVERSITY,
    "Partner 1 country": "DE",
    "Partner 2 name": "Ethniko Metsovio",
    "Partner 2 country": "EL",
}


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def export(folder: Path, *projects: dict[str, str], headings: tuple[str, ...] = HEADINGS) -> Path:
    """A comma file, UTF-8 with a byte order mark."""
    path = folder / "erasmus_results.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(projects)
    return path


def judged(path: Path, config: Config) -> Split:
    return split(read(path, config)["eu_participations"], load_contract("eu_participations"))


def test_coordinator_and_partners_become_rows(tmp_path: Path, config: Config) -> None:
    result = judged(export(tmp_path, USUAL), config)

    assert result.broken == {}
    assert result.accepted.select(
        "organisation_id", "is_own", "organisation_type", "country", "role", "contribution_eur"
    ).rows() == [
        ("name:NORGES TEKNISK NATURVITENSKAPELIGE UNIVERSITET NTNU, NO", True, "HES", "NO", "coordinator", 299645.5),
        ("name:RWTH AACHEN, DE", False, "HES", "DE", "participant", 0),
        ("name:ETHNIKO METSOVIO, GR", False, None, "GR", "participant", 0),
    ]
    assert result.accepted.select("project_id", "framework", "action", "centralised", "call_year", "status").unique(
        maintain_order=True
    ).rows() == [("2019-1-NO01-KA203-060251", "ERASMUS2014", "KA2", False, 2019, "Finalised")]


def test_older_and_newer_headings_say_the_same(tmp_path: Path, config: Config) -> None:
    renamed = {"Call year": "Funding Year", "Project Status": "Project or accreditation status"}
    older = {renamed.get(heading, heading): cell for heading, cell in USUAL.items()}
    headings = tuple(renamed.get(heading, heading) for heading in HEADINGS)

    newer = read(export(tmp_path, USUAL), config)["eu_participations"]
    assert read(export(tmp_path, older, headings=headings), config)["eu_participations"].equals(newer)


@pytest.mark.parametrize(
    "again",
    [
        {"Partner 3 name": "Rwth  Aachen", "Partner 3 country": "DE", "Partner 3 organisation type": "Other"},
        {"Partner 3 name": NTNU, "Partner 3 country": "NO"},
    ],
    ids=["a partner twice", "the coordinator as partner"],
)
def test_an_organisation_met_again_repeats_what_was_said_first(
    tmp_path: Path, config: Config, again: dict[str, str]
) -> None:
    rows = judged(export(tmp_path, USUAL | again), config).accepted

    assert rows.height == 4
    assert rows.unique().height == 3
    assert rows.filter(role="coordinator")["contribution_eur"].unique().to_list() == [299645.5]


def test_a_project_met_again_is_a_duplicate(tmp_path: Path, config: Config) -> None:
    rows = judged(export(tmp_path, USUAL, USUAL | {"Project Status": "Ongoing"}), config).accepted

    assert (rows.height, rows.unique().height) == (6, 3)
    assert rows["status"].unique().to_list() == ["Finalised"]


def test_partners_are_found_past_gaps_and_in_any_order(tmp_path: Path, config: Config) -> None:
    project = {**USUAL, "Partner 1 name": "", "Partner 1 organisation type": "", "Partner 1 country": ""}
    headings = (*reversed(PARTNERS), *(heading for heading in HEADINGS if heading not in PARTNERS))
    rows = judged(export(tmp_path, project, headings=headings), config).accepted

    assert rows["organisation_name"].to_list() == [NTNU, "Ethniko Metsovio"]


def test_a_partner_without_a_name_is_quarantined_not_lost(tmp_path: Path, config: Config) -> None:
    result = judged(export(tmp_path, USUAL | {"Partner 3 country": "FI"}), config)

    assert (result.accepted.height, result.quarantined.height) == (3, 1)
    assert result.quarantined["broken_rules"].to_list() == [
        ["organisation_id_is_present", "organisation_name_is_present"]
    ]


@pytest.mark.parametrize(
    ("key_action", "action_type", "identifier", "action", "centralised"),
    [
        (INNOVATION, "Strategic Partnerships for higher education", "2015-1-NO01-KA203-013252", "KA2", False),
        (INNOVATION, "Knowledge Alliances for higher education", "588386-EPP-1-2017-1-FI-EPPKA2-KA", "KA2", True),
        (INNOVATION, "Capacity Building in higher education", "585814-EPP-1-2017-1-EL-EPPKA2-CBHE-JP", "KA2", True),
        (INNOVATION, "European Universities", "612490-EPP-1-2019-1-DE-EPPKA2-EUR-UNIV", "KA2", True),
        (
            "Partnerships for cooperation and exchanges of practices",
            "Cooperation partnerships in higher education",
            "2022-1-NO01-KA220-HED-000087273",
            *("KA2", False),
        ),
        (
            "Partnerships for cooperation and exchanges of practices",
            "Cooperation partnerships in higher education (submitted by European NGOs)",
            "101089439",
            *("KA2", True),
        ),
        ("Cooperation among organisations and institutions", "Alliances for Innovation", "101056236", "KA2", True),
        (
            "Learning Mobility of Individuals",
            "Higher education student and staff mobility",
            "2018-1-NO01-KA103-038753",
            *("KA1", False),
        ),
        (
            "Learning Mobility of Individuals",
            "Erasmus Mundus Joint Master Degrees",
            "574099-EPP-1-2016-1-IT-EPPKA1-JMD-MOB",
            *("MUNDUS", True),
        ),
        ("Jean Monnet Activities", "Jean Monnet Chairs", "599584-EPP-1-2018-1-NO-EPPJMO-CHAIR", "JEAN-MONNET", True),
        ("Support for policy reform", "Dialogue between young people", "2019-1-NO02-KA347-002101", "KA3", False),
        ("Support for policy reform", "Prospective initiatives", "604502-EPP-1-2018-1-BE-EPPKA3-PI", "KA3", True),
        (
            "Partnerships for cooperation and exchanges of practices",
            "Cooperation Partnerships in sport",
            "101049764",
            *("KA2", True),
        ),
        ("Sport", "Collaborative Partnerships", "603269-EPP-1-2018-1-NO-SPO-SCP", "OTHER", True),
    ],
)
def test_actions_and_who_runs_them(  # noqa: PLR0917
    tmp_path: Path, config: Config, key_action: str, action_type: str, identifier: str, action: str, centralised: bool
) -> None:
    cells = {"Key Action": key_action, "Action Type": action_type, "Project Identifier": identifier}
    result = judged(export(tmp_path, USUAL | cells), config)

    assert result.quarantined.height == 0
    assert result.accepted.select("action", "centralised").unique().rows() == [(action, centralised)]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"Key Action": "A new key action", "Action Type": "Something"}, "action_is_in_list"),
        ({"Programme": "European Solidarity Corps"}, "framework_is_in_list"),
        ({"Call year": "2012"}, "framework_is_present"),
        ({GRANT: "about a million"}, "contribution_eur_is_a_number"),
        ({"Coordinator's country": "Nowhere"}, "country_is_in_list"),
        ({"Project Identifier": ""}, "project_id_is_present"),
    ],
)
def test_what_nobody_has_mapped_is_quarantined_as_written(
    tmp_path: Path, config: Config, cells: dict[str, str], rule: str
) -> None:
    result = judged(export(tmp_path, USUAL | cells), config)

    assert result.accepted.height + result.quarantined.height == 3
    assert rule in result.broken


@pytest.mark.parametrize(
    ("written", "euros"),
    [("1234.5", 1234.5), ("1,234.50", 1234.5), ("1 234,5", 1234.5), ("1,234,567", 1234567), ("", 0)],
)
def test_grants(tmp_path: Path, config: Config, written: str, euros: float) -> None:
    result = judged(export(tmp_path, USUAL | {GRANT: written}), config)

    assert result.accepted["contribution_eur"].to_list() == [euros, 0, 0]


@pytest.mark.parametrize("year", ["2014", "2020", "2021", "2027"])
def test_frameworks_follow_the_call_year(tmp_path: Path, config: Config, year: str) -> None:
    result = judged(export(tmp_path, USUAL | {"Call year": year}), config)

    assert set(result.accepted["framework"]) == {"ERASMUS2014" if int(year) <= 2020 else "ERASMUS2021"}


@pytest.mark.parametrize(
    ("name", "country", "is_own"),
    [
        ("NTNU", "NO", True),
        ("Norwegian University of Science and Technology", "NO", True),
        ("HOGSKOLEN I SOR-TRONDELAG", "NO", True),
        ("NTNU", "TW", False),
        ("NTNU SAMFUNNSFORSKNING AS", "NO", False),
    ],
)
def test_own_is_who_has_an_own_or_reviewed_name_in_the_own_country(
    tmp_path: Path, config: Config, name: str, country: str, is_own: bool
) -> None:
    cells = {"Partner 1 name": name, "Partner 1 country": country}
    rows = judged(export(tmp_path, USUAL | cells), config).accepted

    assert rows["is_own"].to_list() == [True, is_own, False]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (UNIVERSITY, "HES"),
        ("School/Institute/Educational centre – Vocational Training (secondary level)", "HES"),
        ("Research Institute/Centre", "REC"),
        ("Small and medium sized enterprise", "PRC"),
        ("Local Public body", "PUB"),
        ("Non-governmental organisation/association", "OTH"),
        ("", None),
    ],
)
def test_types_of_organisation(tmp_path: Path, config: Config, written: str, kind: str | None) -> None:
    result = judged(export(tmp_path, USUAL | {"Coordinating organisation type": written}), config)

    assert result.accepted["organisation_type"].to_list()[0] == kind


def test_a_missing_heading_is_refused_with_the_nearest(tmp_path: Path, config: Config) -> None:
    headings = tuple("Identifier of the project" if name == "Project Identifier" else name for name in HEADINGS)
    project = {heading: cell for heading, cell in USUAL.items() if heading != "Project Identifier"}

    with pytest.raises(ReadError, match=r"no heading for project_id \(expected 'Project Identifier'\)"):
        read(export(tmp_path, project, headings=headings), config)


def test_headings_alone_are_a_file_without_rows(tmp_path: Path, config: Config) -> None:
    assert read(export(tmp_path), config)["eu_participations"].height == 0
