"""A national identity number in a column of something else stands nowhere in the warehouse; no row is lost by it."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.contract import Column, Contract
from models.config import load_config
from pipelines.masking import HIDDEN
from pipelines.staging.identity_numbers import (
    BIRTH_DAYS,
    BIRTH_MONTHS,
    FIRST_WEIGHTS,
    SECOND_WEIGHTS,
    is_identity_number,
    mask_identity_numbers,
)
from pipelines.staging.stage import stage
from tests.faults.fault import stays

CONTRACT = Contract(
    feed="visits",
    version="1.0.0",
    description="Visits.",
    columns=(
        Column("visit_id", "id", "The visit.", required=True, key=True),
        Column("person_id", "id", "Who.", privacy="hash"),
        Column("remark", "text", "Free text."),
        Column("days", "int", "How long."),
        Column("visited_on", "date", "When."),
        Column("hosts", "list", "Who received."),
    ),
    rules=(),
)
NUMBER = "01010750160"  # of nobody: computed as below
KEY = b"key"


def checked(nine: str) -> str | None:
    """The identity number that begins so; None where a check digit would be 10."""
    number = nine
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        rest = sum(int(of) * weight for of, weight in zip(number, weights[:-1], strict=True)) % 11
        digit = (11 - rest) % 11
        if digit == 10:
            return None
        number += str(digit)
    return number


def beginning(day: int, month: int, rest: int) -> str:
    return f"{day:02}{month:02}{rest:05}"


NINE = st.builds(
    beginning, st.sampled_from(sorted(BIRTH_DAYS)), st.sampled_from(sorted(BIRTH_MONTHS)), st.integers(0, 99_999)
)
NUMBERS = NINE.filter(lambda nine: checked(nine) is not None).map(lambda nine: str(checked(nine)))
WORDS = st.text(st.characters(exclude_categories=("N", "C")), max_size=12)


def masked(**columns: object) -> pl.DataFrame:
    return mask_identity_numbers(pl.DataFrame(columns), CONTRACT, KEY)


@given(NUMBERS, WORDS, WORDS, st.sampled_from(["", " ", "-", ".", "\u00a0"]))
def test_a_number_anywhere_in_free_text_is_masked_and_nothing_else(
    number: str, before: str, after: str, between: str
) -> None:
    written = f"{before}{number[:6]}{between}{number[6:]}{after}"
    assert masked(remark=[written, "no number"])["remark"].to_list() == [f"{before}{HIDDEN}{after}", "no number"]


@given(NUMBERS, st.integers(0, 10), st.integers(1, 9))
def test_a_number_with_one_wrong_digit_is_none(number: str, place: int, more: int) -> None:
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert not is_identity_number(wrong)
    assert masked(remark=[wrong])["remark"].to_list() == [wrong]


@given(st.lists(st.text(max_size=20) | st.none(), max_size=5))
def test_what_holds_no_number_stays_as_it_is(cells: list[str | None]) -> None:
    frame = pl.DataFrame({"remark": cells}, schema={"remark": pl.String})
    assert mask_identity_numbers(frame, CONTRACT, KEY).equals(frame)


@pytest.mark.parametrize(
    "digits", ["00010750160", "32010750160", f"{NUMBER}1", f"9{NUMBER}", "974767880", "4712345678"]
)
def test_other_numbers_stay(digits: str) -> None:
    assert masked(remark=[digits])["remark"].to_list() == [digits]


def test_an_identifier_becomes_the_same_hash_wherever_it_stands() -> None:
    other = str(checked("010107503"))
    first, second, third = masked(visit_id=[NUMBER, other, "V7"])["visit_id"]
    assert (len(first), third) == (32, "V7")
    assert first != second
    assert masked(visit_id=[f"{NUMBER[:6]} {NUMBER[6:]}"])["visit_id"].to_list() == [first]
    assert mask_identity_numbers(pl.DataFrame({"visit_id": [NUMBER]}), CONTRACT, b"another")["visit_id"][0] != first


def test_typed_columns_are_looked_through_too() -> None:
    large = str(checked("110107500"))
    frame = masked(days=[3, int(large)], hosts=[["A", f"b {NUMBER}"], None], person_id=["hashed", "hashed"])
    assert frame["days"].to_list() == ["3", HIDDEN]
    assert frame["hosts"].to_list() == [f"A|b {HIDDEN}", None]


@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt32, pl.Int64, pl.Float32, pl.Boolean, pl.Null, pl.Datetime])
def test_cells_too_small_for_a_number_keep_their_type(kind: type[pl.DataType]) -> None:
    frame = pl.DataFrame({"days": pl.Series([1, None]).cast(kind) if kind != pl.Null else [None, None]})
    assert mask_identity_numbers(frame, CONTRACT, KEY).equals(frame)


def test_neither_rows_that_load_nor_rows_rejected_hold_it(tmp_path: Path) -> None:
    path = tmp_path / "inbox" / "stays" / "a.csv"
    path.parent.mkdir(parents=True)
    columns = {"programme_code": f"see {NUMBER}", "grant_eur": NUMBER, "country": NUMBER, "date_to": NUMBER}
    rows = [{column: cell} for column, cell in columns.items()]
    path.write_text(stays({"person_id": NUMBER}, {"stay_id": NUMBER}, *rows), encoding="utf-8")

    [staged] = stage(path, "stays", load_config(), tmp_path / "staging", KEY, tmp_path / "inbox")

    quarantined = pl.read_parquet(staged.quarantined)
    assert (staged.rows_read, quarantined.height) == (6, 3)
    assert quarantined["country"].to_list() == ["DE", HIDDEN, "DE"]
    for file in (tmp_path / "staging").glob("*.parquet"):
        assert not any(NUMBER in str(cell) for row in pl.read_parquet(file).rows() for cell in row)
