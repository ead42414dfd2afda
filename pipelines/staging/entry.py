"""A file's rows in the staging folder under an address made of its content: whole and unchanged, or not there."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipelines.staging.judge import Part
from pipelines.staging.staged_rows import RowsFile

KINDS = ("accepted", "quarantined")
Record = dict[str, dict[str, Any]]
"""Feed → what a StagedFile says of content."""


class Entry:
    """The files of one address in the staging folder; the record comes last and holds their checksums."""

    def __init__(self, staging: Path, address: str) -> None:
        self.staging = staging
        self.address = address
        self.record = staging / f"{address}.json"

    def load(self, feeds: tuple[str, ...]) -> Record | None:
        """The record, or None where nothing whole is staged."""
        try:
            record = json.loads(self.record.read_text(encoding="utf-8"))
            results = {feed: self._result(feed, **record["feeds"][feed]) for feed in feeds}
            rows = [result[kind] for result in results.values() for kind in KINDS]
            return results if all(record["files"][path.name] == sha256(path) for path in rows) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, batches: Iterable[dict[str, Part]]) -> Record:
        """Write rows as they come, unfinished as yet; gives the record of them, which `finish` takes."""
        record: Record = {}
        with ExitStack() as files:
            opened: dict[tuple[str, str], RowsFile] = {}
            for feed, part in (item for batch in batches for item in batch.items()):
                of_feed = record.setdefault(feed, {"profile": part.profile, "rows_read": 0, "broken": {}})
                of_feed["rows_read"] += part.rows_read
                of_feed["broken"] = dict(Counter(of_feed["broken"]) + Counter(part.broken))
                for kind, frame in zip(KINDS, (part.accepted, part.quarantined), strict=True):
                    if (feed, kind) not in opened:
                        unfinished = _unfinished(self._rows(feed, kind))
                        opened[feed, kind] = files.enter_context(RowsFile(unfinished))
                    opened[feed, kind].write(frame)
        return record

    def finish(self, record: Record) -> Record:
        """Give rows and then the record their names; gives what `load` gives."""
        checksums = {}
        for path in (self._rows(feed, kind) for feed in record for kind in KINDS):
            checksums[path.name] = sha256(_unfinished(path))
            _unfinished(path).replace(path)
        unfinished = _unfinished(self.record)
        unfinished.write_text(json.dumps({"feeds": record, "files": checksums}), encoding="utf-8")
        unfinished.replace(self.record)
        return {feed: self._result(feed, **values) for feed, values in record.items()}

    def discard(self) -> None:
        """Remove what `write` left unfinished."""
        for path in self.staging.glob(f"{self.address}.*.part"):
            path.unlink()

    def _result(
        self, feed: str, profile: str, rows_read: int, broken: dict[str, int], notes: Sequence[str]
    ) -> dict[str, Any]:
        counts = {"profile": profile, "rows_read": rows_read, "broken": broken, "notes": tuple(notes)}
        return {**counts, **{kind: self._rows(feed, kind) for kind in KINDS}}

    def _rows(self, feed: str, kind: str) -> Path:
        return self.staging / f"{self.address}.{feed}.{kind}.parquet"


def sha256(path: Path) -> str:
    """The checksum of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def address_of(*parts: str) -> str:
    """The address made of all that decides the rows."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _unfinished(path: Path) -> Path:
    """Where a file grows until it is whole; the same name each time, so that killed runs leave no litter."""
    return path.with_name(path.name + ".part")
