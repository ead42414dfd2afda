"""The build a page reads: the published one, opened once, its scorecard and answers kept per reader."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import duckdb

from dashboard.access.current import current_person, sessions
from dashboard.access.person import Person
from dashboard.export_log import note_export
from dashboard.result_cache.kept import Kept
from dashboard.result_cache.memory import Memory
from models.answer import Answer
from models.asking import ask
from models.config import Config, find_config, load_config
from models.definitions import DefinitionsMissingError
from models.engines.engine import EngineError
from models.explanation import About
from models.explanation import about as explain
from models.question import Question, Viewer, Where
from models.registers import Entry, entries, registers
from models.status import StatusRow, scorecard
from models.store import Asked, OpenBuild, open_build, open_kept
from models.units import Units, units_today
from pipelines.warehouse import BuildRef, Warehouse, WarehouseError

KEPT_BUILDS = 2
KEPT_SCORECARDS = 40  # in memory; a hundredth of a second reads one from the disk
KEPT_ANSWERS = 500
KEPT_REGISTERS = 60
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Serving:
    """What this process serves: an institution's configuration, a warehouse, and the rights of all without sign-in."""

    config: Config
    warehouse: Path
    without_sign_in: Viewer

    @property
    def person(self) -> Person:
        """Who asks now."""
        return current_person(self.config.access, self.warehouse, self.without_sign_in)

    @property
    def viewer(self) -> Viewer:
        """The rights of whoever asks now."""
        return self.person.viewer

    @property
    def logged_as(self) -> str | None:
        """How the log of exports names whoever asks now; None: by the server's own account."""
        who = self.person.who
        if who is None:
            return None if self.config.access.sign_in == "none" else "not signed in"
        if self.config.access.log_who == "name":
            return who
        return sessions(self.warehouse, self.config.access.session_minutes).pseudonym(who)

    def note_download(self, build: str, viewer: Viewer, question: Mapping[str, object]) -> None:
        """Add a line to the log of exports before a file is sent. Raises OSError where it cannot be written."""
        note_export(self.warehouse, viewer, build, question, self.logged_as)


@cache
def serving() -> Serving:
    """As configured, with what `server.run` sets in the environment. Raises ConfigError."""
    config = load_config(find_config())
    return Serving(config, config.warehouse, Viewer.parse(config.dashboard.viewer))


class BuildUnreadable(Exception):  # noqa: N818  # it names what is wrong with the build
    """The published build is missing or was made for another version; the message says what was found."""


@contextmanager
def readable() -> Iterator[None]:
    """Turn what a missing or an older build raises into BuildUnreadable."""
    try:
        yield
    except (WarehouseError, DefinitionsMissingError, EngineError, duckdb.Error) as error:
        raise BuildUnreadable(str(error).splitlines()[0]) from error


def seen() -> str | None:
    """What readers are pointed to now: a build's id, None before the first, else what is wrong with the pointer.

    A page that was drawn with another answer is to be drawn again.
    """
    try:
        published = Warehouse(serving().warehouse).current()
    except WarehouseError as error:
        return str(error)
    return None if published is None else published.id


def current_build() -> OpenBuild | None:
    """The published build, opened; None before the first. Raises BuildUnreadable."""
    with readable():
        published = Warehouse(serving().warehouse).current()
        return None if published is None else _opened(published.id, str(published.path))


def chosen_build(name: str | None) -> OpenBuild | None:
    """The build of that name or id, read with its own definitions; without a name the published one.

    Raises BuildUnreadable.
    """
    if name is None:
        return current_build()
    with readable():
        ref = Warehouse(serving().warehouse).find(name)
        if not (ref.current or ref.names or serving().viewer.sees_exact_figures):
            raise BuildUnreadable(f"there is no build '{name}'")  # who may not see it need not know of it
        return _kept(ref.id, str(ref.path), name, ref.frozen.get(name))


def seen_then(name: str) -> OpenBuild:
    """A build that readers have seen, by its frozen name or id, for its statuses: those are for all readers.

    Who may see its figures, `chosen_build` decides. Raises BuildUnreadable.
    """
    with readable():
        ref = Warehouse(serving().warehouse).find(name)
        return _kept(ref.id, str(ref.path), name, ref.frozen.get(name))


