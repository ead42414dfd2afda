"""Where a build's Parquet tables lie: in its own folder, or in object storage that many machines reach."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyarrow import fs

POINTER = "tables.json"
OWN_FOLDER = "tables"
# A task that was tried twice leaves two parts: this object, written last, names those that are the table. Readers that
# take a whole folder pass over names that begin so.
PARTS = "_parts.json"


@dataclass(frozen=True)
class Place:
    """A folder or a URI (`s3://bucket/prefix`) with `<schema>/<table>/*.parquet` in it, and the tables it holds."""

    uri: str
    tables: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of_build(cls, folder: Path) -> "Place | None":
        """The place that a build's folder points to, None for a build that DuckDB made alone."""
        try:
            said = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        uri = said["uri"] or str((folder / OWN_FOLDER).resolve())
        return cls(uri, frozenset((schema, name) for schema, names in said["tables"].items() for name in names))

    def point(self, folder: Path) -> None:
        """Write the pointer into a build's folder. A place inside the folder moves with it."""
        names: dict[str, list[str]] = {}
        for schema, name in sorted(self.tables):
            names.setdefault(schema, []).append(name)
        uri = self.uri if self.is_remote else None
        (folder / POINTER).write_text(json.dumps({"uri": uri, "tables": names}, indent=2), encoding="utf-8")

    @property
    def is_remote(self) -> bool:
        """Whether the tables lie outside the build's folder."""
        return "://" in self.uri

    def path(self, schema: str, table: str) -> str:
        """A table's folder or URI."""
        return f"{self.uri}/{schema}/{table}"

    def put(self, file: Path, schema: str, table: str) -> None:
        """Copy a Parquet file to where it is the whole of a table."""
        filesystem, path = filesystem_of(self.path(schema, table))
        filesystem.create_dir(path)
        fs.copy_files(str(file), f"{path}/part-0.parquet", fs.LocalFileSystem(), filesystem)
        if self.is_remote:
            name_parts(filesystem, path, ["part-0.parquet"])

    def remove(self) -> None:
        """Remove every table; what is gone already stays gone."""
        filesystem, path = filesystem_of(self.uri)
        if filesystem.get_file_info(path).type != fs.FileType.NotFound:
            filesystem.delete_dir(path)


def filesystem_of(uri: str) -> tuple[fs.FileSystem, str]:
    """The file system of a folder or URI and the path in it. The environment has endpoint, region and credentials."""
    if "://" not in uri:
        return fs.LocalFileSystem(), uri
    filesystem, path = fs.FileSystem.from_uri(uri.replace("s3a://", "s3://", 1))
    return filesystem, path


def name_parts(filesystem: fs.FileSystem, path: str, parts: Sequence[str]) -> None:
    """Say which objects under `path` are the table."""
    with filesystem.open_output_stream(f"{path}/{PARTS}") as stream:
        stream.write(json.dumps(sorted(parts)).encode())


def named_parts(filesystem: fs.FileSystem, path: str) -> list[str]:
    """The paths of a table's parts."""
    with filesystem.open_input_stream(f"{path}/{PARTS}") as stream:
        return [f"{path}/{part}" for part in json.loads(stream.read())]
