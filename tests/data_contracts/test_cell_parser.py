"""How a cell of text becomes a value, and what is refused."""

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from data_contracts.cell_parser import as_text, as_typed
from data_contracts.contract import Column, ColumnType, Contract


def _read(kind: ColumnType, cells: list[Any], formats: tuple[str, ...] = (), decimal_comma: bool = False) -> list[Any]:
    contract = Contract("things", "1", "", (Column("cell", kind, ""),), ())
    text = as_text(pl.DataFrame({"cell": cells}), contract)
    return as_typed(text, contract, formats, decimal_comma)["cell"].to_list()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2024-08-15", date(2024, 8, 15)),
        (" 2024-08-15\u00a0", date(2024, 8, 15)),
        ("2024-08-15 00:00:00", date(2024, 8, 15)),
        ("9999-12-31", date(9999, 12, 31)),
        ("2024-02-30", None),
        ("2024-8-15", None),
        ("2024-08-15 13:00", date(2024, 8, 15)),
        ("2024-08-15T13:45:30.5", date(2024, 8, 15)),
        ("2024-08-15 13:00 +02:00", None),
        ("15.08.2024", None),
        ("0024-08-15", None),
    ],
)
def test_dates_are_iso_8601(cell: str, value: date | None) -> None:
    assert _read("date", [cell]) == [value]


def test_other_dates_are_read_by_the_formats_given() -> None:
    cells = ["25.05.2020 00:00", "25.05.2020", "2020-05-25", "25.05.20", "32.05.2020"]

    may = date(2020, 5, 25)
    assert _read("date", cells, ("%d.%m.%Y %H:%M", "%d.%m.%Y")) == [may, may, may, None, None]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("22.5", 22.5), ("-3", -3.0), ("1e3", 1000.0), ("22,5", None), ("nan", None), ("inf", None), ("1 234", None)],
)
def test_numbers_have_a_decimal_point(cell: str, value: float | None) -> None:
    assert _read("num", [cell]) == [value]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("22,5", 22.5),
        ("1 234,50", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("22.5", 22.5),
        ("1234.567", 1234.567),
        ("-7", -7.0),
        ("1.234", None),  # a thousand or one and a bit: nobody can tell
        ("1,234.5", None),
        ("1.2,3", None),
    ],
)
def test_numbers_with_a_decimal_comma(cell: str, value: float | None) -> None:
    assert _read("num", [cell], decimal_comma=True) == [value]


def test_integers_may_have_passed_through_a_spreadsheet() -> None:
    cells = ["2001", "2001.0", "-3", "2001.5", "two", "9007199254740993000"]

    assert _read("int", cells) == [2001, 2001, -3, None, None, None]


def test_booleans_are_true_false_one_and_zero() -> None:
    assert _read("bool", ["true", "FALSE", "1", "0", "J", "yes"]) == [True, False, True, False, None, None]


def test_lists_are_joined_by_bars_and_empty_ones_are_null() -> None:
    assert _read("list", ["a|b", " a | b ", "a||", "|", ""]) == [["a", "b"], ["a", "b"], ["a"], None, None]


@pytest.mark.parametrize(
    ("kind", "cells", "values"),
    [
        ("date", [date(2024, 8, 15), None], [date(2024, 8, 15), None]),
        ("date", [datetime(2024, 8, 15), None], [date(2024, 8, 15), None]),
        ("int", [2001.0, None], [2001, None]),
        ("num", [22.5, None], [22.5, None]),
        ("bool", [True, None], [True, None]),
        ("list", [["a", "b"], None], [["a", "b"], None]),
        ("text", [7, None], ["7", None]),
        ("text", [None, None], [None, None]),
    ],
)
def test_typed_cells_of_parquet_and_spreadsheets_are_read_too(
    kind: ColumnType, cells: list[Any], values: list[Any]
) -> None:
    assert _read(kind, cells) == values


def test_of_several_formats_the_one_that_reads_the_century_counts() -> None:
    """The format with four digits reads 24 as a year of the first century."""
    assert _read("date", ["01.09.24", "01.09.1998"], ("%d.%m.%Y", "%d.%m.%y")) == [
        date(2024, 9, 1), date(1998, 9, 1),
    ]  # fmt: skip
