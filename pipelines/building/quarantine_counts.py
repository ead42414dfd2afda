"""When the rows that a build quarantined would have counted: how many of each feed, by the year of its event."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

from data_contracts.cell_parser import as_typed
from data_contracts.contract import Contract
from models.config import Config
from pipelines.attached import quoted
from pipelines.staging.profile_choice import candidates

# A month or semester begins with its year; so does a year that is alone.
YEAR = r"^(\d{4})(?:-(?:\d{2}|spring|autumn))?$"


def record_quarantined_rows(
    connection: duckdb.DuckDBPyConnection,
    contracts: Iterable[Contract],
    folder: Path,
    profiles: Mapping[int, str],
    config: Config,
) -> None:
    """Make `meta.kept_out`: feed, event_year, rows, from the quarantine in `folder` (`<feed>.parquet`).

    event_year is the calendar year of the feed's event column, read as its file (`profiles`: file number → name) writes
    dates; null where the feed has no such column and where the cell cannot be read.
    """
    connection.execute("create table meta.kept_out (feed varchar, event_year integer, rows bigint)")
    for contract in contracts:
        rows = folder / f"{contract.feed}.parquet"
        if not rows.is_file():
            continue
        event = "null" if contract.event is None else quoted(contract.event)
        counted = connection.execute(
            f"select source_file, cast({event} as varchar), count(*) from read_parquet($rows) group by all",
            {"rows": str(rows)},
        ).fetchall()
        frame = pl.DataFrame(counted, schema={"file_no": pl.Int64, "event": pl.String, "rows": pl.Int64}, orient="row")
        formats = {profile.name: profile.date_formats for profile in candidates(contract.feed, config)}
        years = [
            _by_year(part, contract, formats.get(profiles[int(str(number))], ()))
            for (number,), part in frame.group_by("file_no")
        ]
        by_year = pl.concat(years).group_by("event_year").agg(pl.col("rows").sum()).sort("event_year")
        connection.executemany(
            "insert into meta.kept_out values (?, ?, ?)", [(contract.feed, *row) for row in by_year.iter_rows()]
        )


def _by_year(rows: pl.DataFrame, contract: Contract, date_formats: tuple[str, ...]) -> pl.DataFrame:
    """event (as written), rows → event_year, rows."""
    year = pl.col("event").str.strip_chars().str.extract(YEAR).cast(pl.Int32)
    if contract.event is not None and contract.column(contract.event).type == "date":
        column = replace(contract.column(contract.event), name="event")
        rows = as_typed(rows, replace(contract, columns=(column,)), date_formats)
        year = pl.col("event").dt.year()
    return rows.select(year.alias("event_year"), "rows")
