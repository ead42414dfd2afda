"""Conditions mean the same in Polars as in DuckDB, nulls included."""

from datetime import date
from itertools import product

import duckdb
import polars as pl
import pytest

from data_contracts.conditions import ConditionError, polars_condition

CELLS = {
    "starts": [None, date(2023, 12, 31), date(2024, 3, 1)],
    "ends": [None, date(2024, 2, 29)],
    "n": [None, 1, 2024],
    "flag": [None, True, False],
    "code": [None, "a", "bc"],
}
ROWS = pl.DataFrame(list(product(*CELLS.values())), schema=list(CELLS), orient="row")


@pytest.mark.parametrize(
    "sql",
    [
        "ends < starts",
        "date_diff('day', starts, ends) + 1 > 60",
        "date_diff('day', ends, starts) >= 1",
        "year(starts) <> n",
        "not (year(starts) - n between 0 and 15)",
        "code = 'a' and ends is null",
        "code = 'a' or ends is not null",
        "flag and not coalesce(flag, n > 5, false)",
        "not flag",
        "code in ('a', 'b')",
        "code not in ('a', 'b')",
        "right(code, 1) <> 'c'",
        "n is null or n >= 2 and n <= 2024",
    ],
)
def test_polars_and_duckdb_agree_on_every_combination(sql: str) -> None:
    with duckdb.connect() as connection:
        connection.register("rows", ROWS)
        expected = [value for (value,) in connection.execute(f"select {sql} from rows").fetchall()]

    assert ROWS.select(polars_condition(sql).alias("broken"))["broken"].to_list() == expected


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("regexp_matches(code, 'a')", "a condition may not use regexplike"),
        ("date_diff('month', starts, ends) > 3", "a condition may only count days"),
    ],
)
def test_sql_without_a_counterpart_is_refused_by_name(sql: str, says: str) -> None:
    with pytest.raises(ConditionError, match=says):
        polars_condition(sql)
