"""Identifiers that a spreadsheet damaged name nobody: their rows are set aside by name, never merged."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from dashboard.cli.file_check import FileChecked, check_file
from data_contracts.cell_parser import blank_to_null
from data_contracts.contract_parser import load_contract
from data_contracts.profile import Profile
from models.config import Config, load_config
from pipelines.building.report import BuildReport
from pipelines.staging.conform import conform
from pipelines.staging.identifiers import damaged, widths
from pipelines.staging.profile_choice import of_source
from tests.cases.test_workbooks import HEADINGS, book, checked, stay
from tests.data_contracts.given import frame, row

PERSON_RULE, STAY_RULE = "person_id_is_written_in_full", "stay_id_is_written_in_full"
CANONICAL = Profile("canonical", "stays", {}, {})


def csv(*persons: str) -> bytes:
    rows = [HEADINGS, *(stay(f"S{index}", person_id=person) for index, person in enumerate(persons))]
    return "\n".join(";".join(map(str, cells)) for cells in rows).encode()


def quarantined(persons: list[str], profile: Profile = CANONICAL) -> list[str]:
    """The persons whose rows are set aside for how their number is written."""
    contract = load_contract("stays")
    rows = frame("stays", *(row("stays", stay_id=f"S{i}", person_id=person) for i, person in enumerate(persons)))
    result = damaged(rows, contract, widths(rows, contract, profile)).get(PERSON_RULE)
    return [] if result is None else [person for person, is_broken in zip(persons, result, strict=True) if is_broken]


@pytest.mark.parametrize(
    "written", ["2,02251E+16", "2.02251E+16", "2.02251e+16", "2.02251e16", "2E+10", "-1,5E+12", "20.2E+15"]
)
def test_scientific_notation_identifies_nobody(written: str) -> None:
    assert quarantined([written, "20225100000000512"]) == [written]


@pytest.mark.parametrize("written", ["12E3", "5E2", "E10209399", "2025e", "1e", "A1E+16", "10.0", "1.000.102"])
def test_a_number_of_letters_and_digits_is_no_scientific_notation(written: str) -> None:
    assert quarantined([written]) == []


@pytest.mark.parametrize("written", ["1000101,00", "20225100000000512.0"])
def test_a_number_with_decimals_identifies_nobody(written: str) -> None:
    assert quarantined([written, "1000102"]) == [written]


@pytest.mark.parametrize("written", ['"=""1000123"""', "1000123.0", " 1000123 "])
def test_a_number_as_programs_write_it_to_keep_it_whole_is_the_number(written: str) -> None:
    """`="1000123"` is left alone by spreadsheets; pandas writes 1000123.0 where some cells of a column are empty."""
    table = pl.read_csv(csv(written, "1000123"), separator=";", infer_schema=False)
    contract = load_contract("stays")
    cells = blank_to_null(pl.col("person_id"))
    assert conform(table, contract, CANONICAL, "a.csv").select(cells)["person_id"].to_list() == ["1000123", "1000123"]


def test_zeros_that_are_missing_are_seen_by_the_width_of_the_others() -> None:
    whole = [f"{number:06d}" for number in range(1000, 1000 + 80 * 7919, 7919)]
    assert quarantined([*whole, "4711"]) == ["4711"]
    assert quarantined([*whole, "4711", "0815711", "X1"]) == ["4711"]


def test_a_width_is_what_95_percent_have() -> None:
    whole = [f"{number:06d}" for number in range(100_000, 100_000 + 38 * 7919, 7919)]
    assert quarantined([*whole, "4711", "4712"]) == ["4711", "4712"]
    assert quarantined([*whole, "4711", "4712", "4713"]) == []


def test_numbers_given_one_after_the_other_have_several_lengths() -> None:
    assert quarantined([str(number) for number in range(990, 1400)]) == []


def test_few_values_have_no_width() -> None:
    assert quarantined(["100000", "4711"]) == []


def test_a_profile_says_that_a_column_has_several_lengths() -> None:
    whole = [f"{number:06d}" for number in range(100_000, 100_000 + 40 * 7919, 7919)]
    several = Profile("ours", "stays", {}, {}, any_width=("person_id",))
    assert quarantined([*whole, "4711"], several) == []


def test_every_identifier_of_every_feed_has_the_rule() -> None:
    contract = load_contract("stays")
    ids = [column.name for column in contract.columns if column.type == "id"]
    assert {rule.columns[0] for rule in contract.rules if rule.kind == "in_full"} == set(ids)


def test_numbers_of_more_than_15_digits_are_seen_in_the_workbook_cell(tmp_path: Path) -> None:
    def numbers(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.get_worksheet_by_name("Stays")
        sheet.write_number(1, 1, 20225100000000512)  # a number cell: the last digits are lost
        sheet.write_string(2, 1, "20225100000000512")  # text: whole
        sheet.write_number(3, 1, 202251000005123)  # 15 digits: whole

    file = checked(tmp_path, book({"Stays": [HEADINGS, stay("S1"), stay("S2"), stay("S3")]}, numbers))
    [rule] = [rule for rule in file.broken if rule.rule == PERSON_RULE]
    # The double of row 2's text is the number of row 1: both are set aside rather than one of them taken for the other.
    assert rule.examples == (1, 2)


def test_numbers_that_pandas_made_floats_of_are_seen_in_parquet(tmp_path: Path) -> None:
    cells = {**dict(zip(HEADINGS, stay("S1"), strict=True)), "person_id": 2.0225100000000512e16}
    pl.DataFrame([cells]).write_parquet(tmp_path / "a.parquet")
    [file] = check_file(tmp_path / "a.parquet", "stays", load_config())
    assert isinstance(file, FileChecked)
    assert [rule.rule for rule in file.broken if rule.severity == "error"] == [PERSON_RULE]


@pytest.mark.slow
def test_four_students_are_not_one(configured: Callable[..., Config], built: Callable[..., BuildReport]) -> None:
    persons = [*["2,02251E+16"] * 4, "P5", "P6", "P7", "P8", "P9"]
    report = built(configured(), {"stays/a.csv": csv(*persons)})
    [stays] = [file for file in report.files if file.feed == "stays"]
    assert (stays.rows_loaded, stays.rows_quarantined) == (5, 4)
    assert {broken.rule: broken.rows for broken in report.broken_rules if broken.severity == "error"} == {
        PERSON_RULE: 4
    }


def test_the_case_of_scientific_notation_is_set_aside_by_name(cases: Path) -> None:
    folder = cases / "10-ids-in-scientific-notation" / "inbox"
    [file] = check_file(folder / "stays" / "a.csv", "stays", load_config())
    assert isinstance(file, FileChecked)
    assert (file.rows_accepted, [rule.rule for rule in file.broken if rule.severity == "error"]) == (0, [PERSON_RULE])


def test_numbers_of_public_files_are_held_to_no_width() -> None:
    profile, contract = of_source("eu_participations"), load_contract("eu_participations")
    rows = [
        {"project_id": str(number), "organisation_id": "974767880"}
        for number in (*range(101_000_000, 101_400_000, 8_000), 951956)
    ]
    table = pl.DataFrame([row("eu_participations", **cells) for cells in rows])
    assert widths(table, contract, profile).digits == {}
    assert "project_id" in widths(table, contract, Profile("canonical", "eu_participations", {}, {})).digits
