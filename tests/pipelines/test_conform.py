"""An institution's headings and values become the contract's; what does not fit is named with its nearest kin."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data_contracts.contract import Column, Contract
from data_contracts.profile import Profile
from pipelines.nearest import nearest
from pipelines.reading.readers import ReadError
from pipelines.staging.conform import conform

CONTRACT = Contract(
    feed="stays",
    version="1.0.0",
    description="Stays.",
    columns=(
        Column("stay_id", "id", "The stay.", required=True, key=True),
        Column("date_from", "date", "First day.", required=True),
        Column("status", "code", "State.", required=True),
        Column("ects_planned", "num", "Credits planned."),
    ),
    rules=(),
)
FILE = Path("stays/2025.csv")
IDENTITY = Profile(name="canonical", feed="stays", headings={}, values={}, date_formats=(), decimal_comma=False)
FS = Profile(
    name="fs",
    feed="stays",
    headings={"Opphold-id": "stay_id", "Fra dato": "date_from", "Tilstand": "status"},
    values={"status": {"PLAN": "planned", "UTG": ""}},
    date_formats=("%d.%m.%Y",),
    decimal_comma=True,
)


def stays(**columns: list[object]) -> pl.DataFrame:
    return pl.DataFrame({"stay_id": ["S1"], "date_from": ["2025-01-01"], "status": ["planned"]} | columns)


def test_columns_come_in_the_contracts_order_with_optional_ones_null_and_rows_counted() -> None:
    frame = stays().select("status", "date_from", "stay_id")

    conformed = conform(frame, CONTRACT, IDENTITY, FILE)

    assert conformed.columns == ["stay_id", "date_from", "status", "ects_planned", "source_row"]
    assert conformed.rows() == [("S1", "2025-01-01", "planned", None, 1)]


def test_a_profile_maps_headings_and_values_and_leaves_values_it_does_not_name() -> None:
    frame = pl.DataFrame(
        {
            "Opphold-id": ["S1", "S2", "S3"],
            "Fra dato": ["01.01.2025"] * 3,
            "Tilstand": ["PLAN", "UTG", "ongoing"],
        }
    )

    conformed = conform(frame, CONTRACT, FS, FILE)

    assert conformed["status"].to_list() == ["planned", None, "ongoing"]
    assert conformed["source_row"].to_list() == [1, 2, 3]


def test_blanks_and_byte_order_marks_around_a_heading_do_not_matter() -> None:
    frame = stays().rename({"stay_id": "\ufeffstay_id ", "status": "\u00a0status"})
    assert conform(frame, CONTRACT, IDENTITY, FILE)["stay_id"].to_list() == ["S1"]


@pytest.mark.parametrize("number", [7, 7.0])
def test_identifiers_handed_in_as_numbers_are_the_same_text(number: float) -> None:
    assert conform(stays(stay_id=[number]), CONTRACT, IDENTITY, FILE)["stay_id"].to_list() == ["7"]


def test_types_of_a_parquet_file_are_kept() -> None:
    frame = stays(date_from=[date(2025, 1, 1)], ects_planned=[7.5])
    conformed = conform(frame, CONTRACT, IDENTITY, FILE)
    assert conformed.row(0) == ("S1", date(2025, 1, 1), "planned", 7.5, 1)


@pytest.mark.parametrize(
    ("renamed", "profile", "says"),
    [
        ({"status": "state"}, IDENTITY, "unknown heading 'state', the nearest known one is 'status'"),
        ({"status": "state"}, IDENTITY, "missing heading 'status', the nearest in the file is 'state'"),
        ({"status": "Tilstnd"}, FS, "unknown heading 'Tilstnd', the nearest known one is 'Tilstand'"),
        ({"status": "Tilstnd"}, FS, "missing heading 'Tilstand', the nearest in the file is 'Tilstnd'"),
        ({"status": "Fra dato"}, FS, "the headings 'date_from', 'Fra dato' all mean 'date_from'; keep one"),
    ],
)
def test_headings_that_do_not_fit_are_named_with_the_file_and_the_way_out(
    renamed: dict[str, str], profile: Profile, says: str
) -> None:
    with pytest.raises(ReadError) as raised:
        conform(stays().rename(renamed), CONTRACT, profile, FILE)

    message = str(raised.value)
    assert message.startswith("stays/2025.csv: ")
    assert says in message
    assert f"in the profile '{profile.name}'" in message


def test_a_missing_required_column_is_named_even_when_nothing_is_like_it() -> None:
    with pytest.raises(ReadError, match=r"missing heading 'status'\. Rename"):
        conform(stays().drop("status"), CONTRACT, IDENTITY, FILE)


def test_the_nearest_word_is_found_whatever_its_case_and_none_among_none() -> None:
    assert nearest("DATE FROM", ["stay_id", "date_from"]) == "date_from"
    assert nearest("anything", []) is None
