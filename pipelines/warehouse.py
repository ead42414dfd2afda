"""Where builds live: their folders, the writer's lock, the pointer to the published one, the frozen names."""

import json
import os
import re
import secrets
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_contracts.errors import UtsynError
from models.definitions import FOLDER as DEFINITIONS
from models.engines.table_location import Place
from models.kept_results import BUILDS, RESULTS
from pipelines.build_id import BUILD_ID, STAMP, day_of, stamp_of
from pipelines.durable import DRAFT, sync, sync_all, write_atomically

if TYPE_CHECKING:  # whoever only reads builds takes no lock, and need not wait for its import
    from filelock import FileLock

DATABASE = "build.duckdb"
MANIFEST = "manifest.json"
PUBLISHED = "published"
SET_ASIDE = ".set-aside-"
QUARANTINE = "quarantine"
FARTHEST_AHEAD = timedelta(days=366)  # a clock that was wrong for a while is made up for; more is damage
SERVED = "served"  # touched by a dashboard now and then
EXPORTS, EXPORTS_LOCK = "exports.jsonl", "exports.lock"
PRIVATE = ("person.key", "session.key", EXPORTS)  # files for the eyes of their owner
FOR_ITS_GROUP = 0o750  # rows about persons are nothing for other accounts of the machine
FROZEN_NAME = re.compile(r"[a-z0-9-]+")


class WarehouseError(UtsynError):
    """The warehouse cannot do what was asked; the message says what, where and how to fix it."""


@dataclass(frozen=True)
class BuildRef:
    """One finished build in its folder. `frozen` has the names under which it is kept for good, and since which day."""

    id: str
    path: Path
    published: bool = False
    current: bool = False
    frozen: Mapping[str, date] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which it is frozen."""
        return tuple(self.frozen)

    @property
    def day(self) -> date:
        """The day in UTC that it was made on."""
        return stamp_of(self.id).date()

    @property
    def database(self) -> Path:
        """The DuckDB file; open it read-only."""
        return self.path / DATABASE

    @property
    def size_bytes(self) -> int:
        """Bytes of all the build's files."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    def manifest(self) -> dict[str, Any]:
        """What the build was made of: files, contracts, totals, certification. Raises WarehouseError."""
        return _read_json(self.path / MANIFEST)


@dataclass(frozen=True)
class Draft:
    """A build being made in a hidden folder; a reader never sees it. `earlier` are the databases of published ones."""

    id: str
    built_at: datetime
    as_of: date
    path: Path
    earlier: tuple[Path, ...] = ()


