"""Judged rows on their way to the disk: one Parquet file that grows batch by batch."""

from pathlib import Path
from types import TracebackType

import polars as pl
import pyarrow as pa
import pyarrow.parquet

from data_contracts.repeating import likely_repeating

# Two of DuckDB's own row groups: what does not fill one is written twice when it is loaded with several threads.
GROUP = 2 * 122_880


class RowsFile:
    """A Parquet file being written, in row groups of GROUP rows; all batches have the columns of the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pyarrow.parquet.ParquetWriter | None = None
        self._waiting: pa.Table | None = None

    def __enter__(self) -> "RowsFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer:
            if self._waiting and not error:
                self._writer.write_table(self._waiting)
            self._writer.close()
        if error:
            self._path.unlink(missing_ok=True)

    def write(self, frame: pl.DataFrame) -> None:
        """Append rows. Without any the file has its columns at least."""
        table = frame.to_arrow()  # a copy: a few rows that wait would keep the text of their whole batch in memory
        if self._writer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pyarrow.parquet.ParquetWriter(
                self._path,
                table.schema,
                compression="zstd",
                write_statistics=False,
                use_dictionary=likely_repeating(frame),  # of other columns it would be made in vain
            )
        waiting = pa.concat_tables([self._waiting, table]) if self._waiting else table
        if whole := waiting.num_rows - waiting.num_rows % GROUP:
            self._writer.write_table(waiting.slice(0, whole), row_group_size=GROUP)
        self._waiting = waiting.slice(whole)
