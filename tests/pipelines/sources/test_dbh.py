"""DBH's answers as they come: text and numbers for counts, masked zeros, years that only the request says."""

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError
from pipelines.sources.dbh import beside, read

STATUS = {"tabell_id": 373, "leveringstid": "2026-09-23 20:17:31", "returkode": 0, "melding": "Data levert."}
PUBLICATIONS = {
    "Årstall": "2019",
    "Avdelingskode": "000000",
    "Antall publikasjoner": 5656,
    "Antall internasjonale publikasjoner": 2879,
    "Forfatterandeler": 3022.7389,
    "Publiseringspoeng": 6083.61253312,
}


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


def figures(path: Path, config: Config) -> pl.DataFrame:
    """The answer's rows, judged by the contract: none is kept out."""
    result = split(read(path, config)["official_figures"], load_contract("official_figures"))
    assert result.quarantined.height == 0
    return result.accepted


def answer(folder: Path, content: Any, name: str = "table_373.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.real_data
class TestExchangeStudents:
    """Table 142: one answer for 2020–2025 together, counts as text."""

    @pytest.fixture
    def rows(self, shared_data: Path, config: Config) -> pl.DataFrame:
        return figures(shared_data / "dbh" / "table_142.json", config)

    def test_every_row_after_the_status_is_a_figure(self, rows: pl.DataFrame) -> None:
        assert rows.height == 15
        assert rows.select("table_id", "institution_code", "direction").unique().rows() == [(142, "1150", "in")]
        assert set(rows["delivered_on"].cast(pl.String)) == {"2026-09-24"}

    def test_counts_written_as_text_are_numbers(self, rows: pl.DataFrame) -> None:
        (row,) = rows.filter(programme_code="EMNE/AD").rows(named=True)
        assert (row["total"], row["women"], row["men"], row["is_masked"]) == (449, 276, 173, False)
        assert rows["total"].sum() == 11_443

    def test_small_counts_masked_to_zero_are_marked(self, rows: pl.DataFrame) -> None:
        masked = rows.filter("is_masked").select("programme_code", "total", "women", "men")
        assert masked.rows() == [("META40", 7, 0, 0), ("UPLASSERT", 4, 0, 0)]

    def test_a_row_of_zeros_is_not_masked(self, rows: pl.DataFrame) -> None:
        assert rows.filter(programme_code="MSSE").select("total", "is_masked").rows() == [(0, False)]

    def test_the_request_beside_it_gives_the_years(self, rows: pl.DataFrame) -> None:
        assert rows.select("year_from", "year_to").unique().rows() == [(2020, 2025)]

    def test_without_the_request_the_years_are_unknown_and_the_institution_is_ours(
        self, shared_data: Path, tmp_path: Path, config: Config
    ) -> None:
        path = tmp_path / "table_142.json"
        shutil.copy(shared_data / "dbh" / "table_142.json", path)

        rows = figures(path, config)

        assert beside(path) == ()
        assert rows.select("year_from", "year_to", "institution_code").unique().rows() == [(None, None, "1150")]

    def test_the_request_itself_holds_no_rows(self, shared_data: Path, config: Config) -> None:
        assert figures(shared_data / "dbh" / "request_142.json", config).height == 0


@pytest.mark.real_data
class TestPublications:
    """Table 373: counts as numbers, international ones for the institution alone."""

    @pytest.fixture
    def rows(self, shared_data: Path, config: Config) -> pl.DataFrame:
        return figures(shared_data / "dbh" / "table_373_first_rows.json", config)

    def test_every_row_has_its_own_year(self, rows: pl.DataFrame) -> None:
        assert rows.height == 9
        assert rows["year_from"].to_list() == [*range(2019, 2026), 2019, 2020]
        assert rows["year_to"].equals(rows["year_from"].rename("year_to"))

    def test_international_publications_of_a_unit_are_unknown_and_not_zero(self, rows: pl.DataFrame) -> None:
        assert rows.filter(unit_code="000000")["international"].to_list() == [
            2879, 3240, 3715, 3422, 3208, 3298, 3241
        ]  # fmt: skip
        assert rows.filter(unit_code="120010")["international"].to_list() == [None, None]

    def test_shares_keep_the_digits_they_came_with(self, shared_data: Path, config: Config) -> None:
        text = read(shared_data / "dbh" / "table_373_first_rows.json", config)["official_figures"]
        assert text.row(0, named=True)["publication_points"] == "6083.61253312"
        assert text.row(0, named=True)["author_shares"] == "3022.7389"

    def test_without_counts_by_gender_nothing_is_said_of_masking(self, rows: pl.DataFrame) -> None:
        assert rows["is_masked"].null_count() == 9


def test_a_request_for_several_institutions_names_none(tmp_path: Path, config: Config) -> None:
    chosen = {"variabel": "Institusjonskode", "selection": {"filter": "item", "values": ["1150", "1120"]}}
    everything = {"variabel": "Årstall", "selection": {"filter": "all", "values": ["*"]}}
    answer(tmp_path, {"tabell_id": 373, "filter": [chosen, everything]}, "request_373.json")
    rows = figures(answer(tmp_path, [{"status": STATUS}, PUBLICATIONS]), config)

    assert rows.select("institution_code", "year_from").rows() == [(None, 2019)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<!DOCTYPE html><title>502</title>", "is a web page"),
        ("", "is not whole JSON"),
        ('[{"status": {"tabell_id": 373', "is not whole JSON"),
        ("[" * 100_000, "is not whole JSON"),
        ([PUBLICATIONS], 'does not begin with a status. Ask DBH with "statuslinje": "J"'),
        ([], "does not begin with a status"),
        ([1, 2], "does not begin with a status"),
        ("null", "does not begin with a status"),
        ([{"status": STATUS | {"returkode": 4, "melding": "Ugyldig filter."}}], "Ugyldig filter. (returkode 4)"),
        ([{"status": STATUS}, {"Årstall": "2019"}], "a row lacks 'Antall publikasjoner', which table 373 needs"),
    ],
)
def test_what_is_no_whole_answer_is_refused_with_the_way_out(
    tmp_path: Path, config: Config, content: Any, says: str
) -> None:
    path = answer(tmp_path, content)
    with pytest.raises(ReadError) as raised:
        read(path, config)
    assert str(raised.value).startswith(f"{path}: ")
    assert says in str(raised.value)


@pytest.mark.parametrize(
    "entry", [{}, {"variabel": "Årstall"}, {"variabel": "Årstall", "selection": {"filter": "item"}}, 1]
)
def test_a_broken_request_is_refused(tmp_path: Path, config: Config, entry: Any) -> None:
    answer(tmp_path, {"tabell_id": 373, "filter": [entry]}, "request_373.json")
    with pytest.raises(ReadError, match=r"request_373\.json: is not a request to DBH"):
        read(answer(tmp_path, [{"status": STATUS}, PUBLICATIONS]), config)


def test_a_missing_answer_is_refused(tmp_path: Path, config: Config) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read(tmp_path / "table_142.json", config)
