"""A CORDIS zip of a few rows as participations: whose they are, what they get, under which of our codes."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError
from pipelines.sources.cordis import beside, read
from tests.pipelines.sources.cordis_given import Row, cordis, organisation, packed, part, project, table, topic


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def judged(path: Path, config: Config, feed: str = "eu_participations") -> Split:
    return split(read(path, config)[feed], load_contract(feed))


@pytest.fixture
def only(tmp_path: Path, config: Config) -> Any:
    """The one participation of a zip with one organisation and one project."""

    def make(given: Row | None = None, of: Row | None = None) -> dict[str, Any]:
        result = judged(cordis(tmp_path, [given or organisation()], [of or project()]), config)
        assert result.quarantined.height == 0, result.broken
        (row,) = result.accepted.rows(named=True)
        return row

    return make


def test_a_participation_has_what_the_contract_asks(only: Any) -> None:
    assert only() == {
        "project_id": "101",
        "organisation_id": "999977851",
        "is_own": True,
        "organisation_name": "NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU",
        "organisation_type": "HES",
        "country": "NO",
        "framework": "HORIZON",
        "pillar": "global_challenges",
        "action": "RIA",
        "role": "participant",
        "centralised": None,
        "contribution_eur": 400.5,
        "unit_code": None,
        "call_year": 2022,
        "signed_on": date(2022, 11, 20),
        "starts_on": date(2023, 1, 1),
        "ends_on": date(2026, 12, 31),
        "status": "SIGNED",
        "snapshot_on": date(2024, 3, 12),
    }


@pytest.mark.parametrize(
    ("pic", "vat", "is_own"),
    [
        ("999977851", "", True),
        ("111", "NO974767880MVA", True),
        ("111", "no 974 767 880 mva", True),
        ("111", "NO974767881MVA", False),
        ("", "", False),
    ],
)
def test_an_organisation_is_own_by_pic_or_vat_number(only: Any, pic: str, vat: str, is_own: bool) -> None:
    assert only(organisation(organisationID=pic, vatNumber=vat))["is_own"] is is_own


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("coordinator", "coordinator"),
        ("hostInstitution", "coordinator"),
        ("participant", "participant"),
        ("beneficiary", "participant"),
        ("associatedPartner", "associated_partner"),
        ("partner", "associated_partner"),
        ("internationalPartner", "associated_partner"),
        ("thirdParty", "third_party"),
    ],
)
def test_partners_without_eu_money_and_third_parties_stand_apart(only: Any, written: str, role: str) -> None:
    assert only(organisation(role=written))["role"] == role


@pytest.mark.parametrize(
    ("cells", "framework", "euros"),
    [
        ({"ecContribution": "500", "netEcContribution": "400"}, "HORIZON", 400.0),
        ({"ecContribution": "500", "netEcContribution": "0"}, "HORIZON", 0.0),
        ({"ecContribution": "500.004", "netEcContribution": ""}, "HORIZON", 500.0),
        ({"ecContribution": "", "netEcContribution": "1234,56"}, "H2020", 1234.56),
        ({"ecContribution": "", "netEcContribution": "", "role": "associatedPartner"}, "HORIZON", 0.0),
        ({"ecContribution": "", "netEcContribution": ""}, "FP7", 0.0),
    ],
)
def test_the_contribution_is_the_net_one_where_there_is_one(
    only: Any, cells: dict[str, str], framework: str, euros: float
) -> None:
    assert only(organisation(**cells), project(frameworkProgramme=framework))["contribution_eur"] == euros


@pytest.mark.parametrize(
    ("scheme", "topics", "basis", "action"),
    [
        ("HORIZON-ERC", "ERC-2022-STG", "HORIZON.1.1", "ERC-STG"),
        ("HORIZON-ERC", "ERC-2023-COG", "HORIZON.1.1", "ERC-COG"),
        ("HORIZON-ERC", "ERC-2021-ADG", "HORIZON.1.1", "ERC-ADG"),
        ("HORIZON-ERC-SYG", "ERC-2024-SyG", "HORIZON.1.1", "ERC-SYG"),
        ("HORIZON-ERC-POC", "ERC-2022-POC1", "HORIZON.1.1", "ERC-POC"),
        ("ERC-SyG", "", "H2020-EU.1.1.", "ERC-SYG"),
        ("HORIZON-TMA-MSCA-DN-ID", "", "HORIZON.1.2", "MSCA-DN"),
        ("HORIZON-TMA-MSCA-PF-GF", "", "HORIZON.1.2", "MSCA-PF"),
        ("HORIZON-AG-UN", "HORIZON-MSCA-2021-PF-01-01", "HORIZON.1.2", "MSCA-PF"),
        ("HORIZON-TMA-MSCA-SE", "", "HORIZON.1.2", "MSCA-SE"),
        ("HORIZON-TMA-MSCA-Cofund-D", "", "HORIZON.1.2", "MSCA-COFUND"),
        ("HORIZON-CSA", "HORIZON-MSCA-2022-CITIZENS-01-01", "HORIZON.1.2", "CSA"),
        ("MSCA-IF-EF-ST", "", "H2020-EU.1.3.2.", "MSCA-IF"),
        ("HORIZON-EIC", "HORIZON-EIC-2023-PATHFINDEROPEN-01-01", "HORIZON.3.1", "EIC-PATHFINDER"),
        ("HORIZON-EIC", "HORIZON-EIC-2023-TRANSITIONOPEN-01", "HORIZON.3.1", "EIC-TRANSITION"),
        ("HORIZON-EIC-ACC-BF", "", "HORIZON.3.1", "EIC-ACCELERATOR"),
        ("RIA", "FETOPEN-01-2018-2019-2020", "H2020-EU.1.2.1.", "FET"),
        ("RIA", "", "H2020-EU.1.4.1.1.", "INFRA"),
        ("HORIZON-RIA", "HORIZON-INFRA-2021-EOSC-01-01", "HORIZON.1.3", "INFRA"),
        ("HORIZON-CSA", "HORIZON-EIE-2022-CONNECT-01-01", "HORIZON.3.2", "EIE"),
        ("HORIZON-COFUND", "HORIZON-EIT-2023-25-KIC-EITFOOD", "HORIZON.3.3", "EIT"),
        ("HORIZON-JU-IA", "", "HORIZON.2.5", "IA"),
        ("BBI-IA-DEMO", "", "H2020-EU.3.2.", "IA"),
        ("CP-CSA-Infra", "", "FP7-INFRASTRUCTURES", "OTHER"),
        ("COFUND-EJP", "", "H2020-EU.3.1.", "OTHER"),
    ],
)
def test_actions_follow_scheme_topic_and_part_of_the_programme(
    only: Any, scheme: str, topics: str, basis: str, action: str
) -> None:
    calls = {"subCall": "", "masterCall": ""}
    assert only(of=project(fundingScheme=scheme, topics=topics, legalBasis=basis, **calls))["action"] == action


@pytest.mark.parametrize(
    ("basis", "pillar"),
    [
        ("HORIZON.1.1", "excellent_science"),
        ("HORIZON.2.5.7", "global_challenges"),
        ("HORIZON.3.1", "innovative_europe"),
        ("HORIZON.4.2", "widening"),
        ("EURATOM2027", "euratom"),
        ("H2020-Euratom-1.1.", "euratom"),
        ("H2020-EU.2.1.1.", "industrial_leadership"),
        ("H2020-EU.3.3.", "societal_challenges"),
        ("H2020-EU.7.", "other"),
        ("FP7-HEALTH", None),
    ],
)
def test_pillars_follow_the_part_of_the_programme(only: Any, basis: str, pillar: str | None) -> None:
    assert only(of=project(legalBasis=basis))["pillar"] == pillar


def test_the_main_part_and_the_topic_of_the_detailed_tables_come_first(tmp_path: Path, config: Config) -> None:
    path = packed(
        tmp_path,
        {
            "csv/project.csv": table([project(fundingScheme="HORIZON-ERC", topics="", legalBasis="HORIZON.2.1")]),
            "csv/organization.csv": table([organisation()]),
            "csv/legalBasis.csv": table(
                [part(legalBasis="HORIZON.2.4.1", uniqueProgrammePart=""), part(legalBasis="HORIZON.1.1")]
            ),
            "csv/topics.csv": table([topic(topic="ERC-2024-SyG")]),
        },
    )
    assert judged(path, config).accepted.select("pillar", "action").rows() == [("excellent_science", "ERC-SYG")]
    assert judged(path, config, "project_programmes").accepted.rows() == [
        ("101", "HORIZON.2.4.1", False, "Climate"),
        ("101", "HORIZON.1.1", True, "Climate"),
    ]
    assert judged(path, config, "project_topics").accepted.rows() == [("101", "ERC-2024-SyG", "A topic")]


def test_the_detailed_tables_may_lie_beside_the_zip(tmp_path: Path, config: Config) -> None:
    path = cordis(tmp_path, [organisation()])
    (tmp_path / "HE_legalBasis.csv").write_text(table([part(legalBasis="HORIZON.3.1")]), encoding="utf-8")

    assert [file.name for file in beside(path)] == ["HE_legalBasis.csv"]
    assert judged(path, config).accepted["pillar"].to_list() == ["innovative_europe"]
    assert read(path, config)["project_programmes"].height == 0  # its rows are counted where they stand
    assert read(beside(path)[0], config)["project_programmes"].height == 1


@pytest.mark.parametrize(
    ("call", "year"),
    [
        ("HORIZON-CL5-2022-D1-01", 2022),
        ("H2020-MSCA-IF-2014", 2014),
        ("ERC-2012-ADG_20120216", 2012),
        ("H2020-SC1-2016-2017", None),
        ("H2020-SC1-BHC-2018-2020", None),
    ],
)
def test_a_call_is_of_the_one_year_in_its_name(only: Any, call: str, year: int | None) -> None:
    assert only(of=project(subCall=call))["call_year"] == year


def test_without_a_signing_day_it_is_unknown_and_the_start_does_not_stand_for_it(
    tmp_path: Path, config: Config
) -> None:
    unsigned = {name: cell for name, cell in project().items() if name != "ecSignatureDate"}
    row = judged(cordis(tmp_path, [organisation()], [unsigned]), config).accepted.row(0, named=True)

    assert (row["signed_on"], row["starts_on"], row["call_year"]) == (None, date(2023, 1, 1), 2022)


@pytest.mark.parametrize(("written", "country"), [("EL", "GR"), ("UK", "GB"), ("XK", "XK"), ("NO", "NO")])
def test_countries_are_iso_codes(only: Any, written: str, country: str) -> None:
    assert only(organisation(country=written))["country"] == country


def test_an_organisation_twice_in_a_project_stays_two_rows(tmp_path: Path, config: Config) -> None:
    again = organisation(order="7", role="thirdParty", netEcContribution="99")
    accepted = judged(cordis(tmp_path, [organisation(), again, organisation()]), config).accepted

    assert accepted.select("organisation_id", "contribution_eur").rows() == [
        ("999977851", 400.5),
        ("999977851/7", 99.0),
        ("999977851", 400.5),  # listed twice as the same: an exact duplicate, counted when it is loaded
    ]


def test_an_organisation_without_a_pic_goes_by_its_name(only: Any) -> None:
    assert only(organisation(organisationID="", name="A club"))["organisation_id"] == "name:A club"


@pytest.mark.parametrize(
    ("given", "of", "rule"),
    [
        (organisation(netEcContribution="", ecContribution=""), project(), "contribution_eur_is_present"),
        (organisation(netEcContribution="much"), project(), "contribution_eur_is_a_number"),
        (organisation(netEcContribution="-5"), project(), "contribution_eur_is_in_range"),
        (organisation(role="friend"), project(), "role_is_in_list"),
        (organisation(country="ZZ"), project(), "country_is_in_list"),
        (organisation(activityType="UNI"), project(), "organisation_type_is_in_list"),
        (organisation(), project(fundingScheme="HORIZON-ERC", topics="ERC-2027-NEW"), "action_is_in_list"),
        (organisation(), project(fundingScheme=""), "action_is_present"),
        (organisation(), project(legalBasis="HORIZON.9"), "pillar_is_in_list"),
        (organisation(), project(frameworkProgramme="FP11"), "framework_is_in_list"),
        (organisation(), project(ecSignatureDate="soon"), "signed_on_is_a_date"),
    ],
)
def test_what_cannot_be_used_is_quarantined_by_name(
    tmp_path: Path, config: Config, given: Row, of: Row, rule: str
) -> None:
    result = judged(cordis(tmp_path, [given], [of]), config)

    assert (result.accepted.height, result.quarantined.height) == (0, 1)
    assert rule in result.broken


def test_an_organisation_of_an_unlisted_project_and_a_project_of_none_are_quarantined_and_not_lost(
    tmp_path: Path, config: Config
) -> None:
    result = judged(cordis(tmp_path, [organisation(projectID="102")]), config)

    assert result.quarantined.select("project_id", "organisation_id").rows() == [("102", "999977851"), ("101", None)]
    assert {"framework_is_present", "organisation_id_is_present"} <= set(result.broken)


def test_the_snapshot_is_of_the_day_the_last_project_was_changed(tmp_path: Path, config: Config) -> None:
    path = cordis(
        tmp_path,
        [organisation(), organisation(projectID="102")],
        [project(), project(id="102", contentUpdateDate="2025-01-31 08:00:00")],
    )
    assert judged(path, config).accepted["snapshot_on"].unique().to_list() == [date(2025, 1, 31)]


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"project.csv": table([project()])}, "holds no organization.csv"),
        ({"organization.csv": table([organisation()])}, "holds no project.csv"),
        (
            {"project.csv": table([{"id": "1", "fundingSchem": "RIA"}]), "organization.csv": table([organisation()])},
            "project.csv: the heading 'fundingSchem' is not known, and looks like scheme",
        ),
        (
            {"project.csv": table([project()]), "organization.csv": table([{"projectID": "1", "name": "A"}])},
            "organization.csv: no heading for pic",
        ),
    ],
)
def test_a_zip_without_its_tables_and_headings_is_refused(
    tmp_path: Path, config: Config, members: dict[str, str | bytes], says: str
) -> None:
    path = packed(tmp_path, members)
    with pytest.raises(ReadError) as raised:
        read(path, config)
    assert str(raised.value).startswith(str(path))
    assert says in str(raised.value)


def test_another_table_in_the_folder_is_refused(tmp_path: Path, config: Config) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="is not a table of programme parts"):
        read(path, config)


def test_every_frame_has_the_columns_its_contract_asks_for(tmp_path: Path, config: Config) -> None:
    frames = read(cordis(tmp_path, [organisation()]), config)
    for feed, frame in frames.items():
        required = {column.name for column in load_contract(feed).columns if column.required}
        assert required <= set(frame.columns)
        assert set(frame.dtypes) == {pl.String}
