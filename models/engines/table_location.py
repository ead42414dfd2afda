"""Where a build's Parquet tables lie: in its own folder, or in object storage that many machines reach."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Arrow is imported where tables are moved: most builds have none, and their answers need not wait
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import fs

POINTER = "tables.json"
OWN_FOLDER = "tables"
# A task that was tried twice leaves two parts: this object, written last, names those that are the table. Readers that
# take a whole folder pass over names that begin so.
PARTS = "_parts.json"


@dataclass(frozen=True)
class Place:
    """A folder or a URI (`s3://bucket/prefix`) with `<schema>/<table>/*.parquet` in it, and each table's rows."""

    uri: str
    tables: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of_build(cls, folder: Path) -> "Place | None":
        """The place that a build's folder points to, None for a build that DuckDB made alone."""
        try:
            pointer = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        uri = pointer["uri"] or str((folder / OWN_FOLDER).resolve())
        tables = {(schema, name): rows for schema, named in pointer["tables"].items() for name, rows in named.items()}
        return cls(uri, tables)

    def point(self, folder: Path) -> None:
        """Write the pointer into a build's folder. A place inside the folder moves with it."""
        tables: dict[str, dict[str, int]] = {}
        for (schema, name), rows in sorted(self.tables.items()):
            tables.setdefault(schema, {})[name] = rows
        uri = self.uri if self.is_remote else None
        (folder / POINTER).write_text(json.dumps({"uri": uri, "tables": tables}, indent=2), encoding="utf-8")

    def holding(self, schema: str, table: str, rows: int) -> "Place":
        """The place with one table more."""
        return Place(self.uri, {**self.tables, (schema, table): rows})

    def without(self, schema: str) -> "Place":
        """The place with the tables of a schema left out of its list."""
        return Place(self.uri, {table: rows for table, rows in self.tables.items() if table[0] != schema})

    @property
    def is_remote(self) -> bool:
        """Whether the tables lie outside the build's folder."""
        return "://" in self.uri

    def path(self, schema: str, table: str) -> str:
        """A table's folder or URI."""
        return f"{self.uri}/{schema}/{table}"

    def put(self, content: "Path | pa.Table", schema: str, table: str) -> None:
        """Make a Parquet file, or rows in memory, the whole of a table; nothing is left of what it held before."""
        import pyarrow.parquet as pq
        from pyarrow import fs

        filesystem, path = filesystem_of(self.path(schema, table))
        filesystem.create_dir(path)
        before = [file.path for file in filesystem.get_file_info(fs.FileSelector(path)) if file.extension == "parquet"]
        part = f"part-{secrets.token_hex(4) if before else 0}.parquet"  # a reader has the old ones until then
        if isinstance(content, Path):
            fs.copy_files(str(content), f"{path}/{part}", fs.LocalFileSystem(), filesystem)
        else:
            pq.write_table(content, f"{path}/{part}", filesystem=filesystem, compression="zstd")
        name_parts(filesystem, path, [part])
        for gone in before:
            filesystem.delete_file(gone)

    def read(self, schema: str, table: str) -> "pa.Table":
        """All rows of a table."""
        import pyarrow as pa

        return pa.concat_tables(file.read() for file in self._files(schema, table))

    def count(self, schema: str, table: str) -> int:
        """The rows of a table, as its files say."""
        return sum(file.metadata.num_rows for file in self._files(schema, table))

    def _files(self, schema: str, table: str) -> "Iterator[pq.ParquetFile]":
        import pyarrow.parquet as pq
        from pyarrow import fs

        filesystem, path = filesystem_of(self.path(schema, table))
        if filesystem.get_file_info(f"{path}/{PARTS}").type == fs.FileType.File:
            parts = named_parts(filesystem, path)
        else:  # written by Spark itself, which leaves nothing behind
            parts = [
                file.path for file in filesystem.get_file_info(fs.FileSelector(path)) if file.extension == "parquet"
            ]
        for part in parts:
            with filesystem.open_input_file(part) as file:
                yield pq.ParquetFile(file)

    def remove(self) -> None:
        """Remove every table; what is gone already stays gone."""
        from pyarrow import fs

        filesystem, path = filesystem_of(self.uri)
        if filesystem.get_file_info(path).type != fs.FileType.NotFound:
            filesystem.delete_dir(path)


def filesystem_of(uri: str) -> "tuple[fs.FileSystem, str]":
    """The file system of a folder or URI and the path in it. The environment has endpoint, region and credentials."""
    from pyarrow import fs

    if "://" not in uri:
        return fs.LocalFileSystem(), uri
    filesystem, path = fs.FileSystem.from_uri(uri.replace("s3a://", "s3://", 1))
    return filesystem, path


def name_parts(filesystem: "fs.FileSystem", path: str, parts: Sequence[str]) -> None:
    """Say which objects under `path` are the table."""
    with filesystem.open_output_stream(f"{path}/{PARTS}") as stream:
        stream.write(json.dumps(sorted(parts)).encode())


def named_parts(filesystem: "fs.FileSystem", path: str) -> list[str]:
    """The paths of a table's parts."""
    with filesystem.open_input_stream(f"{path}/{PARTS}") as stream:
        return [f"{path}/{part}" for part in json.loads(stream.read())]
