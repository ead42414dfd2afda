"""Values that repeat are read and judged once: the rows come out as if each had been judged by itself."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts import repeating as module
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from data_contracts.repeating import repeating, spread
from data_contracts.validate import Split, split
from tests.data_contracts.drawn import frames


def split_from(few: int, text: pl.DataFrame, feed: str) -> Split:
    """Judged value by value from so many rows on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FEW_ROWS", few)
        return split(text, load_contract(feed), ("%d.%m.%Y %H:%M",), decimal_comma=True)


@pytest.mark.parametrize("feed", feeds())
@pytest.mark.slow
def test_by_value_and_by_row_rows_are_judged_alike(feed: str) -> None:
    @settings(max_examples=8, deadline=None, database=None)
    @given(frames(feed, most_rows=30), st.integers(1, 4))
    def alike(text: pl.DataFrame, times: int) -> None:
        rows = pl.concat([text] * times)
        by_value, by_row = split_from(1, rows, feed), split_from(10**9, rows, feed)

        assert by_value.accepted.equals(by_row.accepted)
        assert by_value.accepted.schema == by_row.accepted.schema
        assert by_value.quarantined.equals(by_row.quarantined)
        assert by_value.broken == by_row.broken

    alike()


@given(st.lists(st.sampled_from(["a", "b", None]), min_size=8, max_size=20))
def test_results_for_values_are_spread_over_their_rows(cells: list[str | None]) -> None:
    column = pl.Series("cells", cells, dtype=pl.String)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FEW_ROWS", 8)
        values = repeating(column.to_frame())["cells"]
    assert sorted(values.to_list(), key=str) == sorted(set(cells), key=str)

    length = values.str.len_bytes().fill_null(99).alias("length")

    assert column.to_frame().select(spread(values, length))["length"].to_list() == [
        99 if c is None else 1 for c in cells
    ]


def test_columns_whose_values_seldom_repeat_are_left_out() -> None:
    rows = module.FEW_ROWS
    frame = pl.DataFrame({"id": [f"S{row}" for row in range(rows)], "country": ["DE", "NO"] * (rows // 2)})
    assert set(repeating(frame)) == {"country"}
    assert repeating(frame.head(rows - 1)) == {}
