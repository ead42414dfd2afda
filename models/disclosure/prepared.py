"""What is suppressed of a build's tables, decided once and kept on disk for the readers of other processes.

`cache/<build>/suppression/` holds a file for each table and one for what is counted over each fact: JSON, after a line
with its SHA-256. The name of a file is a digest of all that decides it beside the build's rows: the counts and their
order, the dimensions by which they are published, the grain, the limit and the program. A file that is damaged, or
missing, is as if nothing had been prepared: what it would say is decided when it is asked for.
"""

import base64
import json
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from models.disclosure.deciding import Count, Scope, keep
from models.disclosure.measures import Amount, Measures
from models.disclosure.pattern import Cell
from models.disclosure.pattern import Path as Branch
from models.disclosure.table import Keeps, Table
from models.kept_results import results_of
from models.store import OpenBuild

FOLDER = "suppression"
NO_YEAR = "none"


class PreparedMeasures(NamedTuple):
    """The counts over a fact, in their order, and by which dimensions each is published."""

    sql: tuple[str, ...]
    published: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Prepared:
    """The suppressed cells of a year as they were read: (units, members), true where one is."""

    units: Sequence[Branch]
    members: Sequence[Branch]
    is_suppressed: np.ndarray

    def within(self, keeps_unit: Keeps, keeps_member: Keeps) -> Iterator[Cell]:
        """Those of some units and members."""
        units = [at for at, unit in enumerate(self.units) if keeps_unit(unit)]
        members = [at for at, member in enumerate(self.members) if keeps_member(member)]
        for unit, member in np.argwhere(self.is_suppressed[np.ix_(units, members)]).tolist():
            yield self.units[units[unit]], self.members[members[member]]


def digest(*parts: object) -> str:
    """A name for what is decided by some parts and by this program."""
    return sha256(f"{parts!r} {_program()}".encode()).hexdigest()


def prepared_measures(name: str, build: OpenBuild) -> PreparedMeasures | None:
    """What is counted over a fact; None where it was not prepared."""
    content = _read(name, build)
    if content is None:
        return None
    return PreparedMeasures(tuple(content["sql"]), tuple(map(frozenset, content["published"])))


def keep_measures(name: str, measures: Measures, build: OpenBuild) -> None:
    """Prepare what is counted over a fact."""
    _write(name, {"sql": measures.sql, "published": [sorted(names) for names in measures.published]}, build)


def prepared_table(scope: Scope, count: Count, amount: Amount | None, build: OpenBuild) -> Table | None:
    """A table of all years; None where it was not prepared."""
    if results_of(build.folder) is None:
        return None
    name = table_name(scope, build)
    content = keep(build, ("prepared", name), lambda: _read(name, build) or {})
    years = content.get("tables", {}).get(_entry(count, amount))
    if years is None:
        return None
    units, members = ([_branch(path) for path in content[side]] for side in ("units", "members"))
    return Table(
        scope.grain,
        {
            None if year == NO_YEAR else int(year): Prepared(units, members, _unpacked(cells, len(units), len(members)))
            for year, cells in years.items()
        },
    )


def is_prepared(scope: Scope, build: OpenBuild) -> bool:
    """Whether the tables of a scope can be read."""
    return _read(table_name(scope, build), build) is not None


def keep_tables(scope: Scope, of_scope: Iterable[tuple[Count, Amount | None, Table]], build: OpenBuild) -> None:
    """Prepare the tables of a scope, all of them together."""
    cells = {
        _entry(count, amount): {
            NO_YEAR if year is None else str(year): list(each.within(_all, _all)) for year, each in table.years.items()
        }
        for count, amount, table in of_scope
    }
    suppressed = [cell for years in cells.values() for some in years.values() for cell in some]
    units = {unit: at for at, unit in enumerate(sorted({unit for unit, _ in suppressed}, key=str))}
    members = {member: at for at, member in enumerate(sorted({member for _, member in suppressed}, key=str))}

    def packed(some: Iterable[Cell]) -> str:
        return _packed([(units[unit], members[member]) for unit, member in some], len(units), len(members))

    tables = {entry: {year: packed(some) for year, some in years.items()} for entry, years in cells.items()}
    _write(table_name(scope, build), {"units": list(units), "members": list(members), "tables": tables}, build)


def table_name(scope: Scope, build: OpenBuild) -> str:
    """The name of the file that holds the tables of a scope."""
    fact, measures = scope.fact, scope.measures
    about = fact.name, fact.person, scope.year, scope.grain, build.config.settings.suppress_below, scope.shows_whole
    return digest("table", about, measures.sql, [sorted(names) for names in measures.published])


def _entry(count: Count, amount: Amount | None) -> str:
    return f"{count.at} {count.limit} {amount.sql if amount else ''}"


def _packed(places: Sequence[tuple[int, int]], units: int, members: int) -> str:
    is_suppressed = np.zeros((units, members), dtype=bool)
    if places:
        is_suppressed[tuple(np.array(places).T)] = True
    return base64.b64encode(zlib.compress(np.packbits(is_suppressed).tobytes())).decode()


def _unpacked(cells: str, units: int, members: int) -> np.ndarray:
    bits = np.frombuffer(zlib.decompress(base64.b64decode(cells)), dtype=np.uint8)
    return np.unpackbits(bits, count=units * members).reshape(units, members).astype(bool)


def _branch(path: Sequence[Sequence[str | int | None]]) -> Branch:
    return tuple(map(tuple, path))


def _all(_path: Branch) -> bool:
    return True


def _read(name: str, build: OpenBuild) -> Mapping[str, Any] | None:
    path = _path(name, build)
    if path is None:
        return None
    try:
        checksum, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum != sha256(text).hexdigest().encode():
        return None
    content: Mapping[str, Any] = json.loads(text)
    return content


def _write(name: str, content: Mapping[str, Any], build: OpenBuild) -> None:
    path = _path(name, build)
    if path is None:
        return
    text = json.dumps(content, ensure_ascii=False).encode()
    draft = path.with_name(f".tmp-{secrets.token_hex(8)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _path(name: str, build: OpenBuild) -> Path | None:
    results = results_of(build.folder)
    return None if results is None else results / FOLDER / f"{name}.json"


@cache
def _program() -> str:
    """Fingerprint of the code that decides what is suppressed."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
