"""How many cells are suppressed beyond those that are small, beside the fewest that would do.

Tables are drawn at random, as the tests of suppression draw them: many cells empty, many small, some large. Each is
suppressed by `models.disclosure` and by the optimum, which suppresses as few cells as it can while the small ones can
move as far as ours let them, up to five persons; once more while every suppressed cell can. With `--build` (a build of
the demo) a thin table of it follows.

    python benchmarks/suppression.py --tables 40 --build demo/warehouse/builds/…
"""

import argparse
import random
import statistics
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from optimal import Linked, fewest, room

from models.config import load_config
from models.disclosure.block import Values
from models.disclosure.cells import Counts, counts_of
from models.disclosure.grain import grain_of
from models.disclosure.measures import measures_over
from models.disclosure.pattern import Cell, Pattern
from models.disclosure.pattern import Path as Branch
from models.question import Question
from models.store import open_build

K = 5
PATIENCE = 60.0  # seconds for the optimum of one table, 900 for the demo's
# how many children a unit and a member have at each level, at least and at most
SHAPES: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {
    "faculties": ([(3, 8)], []),
    "departments in faculties": ([(2, 3), (1, 4)], []),
    "faculties × gender": ([(2, 4)], [(2, 5)]),
    "departments in faculties × gender": ([(2, 3), (1, 3)], [(2, 3)]),
    "faculties × regions in priority or not": ([(2, 3)], [(2, 2), (1, 3)]),
}


@dataclass(frozen=True)
class Found:
    """Of one table: its cells, which are small, and which each way suppresses (None: too slow)."""

    published: list[Cell]
    small: list[int]
    ours: np.ndarray
    fewest: np.ndarray | None
    fewest_for_all: np.ndarray | None
    ours_seconds: float
    fewest_seconds: float


def tree(levels: list[tuple[int, int]], rng: random.Random) -> list[Branch]:
    """The leaves of a tree drawn at random."""
    leaves: list[Branch] = [()]
    for least, most in levels:
        leaves = [(*leaf, (f"{at}",)) for leaf in leaves for at in range(rng.randint(least, most))]
    return leaves


def drawn(shape: str, counts: int, rng: random.Random) -> dict[Cell, Values]:
    """A table of a shape; counts as the tests of suppression draw them."""
    units, members = (tree(levels, rng) for levels in SHAPES[shape])
    thinned = rng.randint(1, 4)

    def count() -> float:
        return rng.choice([0, rng.randint(1, 4), rng.randint(0, 12), rng.randint(5, 60)])

    cells = {(unit, member): tuple(count() for _ in range(counts)) for unit in units for member in members}
    return {cell: values for cell, values in cells.items() if rng.randint(0, 3) < thinned and any(values)}


def branches(leaves: Collection[Branch]) -> list[Branch]:
    """Every node of a tree."""
    return sorted({leaf[:depth] for leaf in leaves for depth in range(len(leaf) + 1)}, key=str)


def compared(cells: Mapping[Cell, Values], patience: float) -> Found | None:
    """A table suppressed both ways; None where nothing in it is small."""
    if not cells:
        return None
    start = time.perf_counter()
    counts = Counts(tuple(cells), np.array(list(cells.values())))
    levels = {
        depths: dict(zip(those, map(tuple, total.tolist()), strict=True))
        for depths, (those, total) in counts.levels.items()
    }
    pattern = Pattern(levels, K, shows_whole=True)
    units, members = branches({unit for unit, _ in cells}), branches({member for _, member in cells})
    published = [(unit, member) for unit in units for member in members]
    ours = np.array([pattern.suppresses(cell) for cell in published])
    ours_seconds = time.perf_counter() - start
    values = [pattern.at(len(unit), len(member)).get((unit, member)) for unit, member in published]
    empty = (0.0,) * len(next(iter(cells.values()), ()))
    table = Linked(
        tuple(np.array(column) for column in zip(*(each or empty for each in values), strict=True)),
        list(sums(published)),
    )
    whole = published.index(((), ()))
    small = [at for at, each in enumerate(values) if each and at != whole and any(0 < number < K for number in each)]
    if not small:
        return None
    most = [min(K, float(counts[whole])) for counts in table.counts]
    needed = {
        at: [min(amount, room(table, at, count, ours).width) for count, amount in enumerate(most)] if ours[at] else most
        for at in range(table.size)
        if at != whole
    }
    start = time.perf_counter()
    for_small = fewest(table, {at: needed[at] for at in small}, small, whole, patience)
    seconds = time.perf_counter() - start
    for_all = fewest(table, needed, small, whole, patience)
    return Found(published, small, ours, for_small, for_all, ours_seconds, seconds)


