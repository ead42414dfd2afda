"""Judged rows on their way to the disk: one Parquet file that grows batch by batch."""

from pathlib import Path
from types import TracebackType

import polars as pl
import pyarrow.parquet


class RowsFile:
    """A Parquet file being written, one row group per batch; all batches have the columns of the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pyarrow.parquet.ParquetWriter | None = None

    def __enter__(self) -> "RowsFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer:
            self._writer.close()
        if error:
            self._path.unlink(missing_ok=True)

    def write(self, frame: pl.DataFrame) -> None:
        """Append rows. Without any the file has its columns at least."""
        table = frame.to_arrow()
        if self._writer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pyarrow.parquet.ParquetWriter(
                self._path, table.schema, compression="zstd", write_statistics=False
            )
        if table.num_rows:
            self._writer.write_table(table)
