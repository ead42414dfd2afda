"""Removing what has been kept for as long as the configuration allows."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock

from models.retention import Retention
from pipelines.build_id import stamp_of
from pipelines.durable import write_atomically
from pipelines.erasure import Done
from pipelines.warehouse import EXPORTS, EXPORTS_LOCK, QUARANTINE, Warehouse


def retain(home: Warehouse, retention: Retention, now: datetime) -> tuple[Done, ...]:
    """Remove what is older than `retention` allows at `now`. Call while writing; gives what was removed."""
    return tuple(_retained(home, retention, now))


def _retained(home: Warehouse, retention: Retention, now: datetime) -> Iterator[Done]:
    if (oldest := _before(retention.builds, now)) is not None:
        for ref in home.prune_older(oldest):
            yield Done(f"build {ref}", "removed")
    if (oldest := _before(retention.staging, now)) is not None:
        doomed = [path for path in home.staging.iterdir() if _changed_at(path) < oldest]
        for path in doomed:
            path.unlink()
        if doomed:
            yield Done("staging", f"{len(doomed)} files removed")
    if (oldest := _before(retention.quarantine, now)) is not None:
        for build in home.builds():
            files = list((build.path / QUARANTINE).glob("*.parquet")) if stamp_of(build.id) < oldest else []
            for path in files:
                path.unlink()
            if files:
                yield Done(f"build {build.id}", f"quarantined rows of {len(files)} feeds removed")
    if (oldest := _before(retention.exports, now)) is not None and (lines := _shorten(home.root, oldest)):
        yield Done(EXPORTS, f"{lines} lines removed")


def _shorten(root: Path, oldest: datetime) -> int:
    """Leave out the lines of before; nobody adds one meanwhile. A line without a day stays."""
    log = root / EXPORTS
    with FileLock(root / EXPORTS_LOCK):
        lines = log.read_text(encoding="utf-8").splitlines(keepends=True) if log.exists() else []
        kept = [line for line in lines if (at := _written_at(line)) is None or at >= oldest]
        if len(kept) < len(lines):
            write_atomically(log, "".join(kept), mode=0o600)
    return len(lines) - len(kept)


def _written_at(line: str) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(line)["at"])
    except (ValueError, KeyError, TypeError):
        return None


def _before(days: int | None, now: datetime) -> datetime | None:
    return None if days is None else now - timedelta(days=days)


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
