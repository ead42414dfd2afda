"""Small universities made of counts, behind a build that can be asked like any other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import duckdb
import polars as pl
from sqlglot import exp

from models.facts import load_fact
from models.store import OpenBuild
from tests.models.given import given, graduate, stay

Atom = tuple[int, tuple[str, ...], tuple[str, ...]]  # year, unit from faculty to programme, the other attributes
UNIT = ("faculty", "department", "programme")
PLACE = ("is_priority", "region", "country", "partner")


@dataclass(frozen=True)
class People:
    """Counts of persons per atom: (within, rest) of a share, (numerator, denominator) of a ratio, (count, 0).

    `attributes` names the other attributes of an atom. `atoms` are all there could be: nobody is in one without counts.
    """

    attributes: tuple[str, ...]
    atoms: tuple[Atom, ...]
    counts: Mapping[Atom, tuple[int, int]]

    def of(self, atom: Atom, name: str) -> str | int:
        """An atom's attribute."""
        year, unit, others = atom
        if name == "year":
            return year
        return unit[UNIT.index(name)] if name in UNIT else others[self.attributes.index(name)]

    def names(self) -> tuple[str, ...]:
        """Every attribute."""
        return ("year", *UNIT, *self.attributes)


class Memory:
    """An engine over tables in memory."""

    dialect = "duckdb"

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute("create schema facts")

    def rows(self, query: exp.Expr | str) -> list[tuple[object, ...]]:
        sql = query if isinstance(query, str) else query.sql("duckdb")
        return self.connection.execute(sql).fetchall()

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        return tuple(column[0] for column in self.connection.execute(f"from {schema}.{table} limit 0").description)


@cache
def _any_build() -> OpenBuild:
    return given(graduates=[graduate()], stays=[stay()])


def graduated(people: People, today: Mapping[str, str] | None = None) -> OpenBuild:
    """A build in which they graduated: the first count with a stay abroad, the second without.

    `today` maps a department to the one in its place today.
    """
    return _build("graduations", people, {"graduation": (1, 1), "has_counted_stay": (1, 0)}, today or {})


def went_abroad(people: People) -> OpenBuild:
    """A build in which they studied abroad: the first count came in, the second went out."""
    return _build("stays", people, {"counted": (1, 1), "direction": ("in", "out")}, {})


def _build(
    fact: str, people: People, measures: Mapping[str, tuple[object, object]], today: Mapping[str, str]
) -> OpenBuild:
    rows = []
    for atom in people.atoms:
        cells: dict[str, object] = dict.fromkeys(load_fact(fact).dimensions, "unknown")
        cells |= {name: people.of(atom, name) for name in people.names()}
        cells["year_end"] = cells["year"]
        cells["department_today"] = today.get(atom[1][1], atom[1][1])
        cells["faculty_today"] = str(cells["department_today"])[:2]
        for side, count in enumerate(people.counts.get(atom, (0, 0))):
            rows += [cells | {name: values[side] for name, values in measures.items()}] * count
    engine = Memory()
    engine.connection.register("people", pl.DataFrame(rows or [cells | dict.fromkeys(measures)]))
    engine.connection.execute(f"create table facts.{fact} as select * from people where {next(iter(measures))} = 1")
    members = {name: {str(people.of(atom, name)) for atom in people.atoms} for name in people.names()}
    labels = {name: {m: {"nb": m, "en": m} for m in sorted(known)} for name, known in members.items()}
    return replace(_any_build(), engine=engine, labels=labels)


def universe(
    years: Iterable[int], units: Iterable[tuple[str, ...]], others: Iterable[tuple[str, ...]]
) -> tuple[Atom, ...]:
    """Every combination."""
    units, others = tuple(units), tuple(others)
    return tuple((year, unit, other) for year in years for unit in units for other in others)
