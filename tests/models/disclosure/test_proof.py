"""No reader narrows a suppressed count to fewer than five values: one with every answer and linear algebra tries."""

from itertools import product

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from models.question import Viewer
from tests.models.disclosure.attacker import Breach, Cell, breaches
from tests.models.disclosure.people import PLACE, People, graduated, went_abroad
from tests.models.disclosure.pooling import by_side, pooled, with_counts
from tests.models.disclosure.universities import members, people, places, published

pytestmark = pytest.mark.slow

K = 5
VIEWER, DEAN, HEAD = Viewer("viewer"), Viewer("unit_analyst", "60"), Viewer("unit_analyst", "600000")
VIEWERS = st.sampled_from([VIEWER, DEAN, HEAD])
some = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def own(viewer: Viewer, of: People) -> list[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """What a reader knows without asking: the persons of the own unit."""
    return [atom for atom in of.atoms if viewer.unit in atom[1]]


def known_too_well(cells: list[Cell], of: People, viewer: Viewer) -> list[Breach]:
    """The suppressed cells of 1-4 persons that a reader narrows.

    What protects these need not be protected itself: it holds many, or nobody.
    """
    atoms = {cell.name: cell.atoms for cell in cells}
    narrowed = breaches(cells, of, K, own(viewer, of))
    few = [sum(of.counts.get(atom, (0, 0))[breach.count] for atom in atoms[breach.cell]) for breach in narrowed]
    return [breach for breach, persons in zip(narrowed, few, strict=True) if 0 < persons < K]


@some
@drawn(members(2, 5).flatmap(lambda others: people(("degree_level",), others, years=2)), VIEWERS)
def test_of_shares_by_units_and_another_dimension_over_years(of: People, viewer: Viewer) -> None:
    cells = published(of, "outbound_share", viewer, graduated(of))
    assert not known_too_well(cells, of, viewer)


@some
@drawn(places().flatmap(lambda others: people(PLACE, others)), VIEWERS)
def test_of_ratios_by_units_and_places_inside_places(of: People, viewer: Viewer) -> None:
    cells = published(of, "exchange_balance", viewer, went_abroad(of))
    assert not known_too_well(cells, of, viewer)


@some
@drawn(places().flatmap(lambda others: people(PLACE, others)))
def test_of_counts_by_units_and_places_inside_places(of: People) -> None:
    outgoing = People(of.attributes, of.atoms, {atom: (out, 0) for atom, (_, out) in of.counts.items()})
    build = went_abroad(of)
    assert not known_too_well(published(outgoing, "outgoing_stays", VIEWER, build), outgoing, VIEWER)


@some
@drawn(people(("degree_level", "campus"), list(product("ab", "xyz"))), VIEWERS)
def test_of_several_dimensions_that_are_asked_for_one_by_one(of: People, viewer: Viewer) -> None:
    cells = published(of, "outbound_share", viewer, graduated(of))
    assert not known_too_well(cells, of, viewer)


@settings(some, max_examples=8)
@drawn(members(2, 4).flatmap(lambda others: people(("campus",), others)))
def test_of_a_share_and_of_the_counts_that_two_other_indicators_publish_of_its_parts(of: People) -> None:
    # an employee sees the institution's own figures exactly: fewer than k in all bound every part of them
    assume(all(sum(pair[side] for pair in of.counts.values()) >= K for side in (0, 1)))
    persons = by_side(of)
    cells = list(pooled(with_counts(graduated(of)), persons))
    few = {cell.name for cell in cells if 0 < sum(persons.counts.get(a, (0, 0))[0] for a in cell.atoms) < K}
    assert not [breach for breach in breaches(cells, persons, K) if breach.cell in few]


@settings(some, max_examples=100)
@drawn(members(2, 5).flatmap(lambda others: people(("degree_level",), others, years=3)), VIEWERS)
def test_of_shares_in_many_universities(of: People, viewer: Viewer) -> None:
    cells = published(of, "outbound_share", viewer, graduated(of))
    assert not known_too_well(cells, of, viewer)
