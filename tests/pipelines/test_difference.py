"""Two builds side by side: which keys came, went and changed."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from pipelines.difference import FeedDifference, difference

Row = tuple[str | None, str | None, float | None]
# official_figures' key holds columns that may be empty, which is where comparing goes wrong first.
COLUMNS = "unit_code varchar, direction varchar, total double"


def build(path: Path, rows: Sequence[Row], columns: str = COLUMNS, feed: str = "official_figures") -> Path:
    """A database with one feed of a few columns and nothing else."""
    with duckdb.connect(path) as connection:
        connection.execute(f"create schema feeds; create table feeds.{feed} ({columns})")
        if rows:
            connection.executemany(f"insert into feeds.{feed} values (?, ?, ?)", rows)
    return path


@pytest.mark.parametrize(
    ("before", "now", "counts"),
    [
        pytest.param([("1", "in", 5.0)], [("1", "in", 5.0)], (1, 1, 0, 0, 0), id="nothing changed"),
        pytest.param([], [("1", "in", 5.0)], (0, 1, 1, 0, 0), id="added"),
        pytest.param([("1", "in", 5.0)], [], (1, 0, 0, 1, 0), id="removed"),
        pytest.param([("1", "in", 5.0)], [("1", "in", 6.0)], (1, 1, 0, 0, 1), id="changed"),
        pytest.param([("1", "in", 5.0)], [("1", "out", 5.0)], (1, 1, 1, 1, 0), id="another key"),
        pytest.param([("1", None, 5.0)], [("1", None, 5.0)], (1, 1, 0, 0, 0), id="an empty key part is a key"),
        pytest.param([("1", None, 5.0)], [("1", "in", 5.0)], (1, 1, 1, 1, 0), id="empty is no value"),
        pytest.param([("1", "in", None)], [("1", "in", None)], (1, 1, 0, 0, 0), id="empty equals empty"),
        pytest.param([("1", "in", None)], [("1", "in", 0.0)], (1, 1, 0, 0, 1), id="zero is not empty"),
        pytest.param(
            [("1", "in", 1.0), ("1", "in", 2.0)], [("1", "in", 2.0), ("1", "in", 1.0)], (2, 2, 0, 0, 0), id="order"
        ),
        pytest.param([("1", "in", 1.0)], [("1", "in", 1.0)] * 2, (1, 2, 0, 0, 1), id="a row more of a repeated key"),
    ],
)
def test_keys_are_counted(
    tmp_path: Path, before: Sequence[Row], now: Sequence[Row], counts: tuple[int, int, int, int, int]
) -> None:
    result = difference(build(tmp_path / "before.duckdb", before), build(tmp_path / "now.duckdb", now))
    assert result == (FeedDifference("official_figures", *counts),)


def test_a_feed_without_rows_in_either_is_left_out(tmp_path: Path) -> None:
    assert difference(build(tmp_path / "before.duckdb", []), build(tmp_path / "now.duckdb", [])) == ()


def test_a_column_that_only_one_build_has_changes_no_row(tmp_path: Path) -> None:
    before = build(tmp_path / "before.duckdb", [("1", "in", 5.0)], "unit_code varchar, direction varchar, women double")
    now = build(tmp_path / "now.duckdb", [("1", "in", 5.0)])
    assert difference(before, now) == (FeedDifference("official_figures", 1, 1, 0, 0, 0),)


def test_a_feed_that_the_earlier_build_did_not_know_is_new(tmp_path: Path) -> None:
    before = build(tmp_path / "before.duckdb", [], feed="units")
    now = build(tmp_path / "now.duckdb", [("1", "in", 5.0)])
    assert difference(before, now) == (FeedDifference("official_figures", 0, 1, 1, 0, 0),)


def test_a_build_that_is_open_elsewhere_can_be_compared(tmp_path: Path) -> None:
    before, now = build(tmp_path / "it's.duckdb", []), build(tmp_path / "now.duckdb", [("1", "in", 5.0)])
    with duckdb.connect(now, read_only=True):
        assert difference(before, now)[0].added == 1
