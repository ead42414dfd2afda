"""No reader narrows a hidden count to fewer than five values: shown by one who has every answer and linear algebra."""

from itertools import product

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from models.question import Viewer
from tests.models.disclosure.attacker import breaches
from tests.models.disclosure.people import PLACE, People, graduated, went_abroad
from tests.models.disclosure.universities import members, people, places, published

K = 5
VIEWER, DEAN, HEAD = Viewer("viewer"), Viewer("unit_analyst", "60"), Viewer("unit_analyst", "600000")
VIEWERS = st.sampled_from([VIEWER, DEAN, HEAD])
some = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def own(viewer: Viewer, of: People) -> list[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """What a reader knows without asking: the persons of the own unit."""
    return [atom for atom in of.atoms if viewer.unit in atom[1]]


@some
@drawn(members(2, 5).flatmap(lambda others: people(("gender",), others, years=2)), VIEWERS)
def test_of_shares_by_units_and_another_dimension_over_years(of: People, viewer: Viewer) -> None:
    cells = published(of, "outbound_share", viewer, graduated(of))
    assert not breaches(cells, of, K, own(viewer, of))


@some
@drawn(places().flatmap(lambda others: people(PLACE, others)), VIEWERS)
def test_of_ratios_by_units_and_places_inside_places(of: People, viewer: Viewer) -> None:
    cells = published(of, "exchange_balance", viewer, went_abroad(of))
    assert not breaches(cells, of, K, own(viewer, of))


@some
@drawn(places().flatmap(lambda others: people(PLACE, others)))
def test_of_counts_by_units_and_places_inside_places(of: People) -> None:
    outgoing = People(of.attributes, of.atoms, {atom: (out, 0) for atom, (_, out) in of.counts.items()})
    build = went_abroad(of)
    assert not breaches(published(outgoing, "outgoing_stays", VIEWER, build), outgoing, K)


@some
@drawn(people(("gender", "campus"), list(product("ab", "xyz"))), VIEWERS)
def test_of_several_dimensions_that_are_asked_for_one_by_one(of: People, viewer: Viewer) -> None:
    cells = published(of, "outbound_share", viewer, graduated(of))
    assert not breaches(cells, of, K, own(viewer, of))


@pytest.mark.slow
@settings(some, max_examples=100)
@drawn(members(2, 5).flatmap(lambda others: people(("gender",), others, years=3)), VIEWERS)
def test_of_shares_in_many_universities(of: People, viewer: Viewer) -> None:
    cells = published(of, "outbound_share", viewer, graduated(of))
    assert not breaches(cells, of, K, own(viewer, of))
