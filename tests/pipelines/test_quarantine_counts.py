"""When the rows that a build kept out would have counted."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from models.config import load_config
from pipelines.building.quarantine_counts import record_quarantined_rows

Recorded = list[tuple[str, int | None, int]]
Record = Callable[..., Recorded]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Record a quarantine of one feed: (file number, event as written) …"""

    def recorded(feed: str, *rows: tuple[int, str | None], profiles: dict[int, str] | None = None) -> Recorded:
        contract = load_contract(feed)
        column = contract.event or "unit_code"
        frame = pl.DataFrame(rows, schema={"source_file": pl.Int64, column: pl.String}, orient="row")
        frame.write_parquet(tmp_path / f"{feed}.parquet")
        with duckdb.connect() as connection:
            connection.execute("create schema meta")
            names = profiles or {number: "canonical" for number, _ in rows}
            record_quarantined_rows(connection, [contract, load_contract("graduates")], tmp_path, names, load_config())
            return connection.execute("from meta.kept_out order by event_year").fetchall()

    return recorded


def test_rows_are_counted_by_the_year_of_their_event_and_unreadable_ones_apart(record: Record) -> None:
    result = record("stays", (1, "2024-08-15"), (2, " 2024-01-02 "), (1, "2023-08-15"), (1, "15.08.2024"), (1, None))
    assert result == [("stays", 2023, 1), ("stays", 2024, 2), ("stays", None, 2)]


def test_a_file_is_read_as_its_profile_writes_dates(record: Record) -> None:
    rows = ((1, "15.08.2024"), (2, "15.08.2024"))
    assert record("stays", *rows, profiles={1: "fs_extract", 2: "canonical"}) == [
        ("stays", 2024, 1),
        ("stays", None, 1),
    ]


@pytest.mark.parametrize(
    ("feed", "event", "year"),
    [
        ("enrolments", "2025-autumn", 2025),
        ("erasmus_flows", "2025-03", 2025),
        ("publications", "2024", 2024),
        ("publications", "20244", None),
    ],
)
def test_semesters_and_years_are_of_their_year(record: Record, feed: str, event: str, year: int | None) -> None:
    assert record(feed, (1, event)) == [(feed, year, 1)]


def test_a_feed_that_is_no_record_of_events_has_no_years(record: Record) -> None:
    assert record("units", (1, "631000"), (1, "632000")) == [("units", None, 2)]
