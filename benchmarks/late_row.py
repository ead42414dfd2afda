"""What two builds reveal together that are one late row apart: a stay registered after the first was published.

Makes a demo, then adds one stay after the other, drawn from those of the years asked about, as somebody else's; builds
after each, and asks both builds for every indicator over stays with the rights of an employee. The reader of both knows
which row was late, so that a cell shown in either is known in both, and seeks by linear programming how many values
each suppressed cell of 1-4 persons can have:

- residue: it is shown in the other build, with five persons or more there, or nobody: its count has passed a limit;
- narrowed, exact: cells beside these that have fewer than five values, or one; of these, in one build alone.

    python -m benchmarks.late_row --scale 0.05 --rows 5
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.attack import ENOUGH, Cell, Persons, Published, cells_of, known_cells, persons, published, values
from models.catalogue import Indicator
from models.config import load_config
from models.disclosure.measures import counted
from models.facts import Fact
from models.store import OpenBuild, open_build
from pipelines.build import build
from pipelines.demo import AS_OF, write_demo
from pipelines.warehouse import Warehouse

DIMENSIONS = ("gender", "degree_level", "scheme", "region")
OUTCOMES = ("attacked", "residue: five or more", "residue: nobody", "narrowed", "exact", "narrowed in one build alone")


@dataclass(frozen=True)
class Seen:
    """A build's year: what a reader sees of it, and the persons behind it."""

    published: Published
    persons: Persons

    def value(self, cell: Cell) -> float:
        """How many a cell holds."""
        return self.persons.value(cell) if cell in self.persons.cells else 0.0

    def few(self, limit: int) -> set[Cell]:
        """The suppressed cells of fewer persons than `limit`."""
        return {cell for cell in self.published.suppressed if 0 < self.value(cell) < limit}

    def known_cells(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells whose numbers are seen."""
        return known_cells(cells, self.value, self.published)

    def narrowed(self, cells: Sequence[Cell], sought: Sequence[Cell]) -> dict[Cell, int]:
        """Those of the cells sought that have fewer than five possible values where some cells are known."""
        sought = [cell for cell in sought if cell in self.persons.cells]
        bounded = values(self.persons, cells, sought) if sought else ()
        return {cell: count for cell, count in bounded if count <= ENOUGH}


def compared(before: Seen, after: Seen, dimension: str, limit: int) -> Counter[str]:
    """What a reader of both builds, of which the second has all persons of the first, finds out about few persons."""
    few = before.few(limit) | after.few(limit)
    residue = {cell for cell in few if any(cell not in each.published.suppressed for each in (before, after))}
    rest = sorted(few - residue)
    first, second = cells_of(before.persons, dimension), cells_of(after.persons, dimension)
    # the late row is known: what one build shows is known of the other
    of_both = sorted({*before.known_cells(second), *after.known_cells(second)})
    narrowed = after.narrowed(of_both, rest)
    alone = {**before.narrowed(before.known_cells(first), rest), **after.narrowed(after.known_cells(second), rest)}
    return Counter({
        "attacked": len(few),
        "residue: five or more": sum(before.value(cell) > 0 for cell in residue),
        "residue: nobody": sum(before.value(cell) == 0 for cell in residue),
        "narrowed": len(narrowed),
        "exact": sum(count == 1 for count in narrowed.values()),
        "narrowed in one build alone": len(alone.keys() & narrowed.keys()),
    })  # fmt: skip


def seen(
    fact: Fact, indicators: Sequence[Indicator], dimension: str, years: range, opened: OpenBuild
) -> dict[int, Seen]:
    """What an employee sees of each year, and who is behind it."""
    counts = list(dict.fromkeys(sql for each in indicators for sql in counted(each, fact)))
    year_column = indicators[0].reference_dates[indicators[0].default_reference_date]
    of_year = persons(fact, counts, dimension, years, year_column=year_column, build=opened)
    shown = published(fact, indicators, dimension, years, opened)
    return {year: Seen(shown[year], of_year[year]) for year in years}


def add_late(inbox: Path, years: range, number: int, drawn: random.Random) -> None:
    """One more stay in the files of an inbox: one of those that ended in some years, as another person's."""
    path = inbox / "stays" / f"stays_{drawn.choice(years)}.csv"
    text = path.read_text(encoding="utf-8")
    delimiter = max(",;", key=text.partition("\n")[0].count)
    rows = list(csv.DictReader(text.splitlines(), delimiter=delimiter))
    late = drawn.choice(rows) | {"stay_id": f"late{number}", "person_id": f"late{number}"}
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\n").writerow(late)


def main() -> None:
    """Print a line in Markdown per dimension: the sum over the late rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--rows", type=int, default=5, help="late rows, one after the other")
    parser.add_argument("--years", default="2022:2025")
    parser.add_argument("--dimensions", nargs="+", default=DIMENSIONS)
    arguments = parser.parse_args()
    first, last = map(int, arguments.years.split(":"))
    years, drawn, config = range(first, last + 1), random.Random(arguments.seed), load_config()
    sums = {dimension: Counter[str]() for dimension in arguments.dimensions}
    with TemporaryDirectory() as folder:
        inbox, home = Path(folder, "inbox"), Path(folder, "warehouse")
        write_demo(inbox, arguments.scale, arguments.seed)
        before: dict[str, dict[int, Seen]] = {}
        for number in range(arguments.rows + 1):
            if number:
                add_late(inbox, years, number, drawn)
            build(config, inbox, home, lambda *_: None, as_of=AS_OF)
            current = Warehouse(home).current()
            if current is None:
                raise SystemExit("the demo could not be published")
            opened = open_build(current.path, config)
            of_stays = [each for each in opened.indicators.values() if each.persons and each.fact == "stays"]
            for dimension in arguments.dimensions:
                indicators = [each for each in of_stays if {"faculty", dimension} <= set(each.dimensions)]
                now = seen(of_stays[0].facts[0], indicators, dimension, years, opened)
                for year in years if number else ():
                    then = before[dimension][year]
                    if then.published != now[year].published:
                        limit = config.settings.suppress_below
                        sums[dimension] += compared(then, now[year], dimension, limit)
                before[dimension] = now
    print("| by faculty and | " + " | ".join(OUTCOMES) + " |")
    print("|---|" + "---:|" * len(OUTCOMES))
    for dimension, outcomes in sums.items():
        print(f"| {dimension} | " + " | ".join(str(outcomes[name]) for name in OUTCOMES) + " |")


if __name__ == "__main__":
    main()