def sums(published: list[Cell]) -> Iterator[tuple[int, list[int]]]:
    """Which cells add up to which: by the children of the unit, and by those of the member."""
    at = {cell: number for number, cell in enumerate(published)}
    parts: dict[tuple[int, bool], list[int]] = {}
    for (unit, member), number in at.items():
        if unit:
            parts.setdefault((at[unit[:-1], member], True), []).append(number)
        if member:
            parts.setdefault((at[unit, member[:-1]], False), []).append(number)
    return ((total, each) for (total, _), each in parts.items())


def report(name: str, tables: list[Found]) -> None:
    """A line of the table in Markdown."""
    solved = [
        (each, each.fewest, each.fewest_for_all)
        for each in tables
        if each.fewest is not None and each.fewest_for_all is not None
    ]
    small = sum(len(each.small) for each, _, _ in solved)
    ours, least, for_all = (
        int(sum(way.sum() for way in ways)) - small
        for ways in zip(*((each.ours, least, for_all) for each, least, for_all in solved), strict=True)
    )
    ratio = f"{ours / for_all:.2f}" if for_all else "–"
    as_few = sum(each.ours.sum() == for_all.sum() for each, _, for_all in solved)
    times = zip(*((each.ours_seconds, each.fewest_seconds) for each, _, _ in solved), strict=True)
    ours_ms, least_ms = (1000 * statistics.median(seconds) for seconds in times)
    cells = sum(len(each.published) for each, _, _ in solved)
    print(
        f"| {name} | {len(solved)} of {len(tables)} | {cells} | {small} | {ours} | {least} | {for_all} | {ratio} "
        f"| {as_few} | {ours_ms:.1f} | {least_ms:.0f} |",
        flush=True,
    )


def regions_suppressed(table: Found, way: np.ndarray) -> int:
    """How many cells of faculties by regions a way suppresses; a region is, as soon as a part of it is."""
    finest = max(len(member) for _, member in table.published)
    suppressed = {
        (unit, member[-1])
        for (unit, member), is_suppressed in zip(table.published, way, strict=True)
        if is_suppressed and unit and len(member) == finest
    }
    return len(suppressed)


def of_demo(folder: Path) -> Iterator[tuple[str, dict[Cell, Values]]]:
    """The demo's outgoing stays of 2024 by faculty and region: as suppressed, and without priority countries."""
    build = open_build(folder, load_config())
    indicator = build.indicators["outgoing_stays"]
    question = Question(indicator.id, ("year", "faculty", "region"), years=(2024, 2024))
    (fact,), year = indicator.facts, indicator.reference_dates[indicator.default_reference_date]
    measures = measures_over(build.engine, fact, year, [indicator])
    grain = grain_of(question, indicator.dimensions)
    counts = counts_of(question, fact, year, measures, grain, but=None, engine=build.engine)[2024]
    cells = dict(zip(counts.cells, map(tuple, counts.values.tolist()), strict=True))
    plain: dict[Cell, Values] = {}
    for (unit, member), (count,) in cells.items():
        cell = (unit, member[-1:])
        plain[cell] = (plain.get(cell, (0.0,))[0] + count,)
    yield "the demo's faculties × regions in priority or not", cells
    yield "the demo's faculties × regions alone", plain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=40, help="of each shape")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--build", type=Path, help="the folder of a build of the demo")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    print("| Tables | solved | cells | small | suppressed beyond them: ours | fewest | fewest, all protected ", end="")
    print("| ours / the latter | tables as few | ours ms | fewest ms |")
    print("|---|" + "---:|" * 10)
    for shape in SHAPES:
        for counts, name in ((1, "counts"), (2, "shares")):
            tables = (drawn(shape, counts, rng) for _ in range(arguments.tables))
            report(f"{shape}, {name}", [each for cells in tables if (each := compared(cells, PATIENCE))])
    for name, cells in of_demo(arguments.build) if arguments.build else ():
        if each := compared(cells, 15 * PATIENCE):
            report(name, [each])
            ways = (each.ours, each.fewest_for_all)
            shown = ", ".join(str(regions_suppressed(each, way)) for way in ways if way is not None)
            print(f"faculties by regions that are suppressed, ours and at the fewest: {shown}")


if __name__ == "__main__":
    main()
