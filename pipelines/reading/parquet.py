"""Parquet files, by a reader that answers damaged bytes with an error where Polars' may end the process."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet

from pipelines.reading.cells import check_twice, clean_heading, trimmed
from pipelines.reading.delimited import BATCH
from pipelines.reading.read_error import ReadError

MOST_ROWS_PER_BYTE, ALWAYS_FINE = 20, 1_000_000  # a feed's rows differ in their key, and a key takes room
FIRST_DAY, LAST_DAY = ((day - date(1970, 1, 1)).days for day in (date.min, date.max))
PER_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_DAMAGE = (pyarrow.ArrowException, pl.exceptions.PolarsError, pl.exceptions.PanicException)


def read_parquet(path: Path) -> Iterator[pl.DataFrame]:
    """Text trimmed, lists joined by `|`, moments in their own local time; numbers, days and booleans as they are.

    Gives batches of rows, the first one empty. A column with a day outside the years 1 to 9999 becomes text in that
    batch, for the contract to judge. Raises ReadError, perhaps after some batches.
    """
    try:
        with pyarrow.parquet.ParquetFile(path, page_checksum_verification=True) as file:
            _check_rows(file.metadata.num_rows, path)
            check_twice([clean_heading(name) for name in file.schema_arrow.names], path)
            yield _plain_frame(file.schema_arrow.empty_table(), path)
            for batch in file.iter_batches(BATCH):
                yield _plain_frame(pyarrow.Table.from_batches([batch]), path)
    except FileNotFoundError:
        raise
    except (*_DAMAGE, OSError, MemoryError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise ReadError(f"{path}: is not a parquet file that can be read ({reason}). Save it again.") from error


def _plain_frame(table: pyarrow.Table, path: Path) -> pl.DataFrame:
    table.validate(full=True)
    frame = pl.DataFrame(table.replace_schema_metadata(None))
    for name, kind in frame.schema.items():
        if not _is_read(kind):
            raise ReadError(f"{path}: column '{name}' holds {kind}; text, numbers, dates and lists are read.")
    return frame.select(_plain(frame.get_column(name)).alias(clean_heading(name)) for name in frame.columns)


def _check_rows(rows: int, path: Path) -> None:
    size = path.stat().st_size
    if rows > max(ALWAYS_FINE, MOST_ROWS_PER_BYTE * size):
        raise ReadError(f"{path}: holds {rows} rows in {size} bytes: rows with a key need more. Save it again.")


def _is_read(kind: pl.DataType) -> bool:
    if isinstance(kind, pl.List):
        kind = pl.Series(dtype=kind).explode().dtype
    named = (pl.String, pl.Boolean, pl.Null, pl.Categorical, pl.Enum, pl.Date, pl.Datetime, pl.Time)
    return kind.is_numeric() or isinstance(kind, named)


def _plain(column: pl.Series) -> pl.Series:
    kind = column.dtype
    if isinstance(kind, pl.List):
        return column.to_frame().select(trimmed(pl.first().cast(pl.List(pl.String)).list.join("|"))).to_series()
    if isinstance(kind, pl.Categorical | pl.Enum | pl.String):
        return column.to_frame().select(trimmed(pl.first().cast(pl.String))).to_series()
    if isinstance(kind, pl.Datetime):
        return _within_the_calendar(column.dt.replace_time_zone(None), PER_DAY[kind.time_unit])
    return _within_the_calendar(column, 1) if isinstance(kind, pl.Date) else column


def _within_the_calendar(column: pl.Series, per_day: int) -> pl.Series:
    """Days that no calendar shows cannot be written out: they become the number of days since 1970."""
    days = column.to_physical() // per_day
    if days.is_between(FIRST_DAY, LAST_DAY).all():
        return column
    shown = column.set(~days.is_between(FIRST_DAY, LAST_DAY).fill_null(value=True), None).cast(pl.String)
    return shown.fill_null(days.to_frame().select(pl.format("day {} from 1970", pl.first())).to_series())