def kept_before(shown: OpenBuild) -> Sequence[BuildRef]:
    """The builds that readers saw before the one that is shown and that are kept, the oldest first.

    Before a build is published it is drawn to be prepared: then the current one is among them.
    """
    try:
        return Warehouse(serving().warehouse).published_before(shown.id)
    except WarehouseError:  # the page itself says what is wrong
        return []


def frozen() -> Mapping[str, date]:
    """The names of the frozen builds and the days they were frozen, the newest first."""
    try:
        names = Warehouse(serving().warehouse).frozen()
    except WarehouseError:  # the page itself says what is wrong
        return {}
    return dict(sorted(names.items(), key=lambda named: named[1], reverse=True))


def per_viewer(most: int) -> Callable[[Callable[Concatenate[Viewer, P], T]], Callable[P, T]]:
    """Answer as whoever asks now, from what was computed for the same rights and build before, by any process.

    `most` are kept in memory. What is decorated takes the viewer first, who is left out where it is called, and one or
    more builds, the last of which is read. It then raises BuildUnreadable too.
    """

    def decorated(compute: Callable[Concatenate[Viewer, P], T]) -> Callable[P, T]:
        kept = Kept(compute, most)

        @wraps(compute)
        def cached(*question: P.args, **others: P.kwargs) -> T:
            served = serving()
            with readable():
                return kept.of(served.warehouse, served.viewer, question, others)

        return cached

    return decorated


@per_viewer(KEPT_SCORECARDS)
def rows_of(viewer: Viewer, build: OpenBuild, unit: Where | None = None) -> tuple[StatusRow, ...]:
    """The scorecard of a build or of a unit, in the plan's order. Raises QuestionError."""
    return scorecard(build, viewer, unit or {})


@per_viewer(KEPT_SCORECARDS)
def rows_before(viewer: Viewer, earlier: OpenBuild, _shown: OpenBuild) -> tuple[StatusRow, ...]:
    """The scorecard of an earlier build, kept with the one that is shown beside it."""
    return scorecard(earlier, viewer)


@per_viewer(KEPT_ANSWERS)
def answer(viewer: Viewer, question: Question, build: OpenBuild) -> Answer:
    """The answer to a question. Raises QuestionError."""
    return ask(question, viewer, build)


@per_viewer(KEPT_ANSWERS)
def about(viewer: Viewer, question: Question, build: OpenBuild) -> About:
    """What an answer is made from. Raises QuestionError."""
    return explain(question, viewer, build)


@per_viewer(KEPT_REGISTERS)
def register(viewer: Viewer, name: str, build: OpenBuild) -> tuple[Entry, ...]:
    """The rows of a register that whoever asks may see, by key."""
    return entries(name, viewer, build)


def entry(name: str, key: str | None, build: OpenBuild, column: str | None = None) -> Entry | None:
    """The row of that key, or the first with it in another column; None where the reader may see none."""
    column = column or registers()[name].key
    return next((row for row in register(name, build) if row[column] == key), None)


def units(build: OpenBuild) -> Units:
    """The departments of each faculty of today. Raises BuildUnreadable."""
    with readable():
        return _units.get((build.key, ""), lambda: units_today(build))


def _opened(build_id: str, path: str) -> OpenBuild:
    """The published build; of the one before it nothing is kept, and its file is closed once nobody reads it."""

    def opened() -> OpenBuild:
        Memory.forget(lambda key: " as " not in key and key != build_id)
        return open_build(Path(path), serving().config)

    return _published.get((build_id, path), opened)


def _kept(build_id: str, path: str, name: str, frozen_on: date | None) -> OpenBuild:
    requested = Asked(name, frozen_on)
    return _asked.get((build_id, f"{path} {requested}"), lambda: open_kept(Path(path), serving().config, requested))


_published: Memory[OpenBuild] = Memory(1)
_asked: Memory[OpenBuild] = Memory(KEPT_BUILDS)
_units: Memory[Units] = Memory(2 * KEPT_BUILDS)
