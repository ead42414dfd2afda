"""What a reader with every published table and linear programming finds out about suppressed cells of a build.

All indicators over a fact are pooled, year by year: by faculty, by one of several dimensions, and by both, with the
rights of an employee. For each suppressed cell of 1-4 persons it seeks the least and the most that the cell can hold
while all that is shown stands; and how many of the narrowed ones only do so because employees see the institution's own
figures exactly, two of which differ by few. Who could be counted in what is taken from the persons of the same year;
nobody is in a member's cell in a way in which nobody of that member was ever counted.

    python -m benchmarks.attack --build demo/warehouse/builds/… --years 2022:2025
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sqlglot
from scipy.optimize import linprog
from scipy.sparse import csr_array
from sqlglot import exp

from models.answer import Sign
from models.asking import ask
from models.catalogue import Indicator
from models.config import load_config
from models.disclosure.grain import LISTED
from models.disclosure.measures import counted
from models.facts import Fact
from models.question import Question, Viewer
from models.store import OpenBuild, open_build

DIMENSIONS = ("gender", "degree_level", "scheme", "region", "is_priority")
VIEWER = Viewer("viewer")
ENOUGH = 4  # between the least and the most: five values
WHOLE = ("", "")
SLACK = 1e-6
MOST = 1e5
Cell = tuple[str, str, str]  # count in SQL, faculty, member; "" is all of them


@dataclass(frozen=True)
class Published:
    """The cells of one year that a reader sees, with their counts, and those that are suppressed."""

    shown: dict[Cell, float]
    suppressed: set[Cell]


@dataclass(frozen=True)
class Persons:
    """A year's persons by (counts that have them, faculty, member), and the cells that these are in."""

    numbers: np.ndarray
    cells: Mapping[Cell, np.ndarray]

    def value(self, cell: Cell) -> float:
        """How many a cell holds."""
        return float(self.numbers[self.cells[cell]].sum())


def published(
    fact: Fact, indicators: Sequence[Indicator], dimension: str, years: range, build: OpenBuild
) -> dict[int, Published]:
    """What the answers to all questions show, by year."""
    by_year = {year: Published({}, set()) for year in years}
    for indicator in indicators:
        counts = counted(indicator, fact)
        is_counted = indicator.value != "statistic" and fact.name == indicator.fact
        for by in _grains(dimension):
            for row in ask(Question(indicator.id, ("year", *by), years=(years[0], years[-1])), VIEWER, build).rows:
                year = row.key["year"]
                if not isinstance(year, int):
                    continue
                place = str(row.key.get("faculty", "")), str(row.key.get(dimension, ""))
                for sql, number in zip(counts, (row.numerator, row.denominator)[not is_counted :], strict=False):
                    if row.sign == Sign.SUPPRESSED:
                        by_year[year].suppressed.add((sql, *place))
                    elif number is not None:
                        by_year[year].shown[sql, *place] = number
    return by_year


def persons(
    fact: Fact, counts: Sequence[str], dimension: str, years: range, *, year_column: str, build: OpenBuild
) -> dict[int, Persons]:
    """The persons of each year."""
    names = [f"m{at}" for at in range(len(counts))]
    flags = [sqlglot.parse_one(sql, read="duckdb").as_(name) for sql, name in zip(counts, names, strict=True)]
    inner = exp.select(exp.column(year_column).as_("of_year"), "faculty", dimension, *flags)
    inner = inner.from_(exp.table_(fact.name, db="facts")).where(exp.column(year_column).is_(exp.null()).not_())
    columns = ("of_year", "faculty", dimension, *names)
    rows = build.engine.rows(exp.select(*columns, "count(*)").from_(inner.subquery("counted")).group_by(*columns))
    ways = [
        (int(str(y)), str(f), str(m), tuple(int(str(c or 0)) for c in flags), int(str(n)))
        for y, f, m, *flags, n in rows
    ]
    possible = {(member, way) for _, _, member, way, _ in ways}
    by_year = {}
    for year in years:
        truth = Counter[tuple[tuple[int, ...], str, str]]()
        for y, faculty, member, way, n in ways:
            truth[way, faculty, member] += n if y == year else 0
        truth = +truth
        kinds = sorted({way for way, _, _ in truth if any(way)})
        places = sorted({f for _, f, _ in truth}), sorted({m for _, _, m in truth})
        kept = [(w, f, m) for w in kinds for f in places[0] for m in places[1] if (m, w) in possible]
        cells: dict[Cell, list[int]] = defaultdict(list)
        for at, (way, faculty, member) in enumerate(kept):
            for sql, is_in in zip(counts, way, strict=True):
                for cell in ((faculty, member), (faculty, ""), ("", member), ("", "")) if is_in else ():
                    cells[sql, *cell].append(at)
        numbers = np.array([truth[each] for each in kept], dtype=float)
        by_year[year] = Persons(numbers, {cell: np.array(held) for cell, held in cells.items()})
    return by_year