class Warehouse:
    """The folder of all builds: `builds/<id>/`, `staging/`, the pointer `current`, names in `frozen.json`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.staging = root / "staging"
        self.brought = root / "brought"  # rows from elsewhere as they came, for the length of a build
        self.results = root / RESULTS  # what the dashboard computed of builds, in a folder for each
        self._builds = root / BUILDS
        self._pointer = root / "current"
        self._frozen = root / "frozen.json"

    def current(self) -> BuildRef | None:
        """The published build, None before the first. Raises WarehouseError where its folder is missing."""
        build_id = self._current_id()
        if build_id is None:
            return None
        if not (self._builds / build_id).is_dir():
            raise WarehouseError(
                f"{self._pointer} points to build {build_id}, which is not in {self._builds}. "
                f"Put the folder back, or build again; {self._known()}."
            )
        return self._ref(build_id)

    def find(self, name_or_id: str) -> BuildRef:
        """The build frozen under a name, the one of that id, or the last one published by a day (`2026-06-12`).

        Raises WarehouseError with what there is.
        """
        frozen = self._names().get(name_or_id)
        if frozen is None and (day := day_of(name_or_id)) is not None:
            return self._published_by(day)
        build_id = frozen["build"] if frozen else name_or_id
        if BUILD_ID.fullmatch(build_id) and (self._builds / build_id).is_dir():
            return self._ref(build_id)
        raise WarehouseError(f"there is no build '{name_or_id}' in {self.root}; {self._known()}")

    def _published_by(self, day: date) -> BuildRef:
        published = self.published()
        earlier = [ref for ref in published if ref.day <= day]
        if earlier:
            return earlier[-1]
        oldest = f"the oldest that is kept is of {published[0].day}" if published else "nothing has been published yet"
        raise WarehouseError(f"no build of {day} or before is kept in {self.root}; {oldest}")

    def published(self) -> list[BuildRef]:
        """The builds that readers have seen, oldest first: published, and no later than the current one."""
        current = self._current_id()
        return [ref for ref in self.builds() if ref.published and current is not None and ref.id <= current]

    def published_before(self, build_id: str) -> list[BuildRef]:
        """The builds that readers saw before that one, oldest first: also before one that is yet to be published."""
        return [ref for ref in self.published() if ref.id < build_id]

    def frozen(self) -> dict[str, date]:
        """The names of frozen builds, and since which day each is kept."""
        return {name: date.fromisoformat(record["frozen_on"]) for name, record in sorted(self._names().items())}

    def builds(self) -> list[BuildRef]:
        """Every finished build, published or not, oldest first."""
        return [self._ref(build_id) for build_id in self._ids()]

    def check(self) -> None:
        """Raises WarehouseError, before anything is done, where the pointer or the frozen names cannot be read."""
        self._names()
        self._current_id()

    def set_aside(self, name: str) -> Path:
        """Move a damaged build, or a damaged file of the warehouse, out of the way; nothing is removed."""
        path = self._builds / name if BUILD_ID.fullmatch(name) else self.root / name
        aside = path.with_name(f"{SET_ASIDE}{path.name}-{secrets.token_hex(3)}")
        path.replace(aside)
        return aside

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; it ends with the process. Raises WarehouseError naming the holder."""
        try:
            self.root.mkdir(mode=FOR_ITS_GROUP, parents=True, exist_ok=True)
            for folder in (self._builds, self.staging):
                folder.mkdir(exist_ok=True)
        except OSError as error:
            raise WarehouseError(
                f"the warehouse {self.root} cannot be written ({error.strerror}). "
                "Choose another with --warehouse, or fix the folder's permissions."
            ) from error
        from filelock import FileLock, Timeout

        holder = self.root / "writer.json"
        try:
            lock = FileLock(self.root / "writer.lock").acquire(timeout=0)
        except Timeout as error:
            raise WarehouseError(
                f"another build is writing to {self.root}: {_describe(holder)}. Wait until it has ended."
            ) from error
        with lock:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            write_atomically(holder, json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now}))
            yield

    def remove_leftovers(self) -> None:
        """Remove what killed builds and interrupted removals left. Call while writing."""
        shutil.rmtree(self.brought, ignore_errors=True)
        for folder in self._builds.glob(f"{DRAFT}*"):
            remove(folder)
        self._forget_results(lambda _build: True)

    def draft(self, digest: str, now: datetime, as_of: date | None = None) -> Draft:
        """Begin a build. Its time is in whole seconds UTC and after that of every build before it.

        `as_of` is the day it describes, the day of building unless another is given.
        """
        built_at = now.astimezone(UTC).replace(microsecond=0)
        if ids := self._ids():
            last = stamp_of(ids[-1])
            if last > built_at + FARTHEST_AHEAD:
                raise WarehouseError(
                    f"{self._builds / ids[-1]} is dated far after today. If this machine's clock is right, "
                    "`utsyn builds repair` sets that build aside."
                )
            built_at = max(built_at, last + timedelta(seconds=1))
        build_id = f"{built_at.strftime(STAMP)}-{digest[:6]}"
        folder = self._builds / f"{DRAFT}{build_id}"
        folder.mkdir()
        earlier = tuple(ref.database for ref in self.builds() if ref.published)
        return Draft(build_id, built_at, as_of or built_at.date(), folder, earlier)

    def finish(self, draft: Draft) -> BuildRef:
        """Bring a draft's files to the disk and give the folder its name, in one rename."""
        sync_all((*draft.path.rglob("*"), draft.path))
        draft.path.replace(self._builds / draft.id)
        sync(self._builds)
        return self._ref(draft.id)

    def publish(self, ref: BuildRef) -> BuildRef:
        """Point readers at a build, a new or an earlier one, in one rename: they see the old or the new.

        Raises WarehouseError for a build that is not certified.
        """
        if not ref.manifest()["certification"]["success"]:
            raise WarehouseError(f"build {ref.id} is not certified and cannot be published; see {ref.path / MANIFEST}")
        write_atomically(self._pointer, ref.id)
        (ref.path / PUBLISHED).touch()
        self._forget_results(lambda build: build.current or bool(build.names))
        return self._ref(ref.id)

    def roll_back(self) -> BuildRef:
        """Point readers at the published build before the current one. Raises WarehouseError where there is none."""
        current = self.current()
        if current is None:
            raise WarehouseError(f"{self.root}: nothing has been built here yet, so there is nothing to go back to")
        earlier = [ref for ref in self.builds() if ref.published and ref.id < current.id]
        if not earlier:
            raise WarehouseError(
                f"there is no published build before {current.id}, which stays current; {self._known()}"
            )
        return self.publish(earlier[-1])

    def freeze(self, build: BuildRef, name: str, today: date) -> BuildRef:
        """Keep a build for good under a name. Raises WarehouseError for a bad name and one already taken."""
        if not FROZEN_NAME.fullmatch(name):
            raise WarehouseError(f"'{name}' cannot name a build: write a-z, 0-9 and '-', such as annual-report-2025")
        if not build.published:
            raise WarehouseError(f"build {build.id} was never published; only a published build can be frozen")
        with self._keeping():
            names = self._names()
            taken = names.setdefault(name, {"build": build.id, "frozen_on": today.isoformat()})
            if taken["build"] != build.id:
                raise WarehouseError(f"'{name}' already names build {taken['build']}; choose another name")
            if not build.path.is_dir():
                raise WarehouseError(f"build {build.id} is gone from {self._builds}; {self._known()}")
            if not (build.path / DEFINITIONS).is_dir():
                raise WarehouseError(
                    f"build {build.id} was made before builds kept their definitions, and could not be asked the same "
                    "way later. Build again, then freeze."
                )
            write_atomically(self._frozen, json.dumps(names, indent=2, sort_keys=True))
        return self._ref(build.id)

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the last `keep` published builds, the current, the frozen, the last unpublished.

        Gives the ids removed. Who reads a removed build keeps reading: an open file lasts until it is closed.
        """
        with self._keeping():
            builds = self.builds()
            published = [ref.id for ref in builds if ref.published]
            unpublished = [ref.id for ref in builds if not ref.published]
            kept = {
                *published[-keep:],
                *unpublished[-1:],
                *(ref.id for ref in builds if ref.current or ref.names),
            }
            removed = tuple(ref.id for ref in builds if ref.id not in kept)
            for ref in builds:
                if ref.id in removed:
                    self.drop(ref)
        return removed

    def prune_older(self, oldest: datetime) -> tuple[str, ...]:
        """Remove builds made before a moment, but for the current one and the frozen. Gives the ids removed."""
        with self._keeping():
            old = [ref for ref in self.builds() if stamp_of(ref.id) < oldest and not (ref.current or ref.names)]
            for ref in old:
                self.drop(ref)
        return tuple(ref.id for ref in old)

    def drop(self, ref: BuildRef) -> None:
        """Remove a build, renamed first, so that a half-removed folder is never taken for one."""
        remove(ref.path.replace(self._builds / f"{DRAFT}removed-{ref.id}"))
        shutil.rmtree(self.results / ref.id, ignore_errors=True)

    def _forget_results(self, stays: Callable[[BuildRef], bool]) -> None:
        """Remove what the dashboard computed of builds that are gone, or that nobody is pointed to any more."""
        kept = {build.id for build in self.builds() if stays(build)}
        for folder in self.results.glob("*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)  # who writes there now leaves a little for the next build

    def _keeping(self) -> "FileLock":
        """What decides which builds stay: freezing and pruning wait for each other."""
        from filelock import FileLock

        return FileLock(self.root / "frozen.lock", timeout=60)

    def _ids(self) -> list[str]:
        if not self._builds.is_dir():
            return []
        return sorted(path.name for path in self._builds.iterdir() if BUILD_ID.fullmatch(path.name))

    def _ref(self, build_id: str) -> BuildRef:
        path = self._builds / build_id
        current = build_id == self._current_id()
        frozen = {
            name: date.fromisoformat(record["frozen_on"])
            for name, record in sorted(self._names().items())
            if record["build"] == build_id
        }
        return BuildRef(build_id, path, current or (path / PUBLISHED).exists(), current, frozen)

    def _current_id(self) -> str | None:
        try:
            written = self._pointer.read_bytes().decode("utf-8", "replace").strip()
        except FileNotFoundError:
            return None
        if written and not BUILD_ID.fullmatch(written):
            raise WarehouseError(
                f"{self._pointer} holds no build's id. `utsyn builds repair` points it to the newest sound build."
            )
        return written or None

    def _names(self) -> dict[str, dict[str, str]]:
        if not self._frozen.exists():
            return {}
        names = _read_json(self._frozen)
        for name, entry in names.items():
            if not _names_a_build(entry):
                raise WarehouseError(
                    f"{self._frozen}: '{name}' does not say which build is frozen and since when. Restore the file "
                    "from a backup, or let `utsyn builds repair` set it aside."
                )
        return names

    def _known(self) -> str:
        known_names = [*self._names(), *reversed(self._ids())]
        return f"known: {', '.join(known_names)}" if known_names else "it holds no builds yet: run `utsyn build`"


def remove(folder: Path) -> None:
    """Remove a build's folder, after its tables where they are elsewhere."""
    place = Place.of_build(folder)
    if place is not None and place.is_remote:
        place.remove()
    shutil.rmtree(folder)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content: object = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise ValueError("expected a JSON object")
    except (OSError, ValueError) as error:
        raise WarehouseError(
            f"{path} cannot be read ({error}). Restore it from a backup, or run `utsyn builds repair`."
        ) from error
    return content


def _names_a_build(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("build"), str) and _is_day(entry.get("frozen_on"))


def _is_day(text: object) -> bool:
    return isinstance(text, str) and day_of(text) is not None


def _describe(holder: Path) -> str:
    try:
        written = json.loads(holder.read_text(encoding="utf-8"))
        age = datetime.now(UTC) - datetime.fromisoformat(written["since"])
    except (OSError, ValueError, KeyError):
        return "it has just begun"
    return f"process {written['pid']} on {written['host']}, for {int(age.total_seconds())} s"
