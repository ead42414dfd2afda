"""Bringing a damaged warehouse back to its newest sound build: nothing is removed, only set aside."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from models.engines.duckdb import DuckDBEngine
from models.engines.engine import EngineError
from models.schema import SCHEMA, check_schema, schema_of
from pipelines.build_id import stamp_of
from pipelines.durable import write_atomically
from pipelines.warehouse import FARTHEST_AHEAD, BuildRef, Warehouse, WarehouseError

NEEDED = {"meta": {"build", "files"}, "dims": {"labels"}}
POINTER, FROZEN = "current", "frozen.json"


@dataclass(frozen=True)
class Repair:
    """One thing that was wrong, and what was done about it."""

    what: str
    done: str


def repair(home: Warehouse) -> tuple[Repair, ...]:
    """Set aside what cannot be read, and point readers to the newest sound published build.

    A frozen name whose file is set aside is lost as a name; its build stays. Raises WarehouseError while another
    process writes.
    """
    with home.writing():
        return tuple(_repairs(home))


def _repairs(home: Warehouse) -> Iterator[Repair]:
    try:
        home.frozen()
    except WarehouseError as error:
        aside = home.set_aside(FROZEN)
        yield Repair(str(error), f"set aside as {aside.name}; freeze the builds again under their names")
    now = datetime.now(UTC)
    pointed = _pointed(home)
    if isinstance(pointed, Repair):
        yield pointed
        pointed = None
    sound: list[BuildRef] = []
    for ref in home.builds():
        if _is_of_later_version(ref):
            continue  # sound, and unreadable to this version alone
        problem = problem_of(ref, now)
        if problem is None:
            sound.append(ref)
        else:
            aside = home.set_aside(ref.id)
            yield Repair(f"build {ref.id}: {problem}", f"set aside as {aside.name}")
    if pointed is not None and pointed in {ref.id for ref in sound}:
        return
    published = [ref for ref in sound if ref.published]
    if published:
        home.publish(published[-1])
        yield Repair("no sound build was published", f"build {published[-1].id} is current now")
    elif (home.root / POINTER).exists():
        write_atomically(home.root / POINTER, "")
        yield Repair("no sound build is left", "run `utsyn build` to make one")


def _pointed(home: Warehouse) -> str | Repair | None:
    try:
        current = home.current()
    except WarehouseError as error:
        with suppress(FileNotFoundError):
            home.set_aside(POINTER)
        return Repair(str(error), "set aside")
    return None if current is None else current.id


def _is_of_later_version(ref: BuildRef) -> bool:
    try:
        return schema_of(DuckDBEngine.of_file(ref.database)) > SCHEMA
    except EngineError:
        return False


def problem_of(ref: BuildRef, now: datetime) -> str | None:
    """What keeps a build from being read; None for a sound one."""
    if stamp_of(ref.id) > now + FARTHEST_AHEAD:
        return "it is dated far after today"
    try:
        ref.manifest()
        engine = DuckDBEngine.of_file(ref.database)
        check_schema(schema_of(engine), ref.id)
        for schema, tables in NEEDED.items():
            if missing := tables - engine.tables(schema):
                return f"{schema}.{', '.join(sorted(missing))} is missing in its database"
    except (WarehouseError, EngineError) as error:
        return str(error).split(". ")[0]
    return None
