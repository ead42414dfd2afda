"""What pooling indicators reveals: a share beside the counts that other indicators publish of its two parts.

Small universities are drawn at random, as the tests of suppression draw them. An employee asks for all three indicators
by faculty, department and campus, and works out by linear programming how many values a cell of 1-4 persons can have:
once with the tables decided together (as `ask` does), once with each indicator's on its own.

    python -m benchmarks.pooled --universities 120
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import given as drawn

from models.answer import Sign
from models.asking import ask
from models.catalogue import Indicator
from models.disclosure import hiding
from models.disclosure.measures import Measures, measures_over
from models.engines.engine import Engine
from models.facts import Fact
from models.question import Question, Viewer
from models.store import OpenBuild
from tests.models.disclosure.attacker import Cell, breaches
from tests.models.disclosure.people import People, graduated
from tests.models.disclosure.universities import members, people

K = 5
VIEWER = Viewer("viewer")
ABROAD, AT_HOME = "abroad", "at home"
GRAINS = tuple((*unit, *other) for unit in ((), ("faculty",), ("department",)) for other in ((), ("campus",)))
# which sides each indicator counts: as its numerator, its denominator, and the rest
SIDES = {
    "outbound_share": ((ABROAD,), (ABROAD, AT_HOME), (AT_HOME,)),
    "all_graduations": ((ABROAD, AT_HOME), (), ()),
    "graduations_abroad": ((ABROAD,), (), ()),
}


def with_counts(build: OpenBuild) -> OpenBuild:
    """The build with two more indicators: the denominator of the share, and its numerator, as counts."""
    share = build.indicators["outbound_share"]
    as_count = {"denominator": None, "value": "count", "unit": "number", "related": (), "cumulative_by": None}
    return replace(
        build,
        indicators={
            "outbound_share": share,
            "all_graduations": share.model_copy(
                update={"id": "all_graduations", "numerator": share.denominator, **as_count}
            ),
            "graduations_abroad": share.model_copy(update={"id": "graduations_abroad", **as_count}),
        },
    )


def by_side(of: People) -> People:
    """The same persons, those abroad and those at home being atoms of their own."""
    counts = {
        (year, unit, (*others, side)): (pair[at], 0)
        for (year, unit, others), pair in of.counts.items()
        for at, side in enumerate((ABROAD, AT_HOME))
    }
    atoms = tuple((year, unit, (*others, side)) for year, unit, others in of.atoms for side in (ABROAD, AT_HOME))
    return People((*of.attributes, "side"), atoms, counts)


def pooled(build: OpenBuild, of: People) -> Iterator[Cell]:
    """Every cell of the three indicators at every grain: numerators, denominators and rests, those not listed zero."""
    for indicator, parts in SIDES.items():
        for by in GRAINS:
            answer = ask(Question(indicator, ("year", *by)), VIEWER, build)
            rows = {tuple(row.key.values()): row for row in answer.rows}
            keys = {tuple(of.of(atom, name) for name in ("year", *by)) for atom in of.atoms}
            for key in keys | rows.keys():
                row = rows.get(key)
                is_shown = row is None or row.sign != Sign.HIDDEN
                within, together = (row.numerator or 0, row.denominator or 0) if row and is_shown else (0, 0)
                for sides, count in zip(parts, (within, together, together - within), strict=True):
                    atoms = frozenset(
                        atom
                        for atom in of.atoms
                        if of.of(atom, "side") in sides and tuple(of.of(atom, name) for name in ("year", *by)) == key
                    )
                    if atoms:
                        yield Cell(f"{indicator} {key} {sides}", atoms, (count, 0) if is_shown else None, is_sum=False)


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


def alone(engine: Engine, fact: Fact, year: str, indicators: Iterable[Indicator]) -> Measures:
    """Each count decided for itself, as if no other figure revealed it."""
    measures = measures_over(engine, fact, year, indicators)
    nothing = {when: tuple(() for _ in measures.sql) for when in measures.relations}
    return replace(measures, relations=nothing, splits=nothing)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--universities", type=int, default=120)
    universities = parser.parse_args().universities
    print("| tables decided | universities | cells of 1-4 | with a breach | narrowed below 5 values | of these exact |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, way in (("together", measures_over), ("each on its own", alone)):
        hiding.measures_over = way
        outcomes = attack(universities)
        figures = (outcomes[key] for key in ("universities", "cells", "breached universities", "narrowed", "exact"))
        print(f"| {name} | " + " | ".join(map(str, figures)) + " |", flush=True)


if __name__ == "__main__":
    main()
