"""Partners: their country where the domain says none, and proposals that respect two valid codes."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import xlsxwriter

from models.config import Config
from pipelines.identity.proposals import propose
from pipelines.reading.delimited import decode
from pipelines.sources.ewp import deciding, read

IIA = """<iias-get-response xmlns="https://github.com/erasmus-without-paper/ewp-specs-api-iias/blob/stable-v6/endpoints/get-response.xsd">
{}</iias-get-response>"""
PARTNERS = """<iia><partner><hei-id>uej.es</hei-id><iia-id>A-{0}</iia-id></partner>
<partner><hei-id>{0}</hei-id></partner><cooperation-conditions/></iia>
"""
HEADINGS = ("Erasmus Code", "PIC", "OID", "Legal Name", "City", "Country", "Website")
HOLDERS = [
    ("E  BARCELO03", "999976202", "E10209163", "UPC", "Barcelona", "Spain", "http://www.upc.edu"),
    ("E  BARCELO02", "999986096", "E10209164", "UAB", "Bellaterra", "Spain", "www.uab.cat/web"),
    ("F  TALENCE12", "999986097", "E10209165", "KEDGE", "Talence", "France", "https://kedgebs.com"),
    ("D  BERLIN26", "999986098", "E10209166", "ESCP", "Berlin", "Germany", "www.escp.eu"),
    ("F  PARIS084", "999986099", "E10209167", "ESCP", "Paris", "France", "www.escp.eu"),
]


def inbox(folder: Path, *partners: str) -> Path:
    (folder / "eche").mkdir()
    (folder / "ewp_iias").mkdir()
    with xlsxwriter.Workbook(folder / "eche" / "eche_2026-04.xlsx") as book:
        sheet = book.add_worksheet()
        for index, row in enumerate([HEADINGS, *HOLDERS]):
            sheet.write_row(index, 0, row)
    path = folder / "ewp_iias" / "answer.xml"
    path.write_text(IIA.format("".join(map(PARTNERS.format, partners))), encoding="utf-8")
    return path


def countries(path: Path, config: Config) -> dict[str, str | None]:
    frame = read(path, config)["partners"]
    return dict(frame.select("partner_id", "country").iter_rows())


def test_a_partners_country_is_that_of_its_website_in_the_charter_list(
    tmp_path: Path, configured: Callable[..., Config]
) -> None:
    config = configured(after='schac = ["uej.es"]\n')
    path = inbox(tmp_path, "upc.edu", "uab.cat", "kedgebs.com", "escp.eu", "esade.edu", "ntnu.no")
    assert countries(path, config) == {
        "upc.edu": "ES", "uab.cat": "ES", "kedgebs.com": "FR", "ntnu.no": "NO",
        "escp.eu": None, "esade.edu": None,  # holders of two countries, and of none
    }  # fmt: skip


DUMP = """id,names.types.ror_display,status,links.type.website,domains,locations.geonames_details.country_code
https://ror.org/0aaaaaa11,Esade,active,https://www.esade.edu; https://esade.com,esade.edu,ES
https://ror.org/0aaaaaa22,ESCP,active,https://escp.eu,,FR; DE
https://ror.org/0aaaaaa33,UPC elsewhere,active,,upc.edu,PT
"""


def test_a_partner_that_no_charter_list_has_is_looked_up_in_ror(
    tmp_path: Path, configured: Callable[..., Config]
) -> None:
    config = configured(after='schac = ["uej.es"]\n')
    path = inbox(tmp_path, "esade.edu", "esade.com", "escp.eu", "upc.edu", "unknown.edu")
    (tmp_path / "ror").mkdir()
    (tmp_path / "ror" / "v2.csv").write_text(DUMP, encoding="utf-8")
    assert countries(path, config) == {
        "esade.edu": "ES", "esade.com": "ES", "unknown.edu": None,
        "escp.eu": "FR",  # the charter lists disagree; ROR's first place
        "upc.edu": "ES",  # the charter list comes before ROR
    }  # fmt: skip
    assert tmp_path / "ror" / "v2.csv" in deciding(path)


def test_the_configuration_knows_better(tmp_path: Path, configured: Callable[..., Config]) -> None:
    config = configured(after='schac = ["uej.es"]\n[partner_countries]\n"esade.edu" = "ES"\n"escp.eu" = "FR"\n')
    path = inbox(tmp_path, "esade.edu", "escp.eu")
    assert countries(path, config) == {"esade.edu": "ES", "escp.eu": "FR"}


def test_a_new_charter_list_stages_the_agreements_anew(tmp_path: Path) -> None:
    path = inbox(tmp_path, "upc.edu")
    assert tmp_path / "eche" / "eche_2026-04.xlsx" in deciding(path)


def records(*partners: tuple[str, str, str | None]) -> pl.DataFrame:
    rows = [
        {"feed": "partners", "id": id_, "name": name, "country": "IT", "erasmus_code": code}
        for id_, name, code in partners
    ]
    none = {name: pl.lit(None, pl.String) for name in ("pic", "oid", "ror_id", "schac", "listed_on")}
    return pl.DataFrame(rows, schema_overrides={"erasmus_code": pl.String}).with_columns(**none)


def test_names_alike_with_codes_of_their_own_are_not_proposed() -> None:
    partners = records(
        ("P1", "UNIVERSITÀ DEGLI STUDI DI PALERMO", "I PALERMO01"),
        ("P2", "UNIVERSITÀ DEGLI STUDI DI PARMA", "I PARMA01"),
        ("P3", "UNIVERSITÀ DEGLI STUDI DI SALERNO", "I SALERNO01"),
    )
    assert propose(partners).merges.is_empty()


def test_names_alike_are_proposed_where_no_code_speaks_against_it() -> None:
    partners = records(
        ("P1", "UNIVERSITÀ DEGLI STUDI DI PALERMO", "I PALERMO01"), ("P2", "UNIVERSITA DEGLI STUDI PALERMO", None)
    )
    assert propose(partners).merges.select("partner_id", "other_id", "conflict").rows() == [("P1", "P2", None)]


def test_one_name_with_two_codes_is_proposed_with_both_of_them() -> None:
    partners = records(("P1", "UNIVERSITÀ DI PALERMO", "I PALERMO01"), ("P2", "Università di Palermo", "I PALERMO09"))
    [conflict] = propose(partners).merges["conflict"].to_list()
    assert conflict == "erasmus_code I PALERMO01 | I PALERMO09"


def test_the_case_of_two_codes_is_not_proposed(cases: Path) -> None:
    path = cases / "18-proposals-with-two-erasmus-codes" / "inbox" / "partners" / "p.csv"
    table = pl.read_csv(decode(path.read_bytes()).encode(), separator=";")
    partners = records(*table.select("partner_id", "name", "erasmus_code").iter_rows())
    assert propose(partners).merges.is_empty()
