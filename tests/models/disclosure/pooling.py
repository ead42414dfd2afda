"""A share beside the counts that other indicators publish of its two parts, asked for at every grain."""

from collections.abc import Iterator
from dataclasses import replace

from models.answer import Sign
from models.asking import ask
from models.question import Question, Viewer
from models.store import OpenBuild
from tests.models.disclosure.attacker import Cell
from tests.models.disclosure.people import People

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
                is_shown = row is None or row.sign != Sign.SUPPRESSED
                within, together = (row.numerator or 0, row.denominator or 0) if row and is_shown else (0, 0)
                for sides, count in zip(parts, (within, together, together - within), strict=True):
                    atoms = frozenset(
                        atom
                        for atom in of.atoms
                        if of.of(atom, "side") in sides and tuple(of.of(atom, name) for name in ("year", *by)) == key
                    )
                    if atoms:
                        yield Cell(f"{indicator} {key} {sides}", atoms, (count, 0) if is_shown else None, is_sum=False)
