"""Is the warehouse fit to be built in and read: folders, disk, key, builds. Each finding says how to fix it."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from models.config import Config
from models.secret import PERSON_KEY
from pipelines.build_id import stamp_of
from pipelines.inbox_objects import object_count
from pipelines.queries import columns_of
from pipelines.reading.read_error import ReadError
from pipelines.repair import problem_of
from pipelines.staging.person_key import KEY_FILE, key_in_environment, read_key
from pipelines.warehouse import PRIVATE, SET_ASIDE, Warehouse, WarehouseError

State = Literal["ok", "warning", "problem"]
ROOM_OF_A_BUILD = 3  # times the size of the last one: its staged rows, its copy and what DuckDB sets aside
LEAST_ROOM = 1_000_000_000  # bytes, before there is a build to go by
OLD = timedelta(days=45)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `fix` says what to do about a warning or a problem; empty where all is well."""

    about: str
    state: State
    what: str
    fix: str = ""


def check_warehouse(home: Warehouse, now: datetime) -> Iterator[Finding]:
    """Look at a warehouse without changing it."""
    yield from _permissions(home.root)
    if not home.root.is_dir():
        return
    yield _disk(home)
    yield _key(home.root)
    yield from _builds(home, now)


def check_readable(about: str, folder: Path, fix: str) -> Finding:
    """Whether a folder is there and can be listed."""
    if not folder.is_dir():
        return Finding(about, "problem", f"{folder} is not a folder", fix)
    if not os.access(folder, os.R_OK | os.X_OK):
        return Finding(about, "problem", f"{folder} cannot be read by this account", "Fix the folder's permissions.")
    return Finding(about, "ok", f"{folder} can be read")


def check_inputs(config: Config) -> Iterator[Finding]:
    """Whether an inbox in object storage can be listed, and whether each query is answered; no row is read."""
    about = "inputs"
    if config.inbox_objects is not None:
        try:
            what = f"{config.inbox_objects} holds {object_count(config.inbox_objects)} objects"
            yield Finding(about, "ok", what)
        except ReadError as error:
            fix = "Set AWS_ENDPOINT_URL, AWS_REGION and credentials for this account, or correct `inbox`."
            yield Finding(about, "problem", str(error), fix)
    for feed, query in config.inputs.items():
        try:
            columns = columns_of(feed, query)
            yield Finding(about, "ok", f"inputs.{feed}: {query.connection} answers with {len(columns)} columns")
        except ReadError as error:
            what = str(error).removesuffix(" Nothing was built.")
            yield Finding(about, "problem", what, f"Correct [inputs.{feed}], its query or the account's rights.")


def _permissions(root: Path) -> Iterator[Finding]:
    about = "permissions"
    if not root.exists():
        above = next(folder for folder in root.absolute().parents if folder.exists())
        if os.access(above, os.W_OK):
            yield Finding(about, "warning", f"{root} is not there yet", "Run `utsyn build`: the first build makes it.")
        else:
            yield Finding(
                about, "problem", f"{root} is not there and cannot be made", f"Fix the permissions of {above}."
            )
        return
    if not (root.is_dir() and os.access(root, os.W_OK | os.R_OK | os.X_OK)):
        yield Finding(about, "problem", f"{root} cannot be written by this account", "Fix the folder's permissions.")
        return
    yield Finding(about, "ok", f"{root} can be written")
    if open_to_all := [path for path in (root, *(root / name for name in PRIVATE)) if _is_open(path)]:
        names = " ".join(map(str, open_to_all))
        yield Finding(about, "warning", f"other accounts of this machine can read {names}", f"chmod o-rwx {names}")


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & stat.S_IRWXO)
    except OSError:
        return False


def _disk(home: Warehouse) -> Finding:
    try:
        last = home.builds()[-1:]
    except WarehouseError:  # reported with the builds
        last = []
    needed = max([LEAST_ROOM, *(ROOM_OF_A_BUILD * ref.size_bytes for ref in last)])
    free = shutil.disk_usage(home.root).free
    what = f"{free // MEGABYTE:,} MB are free; a build may need {needed // MEGABYTE:,} MB"
    if free < needed:
        return Finding("disk", "problem", what, "Make room, or keep fewer builds with keep_builds in utsyn.toml.")
    return Finding("disk", "ok", what)


def _key(root: Path) -> Finding:
    try:
        if key_in_environment() is not None:
            return Finding("key", "ok", f"the key of the person hashes comes from {PERSON_KEY}")
        if not (root / KEY_FILE).exists():
            return Finding("key", "warning", f"{root / KEY_FILE} is not there yet", "The first build makes it.")
        read_key(root)
    except ReadError as error:
        what, _, fix = str(error).partition(". ")
        return Finding("key", "problem", what, fix or "Restore it from a backup.")
    return Finding("key", "ok", f"{root / KEY_FILE} can be used; keep a copy of it outside this machine")


def _builds(home: Warehouse, now: datetime) -> Iterator[Finding]:
    about, fix = "warehouse", "Run `utsyn builds repair`."
    try:
        current, names = home.current(), home.frozen()
        builds = home.builds()
    except WarehouseError as error:
        yield Finding(about, "problem", str(error), fix)
        return
    for ref in builds:
        if (problem := problem_of(ref, now)) is not None:
            yield Finding(about, "problem", f"build {ref.id}: {problem}", fix)
    if gone := sorted(set(names) - {name for ref in builds for name in ref.names}):
        yield Finding(about, "problem", f"frozen but gone: {', '.join(gone)}", "Restore their builds from a backup.")
    if aside := sorted(path.name for path in home.root.rglob(f"{SET_ASIDE}*")):
        yield Finding(about, "warning", f"set aside by a repair: {', '.join(aside)}", "Remove them once all is well.")
    if current is None:
        yield Finding(about, "warning", "nothing has been built here yet", "Run `utsyn build` on your files first.")
        return
    if not builds[-1].published:
        yield Finding(
            about, "warning", f"the last build, {builds[-1].id}, was not published",
            f"See why with `utsyn builds show {builds[-1].id}`.",
        )  # fmt: skip
    age = now - stamp_of(current.id)
    what = f"build {current.id} is published, {age.days} days old"
    if age < -timedelta(minutes=5):
        yield Finding(about, "warning", f"build {current.id} is dated after now", "Set this machine's clock right.")
    elif age > OLD:
        yield Finding(about, "warning", what, "Build anew: agreements that run out show with the next build.")
    else:
        yield Finding(about, "ok", what)
