"""Staged rows come back as they were written, in row groups that DuckDB loads without writing any of them twice."""

from itertools import accumulate
from pathlib import Path

import polars as pl
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.staging import staged_rows
from pipelines.staging.staged_rows import RowsFile


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows") / "rows.parquet"


def batch(first: int, rows: int) -> pl.DataFrame:
    numbers = pl.int_range(first, first + rows, eager=True)
    return pl.DataFrame({"n": numbers}).with_columns(
        text=pl.when(pl.col("n") % 3 > 0).then(pl.format("a text that is told apart by {}", "n")),
        items=pl.concat_list(pl.lit("x"), pl.lit(None, dtype=pl.String)),
    )


@settings(max_examples=40, deadline=None)
@given(heights=st.lists(st.integers(0, 25), min_size=1, max_size=8))
def test_every_row_stands_in_its_place_and_only_the_last_group_is_short(path: Path, heights: list[int]) -> None:
    starts = accumulate(heights, initial=0)
    batches = [batch(first, rows) for first, rows in zip(starts, heights, strict=False)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staged_rows, "GROUP", 10)
        with RowsFile(path) as file:
            for frame in batches:
                file.write(frame)

    assert pl.read_parquet(path).equals(pl.concat(batches))
    written = pyarrow.parquet.read_metadata(path)
    groups = [written.row_group(number).num_rows for number in range(written.num_row_groups)]
    assert groups == [10] * (sum(heights) // 10) + [sum(heights) % 10] * (sum(heights) % 10 > 0)


def test_what_an_error_cut_short_is_gone(tmp_path: Path) -> None:
    def cut_short() -> None:
        with RowsFile(tmp_path / "rows.parquet") as file:
            file.write(batch(0, 3))
            raise OSError("damaged")

    with pytest.raises(OSError, match="damaged"):
        cut_short()

    assert not list(tmp_path.iterdir())
