"""Answers of Erasmus Without Paper as agreements and partners: the examples of its specification, and small ones."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError
from pipelines.sources.ewp import beside, read

WARSAW, BODO = "uw.edu.pl", "hibo.no"


def config(*schac: str) -> Config:
    """The default institution under other SCHAC names."""
    own = load_config()
    return own.model_copy(update={"institution": own.institution.model_copy(update={"schac": schac})})


def judged(path: Path, own: str, feed: str = "agreements") -> Split:
    return split(read(path, config(own))[feed], load_contract(feed))


def conditions(kind: str = "student-studies", sending: str = "ntnu.no", receiving: str = "tu.de", **cells: str) -> str:
    """One direction of exchange; cells are elements, their underscores dashes."""
    by_name = {"receiving-first-academic-year-id": "2022/2023", "receiving-last-academic-year-id": "2026/2027"}
    by_name |= {"mobilities-per-year": "2"} | {name.replace("_", "-"): value for name, value in cells.items()}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in by_name.items() if value)
    hosts = f"<sending-hei-id>{sending}</sending-hei-id><receiving-hei-id>{receiving}</receiving-hei-id>"
    return f"<{kind}-mobility-spec>{hosts}{inner}</{kind}-mobility-spec>"


def iia(*specs: str, partner: str = "<hei-id>tu.de</hei-id>", in_effect: str = "true", terminated: str = "") -> str:
    flag = ' terminated-as-a-whole="true"' if terminated else ""
    return (
        "<iia><partner><hei-id>NTNU.no</hei-id><iia-id>77</iia-id></partner>"
        f"<partner>{partner}</partner><in-effect>{in_effect}</in-effect>"
        f"<cooperation-conditions{flag}>{''.join(specs)}</cooperation-conditions><iia-hash>abc</iia-hash></iia>"
    )


def answer(folder: Path, *iias: str) -> Path:
    path = folder / "iias.xml"
    path.write_text(f"<iias-get-response>{''.join(iias)}</iias-get-response>", encoding="utf-8")
    return path


@pytest.fixture
def only(tmp_path: Path) -> Any:
    """The one agreement of an answer."""

    def make(*specs: str, **words: str) -> dict[str, Any]:
        result = judged(answer(tmp_path, iia(*specs, **words)), "ntnu.no")
        assert result.quarantined.height == 0, result.broken
        (row,) = result.accepted.rows(named=True)
        return row

    return make


@pytest.mark.real_data
class TestExamplesOfTheSpecification:
    """Warsaw sends to Bodø: seen from either side, in version 6 and in version 7."""

    @pytest.fixture
    def examples(self, shared_data: Path) -> Path:
        return shared_data / "ewp"

    @pytest.mark.parametrize(("version", "isced_f"), [("v6", "031"), ("v7", "0314")])
    def test_both_versions_say_the_same(self, examples: Path, version: str, isced_f: str) -> None:
        (row,) = judged(examples / f"iias_get-response-{version}.xml", WARSAW).accepted.rows(named=True)

        assert {name: value for name, value in row.items() if value is not None} == {
            "agreement_id": "0f7a5682-faf7-49a7-9cc7-ec486c49a281",
            "partner_id": BODO,
            "scheme": "erasmus_plus",
            "degree_levels": ["master", "phd"],
            "isced_f": isced_f,
            "valid_from": date(2014, 8, 1),
            "valid_to": date(2021, 7, 31),
            "status": "in_effect",
            "places_in": 0,
        }

    def test_seen_from_the_other_side_it_has_the_other_number_and_direction(self, examples: Path) -> None:
        (row,) = judged(examples / "iias_get-response-example.xml", BODO).accepted.rows(named=True)

        assert (row["agreement_id"], row["partner_id"]) == ("1954991", WARSAW)
        assert (row["places_out"], row["places_in"]) == (0, 12)  # two for studies, ten for traineeships

    @pytest.mark.parametrize(("own", "partner", "country"), [(WARSAW, BODO, "NO"), (BODO, WARSAW, "PL")])
    def test_a_partner_goes_by_its_name_in_the_network(
        self, examples: Path, own: str, partner: str, country: str
    ) -> None:
        result = judged(examples / "iias_get-response-v7.xml", own, "partners")

        assert result.accepted.select("partner_id", "name", "country", "schac").rows() == [
            (partner, partner, country, partner)
        ]

    def test_no_contact_person_is_in_any_row(self, examples: Path) -> None:
        for frame in read(examples / "iias_get-response-example.xml", config(WARSAW)).values():
            assert not any("Kowalska" in str(cell) or "@" in str(cell) for row in frame.rows() for cell in row)

    def test_an_agreement_of_others_is_quarantined(self, examples: Path) -> None:
        result = judged(examples / "iias_get-response-v7.xml", "ntnu.no")

        assert result.quarantined.height == 1
        assert {"partner_id_is_present", "agreement_id_is_present"} <= set(result.broken)

    @pytest.mark.parametrize("approved", [False, True])
    def test_an_approval_beside_it_puts_this_version_into_effect(
        self, examples: Path, tmp_path: Path, approved: bool
    ) -> None:
        path = tmp_path / "A.xml"
        shutil.copy(examples / "iias_scenario_01-A-get-response.part.xml", path)
        if approved:
            shutil.copy(examples / "iias_scenario_03-B-approval-response.part.xml", tmp_path / "B-approval.xml")

        (row,) = judged(path, "a").accepted.rows(named=True)

        assert (row["status"], row["places_out"], row["places_in"]) == (
            ("in_effect" if approved else "draft"), 2, 2,
        )  # fmt: skip
        assert len(beside(path)) == approved

    def test_an_approval_of_another_version_does_not(self, examples: Path, tmp_path: Path) -> None:
        path = tmp_path / "A.xml"
        text = (examples / "iias_scenario_01-A-get-response.part.xml").read_text(encoding="utf-8")
        path.write_text(text.replace("<iia-hash>160b", "<iia-hash>ffff"), encoding="utf-8")
        shutil.copy(examples / "iias_scenario_03-B-approval-response.part.xml", tmp_path / "B-approval.xml")

        assert judged(path, "a").accepted["status"].to_list() == ["draft"]

    def test_an_approval_itself_holds_no_rows(self, examples: Path) -> None:
        frames = read(examples / "iias_scenario_03-B-approval-response.part.xml", config("a"))
        assert {feed: frame.height for feed, frame in frames.items()} == {"agreements": 0, "partners": 0}

    @pytest.mark.parametrize(
        "name",
        ["institutions_response-example.xml", "registry_catalogue-example.xml", "iias_stats-response-example.xml"],
    )
    def test_another_answer_of_the_network_is_refused(self, examples: Path, name: str) -> None:
        with pytest.raises(ReadError, match="expected 'iias-get-response'"):
            read(examples / name, config(WARSAW))


def test_places_are_those_of_students_in_the_fullest_year(only: Any) -> None:
    row = only(
        conditions(mobilities_per_year="2", receiving_last_academic_year_id="2023/2024"),
        conditions(mobilities_per_year="3", receiving_first_academic_year_id="2023/2024"),
        conditions(mobilities_per_year="4", receiving_first_academic_year_id="2026/2027"),
        conditions("student-traineeship", sending="tu.de", receiving="ntnu.no", mobilities_per_year="1"),
        conditions("staff-teacher", mobilities_per_year="99"),
    )
    assert (row["places_out"], row["places_in"]) == (7, 1)


def test_places_not_decided_yet_are_unknown(only: Any) -> None:
    open_places = conditions().replace("<mobilities-per-year>", '<mobilities-per-year not-yet-defined="true">')
    row = only(open_places, conditions(), conditions(sending="tu.de", receiving="ntnu.no", mobilities_per_year=""))
    assert (row["places_out"], row["places_in"]) == (None, None)


@pytest.mark.parametrize(
    ("kinds", "scheme"),
    [
        (("student-studies",), "erasmus_plus"),
        (("student-traineeship",), "traineeship"),
        (("student-studies", "student-traineeship"), "erasmus_plus"),
        (("staff-training",), "erasmus_plus"),
    ],
)
def test_an_agreement_on_traineeships_alone_has_their_scheme(only: Any, kinds: tuple[str, ...], scheme: str) -> None:
    assert only(*map(conditions, kinds))["scheme"] == scheme


@pytest.mark.parametrize(
    ("first", "last", "valid"),
    [
        ("2022/2023", "2026/2027", (date(2022, 8, 1), date(2027, 7, 31))),
        ("2022/2022", "2024/2024", (date(2022, 1, 1), date(2024, 12, 31))),  # south of the equator
    ],
)
def test_an_agreement_holds_through_the_academic_years_of_its_conditions(
    only: Any, first: str, last: str, valid: tuple[date, date]
) -> None:
    row = only(conditions(receiving_first_academic_year_id=first, receiving_last_academic_year_id=last))
    assert (row["valid_from"], row["valid_to"]) == valid


@pytest.mark.parametrize(
    ("by_name", "status"),
    [
        ({}, "in_effect"),
        ({"in_effect": "1"}, "in_effect"),
        ({"in_effect": "false"}, "draft"),
        ({"in_effect": ""}, "draft"),
        ({"terminated": "yes"}, "terminated"),
    ],
)
def test_status_is_what_the_answer_says(only: Any, by_name: dict[str, str], status: str) -> None:
    assert only(conditions(), **by_name)["status"] == status


@pytest.mark.parametrize(
    ("codes", "field"),
    [
        (["0613"], "0613"),
        (["0613", "0619"], "061"),
        (["0613", "0713"], None),
        ([], None),
    ],
)
def test_the_field_is_what_all_conditions_share(only: Any, codes: list[str], field: str | None) -> None:
    specs = [conditions(subject_area=f"<isced-f-code>{code}</isced-f-code>") for code in codes] or [conditions()]
    assert only(*specs)["isced_f"] == field


@pytest.mark.parametrize(("unit", "units"), [("631000", ["631000"]), ("140", None), ("", None)])
def test_units_are_told_where_the_network_knows_them_by_six_digits(
    only: Any, unit: str, units: list[str] | None
) -> None:
    theirs = {"receiving_ounit_id": "999999"}
    assert only(conditions(sending_ounit_id=unit, **theirs))["unit_codes"] == units


def test_an_agreement_that_we_have_no_number_for_goes_by_theirs(tmp_path: Path) -> None:
    text = iia(conditions(), partner="<hei-id>tu.de</hei-id><iia-id>5</iia-id>").replace("<iia-id>77</iia-id>", "")
    assert judged(answer(tmp_path, text), "ntnu.no").accepted["agreement_id"].to_list() == ["tu.de:5"]


@pytest.mark.parametrize(
    ("hei", "country"), [("tu.de", "DE"), ("ox.ac.uk", "GB"), ("auth.gr", "GR"), ("ie.edu", None), ("eui.eu", None)]
)
def test_a_partners_country_is_told_by_its_domain_or_not_at_all(tmp_path: Path, hei: str, country: str | None) -> None:
    path = answer(tmp_path, iia(conditions(receiving=hei), partner=f"<hei-id>{hei}</hei-id>"))
    result = judged(path, "ntnu.no", "partners")

    assert result.accepted["country"].to_list() == ([country] if country else [])
    assert result.broken == ({} if country else {"country_is_present": 1})
    assert judged(path, "ntnu.no").accepted["partner_id"].to_list() == [hei]


@pytest.mark.parametrize(
    ("spec", "rule"),
    [
        (conditions(receiving_first_academic_year_id="202/2023"), "valid_from_is_a_date"),
        (conditions(receiving_last_academic_year_id="soon"), "valid_to_is_a_date"),
        (conditions(mobilities_per_year="many"), "places_out_is_an_integer"),
        (conditions(eqf_level="9"), "degree_levels_is_in_list"),
        ("", "valid_from_is_present"),
    ],
)
def test_what_cannot_be_used_is_quarantined_by_name(tmp_path: Path, spec: str, rule: str) -> None:
    result = judged(answer(tmp_path, iia(spec)), "ntnu.no")

    assert result.quarantined.height == 1
    assert rule in result.broken


def test_every_agreement_gives_a_row_to_each_feed(tmp_path: Path) -> None:
    path = answer(tmp_path, iia(conditions()), iia(conditions()), "<iia/>")
    frames = read(path, config("ntnu.no"))

    assert {feed: frame.height for feed, frame in frames.items()} == {"agreements": 3, "partners": 3}
    assert {kind for frame in frames.values() for kind in frame.dtypes} == {pl.String}


def test_an_answer_without_agreements_holds_no_rows(tmp_path: Path) -> None:
    assert read(answer(tmp_path), config("ntnu.no"))["agreements"].height == 0
