"""An inbox in object storage: its objects are brought to this machine for the length of a build."""

import os
import shutil
from datetime import datetime
from pathlib import Path, PurePosixPath

from pyarrow import fs

from pipelines.reading.read_error import ReadError


def download(uri: str, folder: Path) -> None:
    """Write every object below `s3://bucket/prefix` into the folder, under its own path and with its own time.

    Endpoint, region and credentials come from the environment (`AWS_ENDPOINT_URL`, `AWS_REGION`, …) or the machine's
    role. Raises ReadError.
    """
    try:
        filesystem, root = fs.FileSystem.from_uri(uri)
        objects = filesystem.get_file_info(fs.FileSelector(root, recursive=True))
        for entry in objects:
            if entry.type == fs.FileType.File:
                _write(filesystem, entry, folder / _within(entry.path, root))
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise ReadError(f"{uri}: cannot be read as an inbox ({reason}).") from error


def object_count(uri: str) -> int:
    """How many objects are below `s3://bucket/prefix`, none of them read. Raises ReadError."""
    try:
        filesystem, root = fs.FileSystem.from_uri(uri)
        objects = filesystem.get_file_info(fs.FileSelector(root, recursive=True))
    except (OSError, ValueError) as error:
        raise ReadError(f"{uri}: cannot be read as an inbox ({str(error).partition(chr(10))[0]}).") from error
    return sum(entry.type == fs.FileType.File for entry in objects)


def _within(path: str, root: str) -> PurePosixPath:
    """An object's path below the inbox. Raises ValueError for a name that leads out of it."""
    name = PurePosixPath(path).relative_to(root)
    if ".." in name.parts:
        raise ValueError(f"the object '{path}' has a name that is not a path of a file")
    return name


def _write(filesystem: fs.FileSystem, entry: fs.FileInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with filesystem.open_input_stream(entry.path) as content, path.open("wb") as file:
        shutil.copyfileobj(content, file)
    modified: datetime | None = entry.mtime
    if modified is not None:
        os.utime(path, (modified.timestamp(), modified.timestamp()))
