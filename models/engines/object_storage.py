"""Parquet in S3 as a data source of Spark's: each worker reads and writes its own part with Arrow.

Spark's own connector (`s3a://`) needs Hadoop's and Amazon's jars on the cluster; this needs only PyArrow, which PySpark
needs anyway. Endpoint, region and credentials come from each machine's environment (`AWS_ENDPOINT_URL`, `AWS_REGION`,
`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, or the machine's role). Workers get this module with the query.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs
from pyspark import cloudpickle
from pyspark.sql import SparkSession
from pyspark.sql.datasource import (
    DataSource,
    DataSourceArrowWriter,
    DataSourceReader,
    InputPartition,
    WriterCommitMessage,
)
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
from pyspark.sql.types import StructType

from models.engines import table_location
from models.engines.table_location import name_parts, named_parts

FORMAT = "utsyn_objects"
ROWS_PER_PARTITION = 2_000_000


def register(session: SparkSession) -> None:
    """Make `spark.read.format(FORMAT)` and `write.format(FORMAT)` known to a session, wherever its workers are."""
    for module in (__name__, table_location.__name__):
        cloudpickle.register_pickle_by_value(sys.modules[module])
    session.dataSource.register(Objects)


class Objects(DataSource):
    """A table at the option `path`, `s3://bucket/…`."""

    @classmethod
    def name(cls) -> str:
        """The options of `format`."""
        return FORMAT

    def schema(self) -> StructType:
        """The columns of the first part; a table has at least one."""
        filesystem, path = fs.FileSystem.from_uri(self.options["path"])
        return from_arrow_schema(pq.read_schema(named_parts(filesystem, path)[0], filesystem=filesystem))

    def reader(self, schema: StructType) -> DataSourceReader:
        """Reads runs of row groups side by side."""
        return _Reader(self.options["path"], schema)

    def writer(self, schema: StructType, overwrite: bool) -> DataSourceArrowWriter:  # noqa: ARG002  # a table is written once
        """Writes an object per task."""
        return _Writer(self.options["path"], schema)


@dataclass(frozen=True)
class _Groups(InputPartition):
    """Row groups of one part."""

    part: str
    groups: tuple[int, ...]


class _Reader(DataSourceReader):
    def __init__(self, uri: str, schema: StructType) -> None:
        self.uri = uri
        self.columns = to_arrow_schema(schema)

    def partitions(self) -> Sequence[InputPartition]:
        filesystem, path = fs.FileSystem.from_uri(self.uri)
        runs = [run for part in named_parts(filesystem, path) for run in _runs(part, filesystem)]
        return runs or [_Groups("", ())]  # Spark reads a table without partitions as one that it knows nothing of

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        assert isinstance(partition, _Groups)
        if partition.groups:
            filesystem, _ = fs.FileSystem.from_uri(self.uri)
            with filesystem.open_input_file(partition.part) as file:
                for batch in pq.ParquetFile(file).iter_batches(row_groups=list(partition.groups)):
                    yield batch.cast(self.columns)


class _Writer(DataSourceArrowWriter):
    def __init__(self, uri: str, schema: StructType) -> None:
        self.uri = uri
        self.columns = to_arrow_schema(schema)

    def write(self, iterator: Iterator[pa.RecordBatch]) -> WriterCommitMessage:
        filesystem, path = fs.FileSystem.from_uri(self.uri)
        part = f"{path}/part-{uuid4().hex}.parquet"
        with pq.ParquetWriter(part, self.columns, filesystem=filesystem, compression="zstd") as file:
            for batch in iterator:
                file.write_batch(batch.cast(self.columns))
        return _Written(part)

    def commit(self, messages: list[WriterCommitMessage | None]) -> None:
        filesystem, path = fs.FileSystem.from_uri(self.uri)
        name_parts(filesystem, path, [m.part.rpartition("/")[2] for m in messages if isinstance(m, _Written)])


@dataclass
class _Written(WriterCommitMessage):
    part: str


def _runs(part: str, filesystem: fs.FileSystem) -> Iterator[_Groups]:
    """A part cut into runs of row groups, each of some rows."""
    footer = pq.read_metadata(part, filesystem=filesystem)
    run: list[int] = []
    rows = 0
    for group in range(footer.num_row_groups):
        run.append(group)
        rows += footer.row_group(group).num_rows
        if rows >= ROWS_PER_PARTITION or group == footer.num_row_groups - 1:
            yield _Groups(part, tuple(run))
            run, rows = [], 0
