"""What conditions may say about parts of texts and about lists means the same in Polars as in DuckDB."""

import duckdb
import polars as pl
import pytest

from data_contracts.conditions import ConditionError, polars_condition

ROWS = pl.DataFrame(
    {
        "semester": ["2024-autumn", "24", "H2024", "", None],
        "born": [2001, 2010, None, 2001, 2001],
        "campuses": [["trondheim"], ["trondheim", "gjovik"], None, ["alesund"], ["gjovik", "alesund", "trondheim"]],
    }
)


@pytest.mark.parametrize(
    "sql",
    [
        "left(semester, 4) = '2024'",
        "try_cast(left(semester, 4) as integer) - born < 30",
        "not (try_cast(left(semester, 4) as integer) - born between 15 and 90)",
        "try_cast(semester as integer) is null",
        "array_length(campuses) > 1",
        "array_length(campuses) = 1 or campuses is null",
    ],
)
def test_polars_and_duckdb_agree_row_by_row(sql: str) -> None:
    with duckdb.connect() as connection:
        connection.register("rows", ROWS)
        expected = [value for (value,) in connection.execute(f"select {sql} from rows").fetchall()]

    assert ROWS.select(polars_condition(sql).alias("broken"))["broken"].to_list() == expected


def test_cast_to_anything_but_an_integer_is_refused() -> None:
    with pytest.raises(ConditionError, match="a condition may only cast to integer"):
        polars_condition("try_cast(semester as date) is null")
