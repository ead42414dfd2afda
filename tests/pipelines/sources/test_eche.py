"""Lists of charter holders: two as published, and what other years have done to them."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.reading.notes import collected
from pipelines.reading.readers import ReadError
from pipelines.sources.eche import listed_on, read
from pipelines.sources.erasmus_codes import country_of, erasmus_code

NTNU = "N TRONDHE01"


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def judged(path: Path, config: Config) -> Split:
    return split(read(path, config)["institutions"], load_contract("institutions"))


@pytest.fixture(scope="module", params=["eche_2022-07.xlsx", "eche_2024-09-12.xlsx"])
def published(request: pytest.FixtureRequest, shared_data: Path, config: Config) -> tuple[str, Split]:
    return request.param, judged(shared_data / "eche" / request.param, config)


@pytest.mark.real_data
class TestPublishedLists:
    def test_every_row_comes_through(self, published: tuple[str, Split]) -> None:
        name, result = published
        rows = {"eche_2022-07.xlsx": 5206, "eche_2024-09-12.xlsx": 5892}[name]

        assert result.quarantined.height == 0
        assert result.accepted.height == rows
        assert result.accepted.select("listed_on", "erasmus_code", "pic").is_unique().all()

    def test_the_university_has_its_identifiers_whatever_the_headings_and_blanks(
        self, published: tuple[str, Split]
    ) -> None:
        _, result = published
        (own,) = result.accepted.filter(erasmus_code=NTNU).rows(named=True)

        assert (own["pic"], own["oid"], own["country"]) == ("999977851", "E10209399", "NO")
        assert own["name"] == "NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU"
        assert own["charter_to"].isoformat() == "2029-12-31"

    def test_the_day_is_the_file_names(self, published: tuple[str, Split]) -> None:
        name, result = published
        day = {"eche_2022-07.xlsx": "2022-07-01", "eche_2024-09-12.xlsx": "2024-09-12"}[name]

        assert [str(listed) for listed in result.accepted["listed_on"].unique()] == [day]

    def test_what_is_broken_is_counted_and_kept(self, published: tuple[str, Split]) -> None:
        """`Not Found` and empty OIDs are none; TOLEDO3 and VERDUN1 lack a digit."""
        name, result = published

        assert (
            result.broken
            == {
                "eche_2022-07.xlsx": {"erasmus_code_has_its_form": 1, "oid_is_given": 86},
                "eche_2024-09-12.xlsx": {"erasmus_code_has_its_form": 2, "oid_is_given": 349},
            }[name]
        )

    def test_every_country_is_known(self, published: tuple[str, Split]) -> None:
        _, result = published

        assert result.accepted.filter(country="GR").height == 32
        assert not result.accepted["country"].is_in(["EL", "UK", "Greece"]).any()


def workbook(folder: Path, *rows: tuple[object, ...], name: str = "eche_2023-01-31.xlsx") -> Path:
    """A list whose first row is blank."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    return path


HEADINGS = ("Proposal number", "Eramus Code", "PIC", "OID", "Legal Name", "City", "Country Cd", "ECHE start")


def test_a_pic_may_be_a_number_or_text(tmp_path: Path, config: Config) -> None:
    path = workbook(
        tmp_path,
        HEADINGS,
        (101013361, "N  TRONDHE01", 999977851, "E10209399", "NTNU", "TRONDHEIM", "NO", "2021-01-01"),
        (101012442, "N  OSLO01", "999975814", "E10208944", "UNIVERSITETET I OSLO", "OSLO", "NO", "2021-01-01"),
    )
    result = judged(path, config)

    assert result.broken == {}
    assert result.accepted["pic"].to_list() == ["999977851", "999975814"]


@pytest.mark.parametrize("oid", ["=VLOOKUP(B3,[1]Data!$A$2:$J$70000,2,FALSE)", "#N/A", "Not Found", "0", None])
def test_an_oid_that_no_look_up_gave_is_none(tmp_path: Path, config: Config, oid: str | None) -> None:
    path = tmp_path / "eche_2023-01-31.csv"
    path.write_text(
        f'Erasmus Code;PIC;OID;Legal Name;Country\nN  TRONDHE01;999977851;"{oid or ""}";NTNU;Norway\n',
        encoding="utf-8",
    )
    result = judged(path, config)

    assert result.accepted["oid"].to_list() == [None]
    assert result.broken == {"oid_is_given": 1}


def test_a_row_without_a_code_is_quarantined_not_lost(tmp_path: Path, config: Config) -> None:
    path = workbook(tmp_path, HEADINGS, (None, None, "999977851", "E10209399", "NTNU", "TRONDHEIM", "NO", None))
    result = judged(path, config)

    assert result.accepted.height == 0
    assert result.quarantined["broken_rules"].to_list() == [["erasmus_code_is_present"]]


def test_a_heading_nobody_knows_is_refused_with_the_nearest(tmp_path: Path, config: Config) -> None:
    path = workbook(tmp_path, ("Code of Erasmus", "Legal Name", "Country"), ("NTNU", "NTNU", "NO"))

    with pytest.raises(ReadError, match=r"no heading for erasmus_code .* the nearest in the file is 'Code of Erasmus'"):
        read(path, config)


def test_a_heading_with_a_new_slip_is_read_and_noted(tmp_path: Path, config: Config) -> None:
    path = workbook(
        tmp_path, ("Erasmus Code", "Legal Name", "Country", "Websitte"), ("N  TRONDHE01", "NTNU", "NO", "x")
    )

    with collected() as notes:
        assert read(path, config)["institutions"]["website"].to_list() == ["x"]
    assert notes == ["the heading 'Websitte' was taken for 'website' (website)."]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("eche_2024-09-12.xlsx", "2024-09-12"),
        ("eche_2022-07.xlsx", "2022-07-01"),
        ("ECHE list 20240912.xlsx", "2024-09-12"),
        ("eche_2024-13-40.xlsx", None),
        ("accredited-HEI-2021-2027.xlsx", None),
        ("eche.xlsx", None),
    ],
)
def test_day_of_a_list(name: str, day: str | None) -> None:
    assert listed_on(Path(name)) == day


def test_a_list_without_a_day_is_kept_and_counted(tmp_path: Path, config: Config) -> None:
    path = workbook(tmp_path, ("Erasmus Code", "OID", "Legal Name", "Country"), (NTNU, "E10209399", "NTNU", "NO"))
    path = path.rename(tmp_path / "eche.xlsx")

    assert judged(path, config).broken == {"list_has_its_day": 1}


@pytest.mark.parametrize(
    ("written", "code", "country"),
    [
        ("N  TRONDHE01", NTNU, "NO"),
        ("n\u00a0 trondhe01 ", NTNU, "NO"),
        ("IRLDUBLIN01", "IRL DUBLIN01", "IE"),
        ("LUXLUX-VIL01", "LUX LUX-VIL01", "LU"),
        ("RSPROKUP01", "RS PROKUP01", "RS"),
        ("F  PARIS 063", "F PARIS063", "FR"),
        ("SF HELSINK01", "SF HELSINK01", "FI"),
        ("UK LONDON01", "UK LONDON01", "GB"),
        ("XK PRISHTI01", "XK PRISHTI01", "XK"),
    ],
)
def test_erasmus_codes_have_one_blank(written: str, code: str, country: str) -> None:
    assert pl.select(erasmus_code(pl.lit(written))).item() == code
    assert country_of(code) == country


@pytest.mark.parametrize("written", [" ", "\u00a0"])
def test_a_blank_erasmus_code_is_none(written: str) -> None:
    assert pl.select(erasmus_code(pl.lit(written))).item() is None
