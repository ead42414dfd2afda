"""A backup of what cannot be made again, as one archive, and the way back from it to a project's folder."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from models.config import Config
from models.engines.table_location import Place
from models.kept_results import RESULTS
from pipelines.durable import DRAFT, sync, write_atomically
from pipelines.warehouse import EXPORTS_LOCK, PRIVATE, SERVED, SET_ASIDE, Warehouse, WarehouseError

TYPED_BY_HAND = ("attestations", "measures")  # folders of the inbox that no other system can deliver again
REBUILT = (
    "builds",
    "brought",
    "staging",
    "current",
    "writer.json",
    "writer.lock",
    "frozen.lock",
    EXPORTS_LOCK,
    RESULTS,
    SERVED,
)  # of the warehouse
CONTENTS = "backup.json"
CONFIGURATION, INBOX, WAREHOUSE = "utsyn.toml", "inbox", "warehouse"


class BackupError(WarehouseError):
    """A backup cannot be made or restored; the message says why and what to do."""


@dataclass(frozen=True)
class Backup:
    """What an archive holds: files by their name in it with their SHA-256, and what has to be backed up elsewhere."""

    files: dict[str, str]
    elsewhere: tuple[str, ...] = ()


def back_up(config_file: Path, config: Config, warehouse: Path, archive: Path) -> Backup:
    """Write the archive, whole or not at all, for its owner's eyes alone: it holds the keys. Raises BackupError."""
    if archive.exists():
        raise BackupError(f"{archive} is there already; name another file")
    sums: dict[str, str] = {}
    handle, draft = tempfile.mkstemp(dir=archive.parent, prefix=DRAFT)  # readable for its owner alone
    try:
        with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as packed:
            for name, path in _files(config_file, config, warehouse):
                sums[name] = _add(packed, name, path)
            made = {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "utsyn": version("utsyn")}
            content = json.dumps({**made, "files": sums}, indent=2).encode()
            entry = tarfile.TarInfo(CONTENTS)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
        sync(Path(draft))
        Path(draft).rename(archive)
        sync(archive.parent)
    finally:
        Path(draft).unlink(missing_ok=True)
    return Backup(sums, tuple(_elsewhere(warehouse)))


def restore(archive: Path, folder: Path) -> Backup:
    """Make a project's folder of an archive, with utsyn.toml, inbox and warehouse; nothing that is there is touched.

    Every file is checked against its checksum before the folder gets its name. Until the next build readers see the
    newest frozen edition. Raises BackupError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not an empty folder; name another, and move what you need from it by hand")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=DRAFT) as draft:
        unpacked = Path(draft) / "unpacked"
        try:
            with tarfile.open(archive, "r:gz") as packed:
                packed.extractall(unpacked, filter="data")
            files: dict[str, str] = json.loads((unpacked / CONTENTS).read_text(encoding="utf-8"))["files"]
            damaged = [name for name, digest in files.items() if _sha256(unpacked / name) != digest]
        except (OSError, tarfile.TarError, EOFError, ValueError, KeyError) as error:
            raise BackupError(f"{archive} is not a whole backup ({error}); use another one") from error
        if damaged:
            raise BackupError(f"{archive}: {', '.join(damaged)} differ from what was backed up; use another one")
        (unpacked / CONTENTS).unlink()
        for path in (unpacked / WAREHOUSE / name for name in PRIVATE):
            if path.exists():
                path.chmod(0o600)
        _point_to_newest(unpacked / WAREHOUSE)
        unpacked.replace(folder)
    return Backup(files, tuple(_elsewhere(folder / WAREHOUSE)))


def _files(config_file: Path, config: Config, warehouse: Path) -> Iterator[tuple[str, Path]]:
    """What cannot be made again, by its name in the archive."""
    yield CONFIGURATION, config_file
    base = config_file.resolve().parent
    named = [Path(config.plan), *map(Path, config.profiles.values()), *config.code_lists.values()]
    for path in (*named, *([config.partner_merges] if config.partner_merges else ())):
        if path.is_absolute() and path.is_file():  # others are names of what is shipped
            yield (path.relative_to(base) if path.is_relative_to(base) else Path(path.name)).as_posix(), path
    for feed in TYPED_BY_HAND:
        yield from _below(config.inbox / feed, f"{INBOX}/{feed}")
    if (config.inbox / "origin.toml").is_file():
        yield f"{INBOX}/origin.toml", config.inbox / "origin.toml"
    for path in sorted(warehouse.iterdir()):
        if path.name in REBUILT or path.name.startswith((DRAFT, SET_ASIDE)):
            continue
        yield from _below(path, f"{WAREHOUSE}/{path.name}")
    for ref in Warehouse(warehouse).builds():
        if ref.names:
            yield from _below(ref.path, f"{WAREHOUSE}/builds/{ref.id}")


def _below(path: Path, name: str) -> Iterator[tuple[str, Path]]:
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    for file in files:
        yield (PurePosixPath(name) / file.relative_to(path).as_posix()).as_posix(), file


def _add(packed: tarfile.TarFile, name: str, path: Path) -> str:
    """Add as much of a file as it holds now: the log of exports may grow meanwhile. Gives its SHA-256."""
    with path.open("rb") as file:
        entry = packed.gettarinfo(arcname=name, fileobj=file)
        reading = _Reading(file, entry.size)
        packed.addfile(entry, reading)
        return reading.digest.hexdigest()


class _Reading(io.RawIOBase):
    """A file's first bytes, digested while they are read."""

    def __init__(self, file: io.BufferedReader, size: int) -> None:
        self._file, self._left, self.digest = file, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(chunk)
        self.digest.update(chunk)
        return chunk


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _elsewhere(warehouse: Path) -> Iterator[str]:
    """Where tables of frozen builds are that no archive of ours holds."""
    for ref in Warehouse(warehouse).builds():
        place = Place.of_build(ref.path)
        if ref.names and place is not None and place.is_remote:
            yield place.uri


def _point_to_newest(warehouse: Path) -> None:
    frozen = [ref for ref in Warehouse(warehouse).builds() if ref.published]
    if frozen:
        write_atomically(warehouse / "current", frozen[-1].id)
