"""What a function computes of a build for a viewer, kept in memory and shared with other processes on disk."""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from dashboard.result_cache.memory import Memory
from dashboard.result_cache.shared import SharedResults
from models.kept_results import RESULTS
from models.question import Viewer
from models.status.stored_scorecard import judged_by
from models.store import OpenBuild
from pipelines.build_id import BUILD_ID

T = TypeVar("T")
log = logging.getLogger("utsyn.cache")
MOST_LOADED = 1000  # results that a process reads before its readers ask for them
_functions: dict[str, "Kept[Any]"] = {}
_definitions: dict[tuple[str, str], str] = {}
_shared: Memory[SharedResults] = Memory(16)


class Kept(Generic[T]):
    """Calls `compute(viewer, *question)` once for each viewer, build and question, of which `most` stay in memory.

    Shared is what can be written as JSON by its return annotation and read as it was, of builds in a warehouse that are
    read with the configured plan.
    """

    def __init__(self, compute: Callable[..., T], most: int) -> None:
        self._compute, self._name = compute, f"{compute.__module__}.{compute.__qualname__}"
        self._memory: Memory[T] = Memory(most)
        _functions[self._name] = self

    def of(self, warehouse: Path, viewer: Viewer, question: Iterable[Any], others: Mapping[str, Any]) -> T:
        """The result for a viewer. `question` holds one build or more; the last is the one that is read."""
        question = tuple(question)
        build = next(value for value in reversed((*question, *others.values())) if isinstance(value, OpenBuild))
        named = (f"{name}={_named(value)}" for name, value in sorted(others.items()))
        key = " ".join((self._name, str(viewer), *map(_named, question), *named))

        def made() -> T:
            results = _results(warehouse, build)
            shared = f"{decided_by(build)} {key}"
            return self._read_or_made(results, shared, lambda: self._compute(viewer, *question, **others))

        return self._memory.get((build.key, key), made)

    def load(self, build: OpenBuild, key: str, written: bytes) -> None:
        """Take a result that was read from the disk into memory."""
        with suppress(ValidationError):
            read = self._form.validate_json(written)
            self._memory.get((build.key, key), lambda: read)

    def _read_or_made(self, results: SharedResults | None, key: str, compute: Callable[[], T]) -> T:
        if results is None:
            return compute()
        result = results.read(key)
        if result is not None:
            try:
                read: T = self._form.validate_json(result)
                return read
            except ValidationError:
                log.warning("a result in the cache has another form than this version reads")
        made = compute()
        written = self._written(made)
        if written is not None:
            results.write(key, written)
        return made

    def _written(self, result: T) -> bytes | None:
        """A result as JSON; None where reading that gives another, as of a date that might have been a text."""
        try:
            written = self._form.dump_json(result)
            return written if self._form.validate_json(written) == result else None
        except (PydanticSerializationError, ValidationError):
            return None

    @cached_property
    def _form(self) -> TypeAdapter[T]:
        return TypeAdapter(get_type_hints(self._compute)["return"])


def load(warehouse: Path, build: OpenBuild) -> None:
    """Take the results of a build that were used last from the disk into memory."""
    results = _results(warehouse, build)
    for key, written in results.last(MOST_LOADED) if results is not None else ():
        by, name, _ = key.split(" ", 2)
        if by == decided_by(build) and name in _functions:
            _functions[name].load(build, key.removeprefix(f"{by} "), written)


def _named(value: object) -> str:
    """What distinguishes one argument from another."""
    if isinstance(value, OpenBuild):
        return value.key
    return repr(sorted(value.items())) if isinstance(value, Mapping) else repr(value)


def _results(warehouse: Path, build: OpenBuild) -> SharedResults | None:
    if build.given_plan is not None or not BUILD_ID.fullmatch(build.id):
        return None
    folder = warehouse / RESULTS / build.id
    return _shared.get((build.id, str(folder)), lambda: SharedResults(folder))


def decided_by(build: OpenBuild) -> str:
    """Definitions, settings and program, as this process read them first: also where their files are replaced since."""
    of = ("" if build.asked is None else build.key, build.config.model_dump_json())
    if of not in _definitions:
        _definitions[of] = judged_by(build)
    return _definitions[of]
