"""What pooling indicators reveals: a share beside the counts that other indicators publish of its two parts.

Small universities are drawn at random, as the tests of suppression draw them. An employee asks for all three indicators
by faculty, department and campus, and works out by linear programming how many values a cell of 1-4 persons can have:
once with the tables decided together (as `ask` does), once with each indicator's on its own.

    python -m benchmarks.pooled --universities 120
"""

import argparse
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn

from models.catalogue import Indicator
from models.disclosure import deciding, suppression
from models.disclosure.cells import Ways, ways_of
from models.disclosure.measures import Measures, measures_over
from models.engines.engine import Engine
from models.facts import Fact
from tests.models.disclosure.attacker import breaches
from tests.models.disclosure.people import People, graduated
from tests.models.disclosure.pooling import by_side, pooled, with_counts
from tests.models.disclosure.universities import members, people

K = 5


def attack(universities: int) -> Counter[str]:
    """Cells of 1-4 persons that are suppressed, those of fewer than k possible values, and those known exactly."""
    outcomes = Counter[str]()

    @settings(max_examples=universities, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @drawn(members(2, 4).flatmap(lambda others: people(("campus",), others)))
    def one(of: People) -> None:
        # an employee sees the institution's own figures exactly: fewer than k in all bound every part of them
        if any(sum(pair[side] for pair in of.counts.values()) < K for side in (0, 1)):
            return
        persons = by_side(of)
        cells = list(pooled(with_counts(graduated(of)), persons))
        few = {cell.name for cell in cells if 0 < sum(persons.counts.get(a, (0, 0))[0] for a in cell.atoms) < K}
        breached = [breach for breach in breaches(cells, persons, K) if breach.cell in few]
        outcomes["universities"] += 1
        outcomes["cells"] += len({cell.atoms for cell in cells if cell.name in few})
        outcomes["breached universities"] += bool(breached)
        outcomes["narrowed"] += len(breached)
        outcomes["exact"] += sum(breach.low == breach.high for breach in breached)

    one()
    return outcomes


def alone(
    engine: Engine, fact: Fact, year: str, indicators: Iterable[Indicator], first: Collection[str] = ()
) -> Measures:
    """Each count decided for itself, as if no other figure revealed it."""
    measures = measures_over(engine, fact, year, indicators, first)
    apart = np.eye(len(measures.sql))  # each row in one count alone, so that none is a part of another
    of_year = dict.fromkeys(measures.of_year, frozenset(range(len(apart))))
    return replace(measures, read_ways=lambda: (apart, of_year))


def no_ways(*_: object) -> Ways:
    """No member's rows count in fewer ways than all do."""
    return {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--universities", type=int, default=120)
    universities = parser.parse_args().universities
    print("| tables decided | universities | cells of 1-4 | with a breach | narrowed below 5 values | of these exact |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, way, of_members in (("together", measures_over, ways_of), ("each on its own", alone, no_ways)):
        suppression.measures_over = way  # type: ignore[attr-defined]  # to compare
        deciding.ways_of = of_members  # type: ignore[assignment]
        outcomes = attack(universities)
        figures = (outcomes[key] for key in ("universities", "cells", "breached universities", "narrowed", "exact"))
        print(f"| {name} | " + " | ".join(map(str, figures)) + " |", flush=True)


if __name__ == "__main__":
    main()
