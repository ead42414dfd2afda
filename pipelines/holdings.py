"""What a warehouse holds that leads to persons: how much of each kind, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, get_args

from pipelines.build_id import stamp_of
from pipelines.warehouse import EXPORTS, QUARANTINE, Warehouse

Kind = Literal["builds", "frozen", "staging", "quarantine", "exports"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Holding:
    """`number` counts builds, files, or lines of the log of exports; `oldest` is None where there is nothing."""

    kind: Kind
    number: int
    size_bytes: int
    oldest: date | None


def holdings(home: Warehouse) -> tuple[Holding, ...]:
    """One of each kind, in the order of KINDS. Raises WarehouseError."""
    return tuple(_holding(kind, home) for kind in KINDS)


def _holding(kind: Kind, home: Warehouse) -> Holding:
    if kind in ("builds", "frozen"):
        builds = [ref for ref in home.builds() if bool(ref.names) == (kind == "frozen")]
        days = [stamp_of(ref.id).date() for ref in builds]
        return Holding(kind, len(builds), sum(ref.size_bytes for ref in builds), min(days, default=None))
    files = list(_files(kind, home))
    days = [datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in files]
    number = len(files)
    if kind == "exports":
        lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
        number, days = len(lines), days if lines else []
    return Holding(kind, number, sum(path.stat().st_size for path in files), min(days, default=None))


def _files(kind: Kind, home: Warehouse) -> Iterator[Path]:
    if kind == "exports":
        yield from (path for path in (home.root / EXPORTS,) if path.is_file())
    elif kind == "staging":
        yield from (path for path in home.staging.glob("*.parquet") if path.is_file())
    else:
        for build in home.builds():
            yield from (build.path / QUARANTINE).glob("*.parquet")