def bounds(of: Persons, shown: Sequence[Cell], sought: Sequence[Cell]) -> Iterator[tuple[Cell, float, float]]:
    """The least and most of each cell sought, as far as it takes to see that this is enough."""
    empty = np.zeros(len(of.numbers), dtype=bool)
    for cell in shown:
        if of.value(cell) == 0:
            empty[of.cells[cell]] = True
    kept = np.flatnonzero(~empty)
    place = {int(at): number for number, at in enumerate(kept)}
    matrix, targets = _matrix(of, shown, place), _matrix(of, sought, place)
    right = np.array([of.value(cell) for cell in shown])
    low = high = targets @ of.numbers[kept]

    def widen(objective: np.ndarray) -> None:
        nonlocal low, high
        solved = linprog(objective, A_eq=matrix, b_eq=right, bounds=(0, MOST), method="highs")
        if solved.status:
            raise SystemExit(f"linear programming failed: {solved.message}")
        low, high = np.minimum(low, targets @ solved.x), np.maximum(high, targets @ solved.x)

    for _ in range(4):  # most cells move in worlds that move many
        for sign in (1, -1):
            narrow = np.flatnonzero(high - low < ENOUGH)
            if len(narrow):
                widen(sign * np.asarray(targets[narrow].sum(axis=0)).ravel())
    for at in range(len(sought)):
        for sign in (1, -1):
            if high[at] - low[at] < ENOUGH:
                widen(sign * targets[[at]].toarray()[0])
    yield from zip(sought, low, high, strict=True)


def known_cells(cells: Iterable[Cell], value: Callable[[Cell], float], public: Published) -> list[Cell]:
    """Those of the cells whose numbers a reader sees, those that are not listed since they are empty too."""
    return [
        cell
        for cell in cells
        if public.shown.get(cell) == value(cell)
        or (value(cell) == 0 and cell not in public.shown and cell not in public.suppressed)
    ]


def cells_of(of: Persons, dimension: str) -> list[Cell]:
    """A year's cells, but those of members that are not cells of their own."""
    return [cell for cell in of.cells if not cell[2] or cell[2] in LISTED.get(dimension, {cell[2]})]


def attack(fact: Fact, indicators: Sequence[Indicator], dimension: str, years: range, build: OpenBuild) -> Counter[str]:
    """How many cells there are, are suppressed, and are known too well."""
    outcomes = Counter[str]()
    first = indicators[0]
    counts = list(dict.fromkeys(sql for each in indicators for sql in counted(each, fact)))
    seen = published(fact, indicators, dimension, years, build)
    of_year = persons(
        fact, counts, dimension, years, year_column=first.reference_dates[first.default_reference_date], build=build
    )
    for year in years:
        of, public = of_year[year], seen[year]
        cells = cells_of(of, dimension)
        shown, sought = known_cells(cells, of.value, public), [cell for cell in cells if cell in public.suppressed]
        few = [cell for cell in sought if 0 < of.value(cell) < build.config.settings.suppress_below]
        outcomes.update({"cells": len(shown) + len(sought), "primary": len(few), "secondary": len(sought) - len(few)})
        narrowed = {cell: count for cell, count in values(of, shown, few) if count <= ENOUGH} if few else {}
        outcomes["narrowed"] += len(narrowed)
        outcomes["exact"] += sum(count == 1 for count in narrowed.values())
        others = [cell for cell in shown if not _is_near_another_whole(cell, shown, of)]
        if narrowed:
            of_wholes = sum(count > ENOUGH for _, count in values(of, others, list(narrowed)))
            outcomes["narrowed by the institution's figures"] += of_wholes
    return outcomes


def values(of: Persons, shown: Sequence[Cell], sought: Sequence[Cell]) -> Iterator[tuple[Cell, int]]:
    """How many whole numbers each cell sought can be, as far as it takes to see that these are enough."""
    for cell, low, high in bounds(of, shown, sought):
        yield cell, math.floor(high + SLACK) - math.ceil(low - SLACK) + 1


def _is_near_another_whole(cell: Cell, shown: Sequence[Cell], of: Persons) -> bool:
    """Whether it is an exact figure of the institution that few persons divide from another."""
    wholes = (of.value(other) for other in shown if other[1:] == WHOLE)
    return cell[1:] == WHOLE and any(0 < abs(of.value(cell) - whole) <= ENOUGH for whole in wholes)


def _grains(dimension: str) -> tuple[tuple[str, ...], ...]:
    return (), ("faculty",), (dimension,), ("faculty", dimension)


def _matrix(of: Persons, cells: Sequence[Cell], place: Mapping[int, int]) -> csr_array:
    entries = [(row, place[int(at)]) for row, cell in enumerate(cells) for at in of.cells[cell] if int(at) in place]
    rows, columns = zip(*entries, strict=True) if entries else ((), ())
    return csr_array((np.ones(len(entries)), (rows, columns)), shape=(len(cells), len(place)))


def main() -> None:
    """Print a line in Markdown per fact and dimension."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="the folder of a build")
    parser.add_argument("--years", default="2022:2025")
    parser.add_argument("--dimensions", nargs="+", default=DIMENSIONS)
    arguments = parser.parse_args()
    first, last = map(int, arguments.years.split(":"))
    build = open_build(arguments.build, load_config())
    facts: dict[str, tuple[Fact, list[Indicator]]] = {}
    for indicator in build.indicators.values():
        for fact in indicator.facts:
            if indicator.persons and indicator.value != "difference" and fact.of_persons:
                facts.setdefault(fact.name, (fact, []))[1].append(indicator)
    names = ("cells", "primary", "secondary", "narrowed", "exact", "narrowed by the institution's figures")
    print("| fact | by faculty and | " + " | ".join(names) + " |")
    print("|---|---|" + "---:|" * len(names))
    for fact, all_of_it in facts.values():
        for dimension in arguments.dimensions:
            indicators = [each for each in all_of_it if {"faculty", dimension} <= set(each.dimensions)]
            if indicators:
                outcomes = attack(fact, indicators, dimension, range(first, last + 1), build)
                print(
                    f"| {fact.name} | {dimension} | " + " | ".join(str(outcomes[name]) for name in names) + " |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
