"""Removing named persons from everything that a warehouse keeps, and giving persons a new key."""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import polars as pl

from data_contracts.errors import REFUSED
from pipelines.durable import write_atomically
from pipelines.staging.person_key import KEY_FILE, key_in_environment, new_key, person_key
from pipelines.staging.privacy import hashes_of
from pipelines.unlink import rows_of, unlink, unlink_everybody
from pipelines.warehouse import SET_ASIDE, BuildRef, Warehouse, WarehouseError

NOTES = "erasures.json"
Why = Literal["erased", "new_key"]


class ErasureError(WarehouseError):
    """Persons cannot be erased yet; the message says which files hold them and what to do first."""

    exit_code = REFUSED


@dataclass(frozen=True)
class Erasure:
    """That rows of a kept build can no longer be linked to persons: since when (ISO moment, UTC), why, to how many."""

    at: str
    why: Why
    persons: int

    @property
    def day(self) -> date:
        """The day on which it was done."""
        return datetime.fromisoformat(self.at).date()


@dataclass(frozen=True)
class Done:
    """One thing that an erasure or a new key did to what is kept."""

    what: str
    done: str


def erase(home: Warehouse, identifiers: Collection[str]) -> tuple[Done, ...]:
    """Erase persons, named as files of the inbox name them, from staging, quarantine and builds.

    Frozen builds keep their figures: rows of these persons can no longer be linked to them. Other builds that hold
    them are removed. Raises ErasureError, and changes nothing, while the published build has rows of them: those come
    from the inbox, which is not ours to change. Raises WarehouseError while another process writes.
    """
    with home.writing():
        persons = hashes_of(identifiers, person_key(home.root))
        current = home.current()
        if current is not None and (rows := rows_of(current, persons)):
            listed = "\n".join(f"  {path}: {number} rows" for path, number in sorted(rows.items()))
            raise ErasureError(
                f"the published build {current.id} has rows of these persons. Take them out of the inbox, run "
                f"`utsyn build`, and erase again:\n{listed}"
            )
        home.remove_leftovers()
        return (*_forget_staged(home, persons), *_erase_from_builds(home, persons), *_not_looked_at(home))


def rotate_key(home: Warehouse) -> tuple[Done, ...]:
    """Give persons a new key: rows of kept builds are unlinked from them, staged rows and the former key are removed.

    Figures of kept builds stay. The next build reads the inbox anew, under the new key. A key of the environment is
    replaced there, by whoever sets it. Raises WarehouseError while another process writes.
    """
    with home.writing():
        home.remove_leftovers()
        done = []
        for ref in home.builds():
            persons = unlink_everybody(ref)
            _note(ref, "new_key", persons)
            done.append(Done(f"build {ref.id}", f"{persons} persons have random numbers in the place of their hashes"))
        staged = [path for path in home.staging.iterdir() if path.is_file()]
        for path in staged:
            path.unlink()
        done.append(Done("staging", f"{len(staged)} files removed; the next build reads the inbox anew"))
        if key_in_environment() is None:
            path = home.root / KEY_FILE
            write_atomically(path, new_key() + "\n", mode=0o600)
            done.append(Done(str(path), "replaced by a new one; back it up"))
        else:
            done.append(Done("the key of the environment", "replace it there before the next build"))
        return (*done, *_not_looked_at(home))


def erasures_of(build: Path) -> tuple[Erasure, ...]:
    """What was done to the build in this folder; nothing to most."""
    try:
        noted = json.loads((build / NOTES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(Erasure(**entry) for entry in noted)


def _erase_from_builds(home: Warehouse, persons: Collection[str]) -> Iterator[Done]:
    for ref in home.builds():
        if not rows_of(ref, persons):
            continue
        if ref.names:
            unlink(ref, persons)
            _note(ref, "erased", len(persons))
            yield Done(f"build {ref.id} ({', '.join(ref.names)})", "keeps its figures, no longer linked to the persons")
        else:
            home.drop(ref)
            yield Done(f"build {ref.id}", "removed")


def _forget_staged(home: Warehouse, persons: Collection[str]) -> Iterator[Done]:
    """Remove staged files with rows of persons, and the record beside them: the next build reads such a file anew."""
    doomed = {path.name.partition(".")[0] for path in home.staging.glob("*.parquet") if _holds(path, persons)}
    for path in home.staging.iterdir():
        if path.name.partition(".")[0] in doomed:
            path.unlink()
    if doomed:
        yield Done("staging", f"{len(doomed)} files of the inbox are read anew by the next build")


def _holds(path: Path, persons: Collection[str]) -> bool:
    rows = pl.scan_parquet(path)
    texts = [name for name, kind in rows.collect_schema().items() if kind == pl.String]
    matches = (
        rows.select(pl.any_horizontal(pl.col(name).is_in(list(persons)).any() for name in texts)) if texts else None
    )
    return matches is not None and bool(matches.collect().item())


def _not_looked_at(home: Warehouse) -> Iterator[Done]:
    for path in sorted(home.root.rglob(f"{SET_ASIDE}*")):
        yield Done(str(path), "was set aside by a repair and cannot be read: remove it by hand")


def _note(ref: BuildRef, why: Why, persons: int) -> None:
    noted = [*erasures_of(ref.path), Erasure(datetime.now(UTC).isoformat(timespec="seconds"), why, persons)]
    write_atomically(ref.path / NOTES, json.dumps([asdict(erasure) for erasure in noted], indent=2))
