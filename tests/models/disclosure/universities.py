"""Small universities drawn at random, and every question that a reader could put to them."""

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import strategies as st

from models.asking import ask
from models.question import Question, Viewer
from models.store import OpenBuild
from tests.models.disclosure.attacker import Cell, cells_of
from tests.models.disclosure.people import PLACE, UNIT, People, universe

PLACES = (
    ("false", "Europe", "DE", "p1"),
    ("false", "Europe", "DE", "p2"),
    ("false", "Europe", "FR", "p3"),
    ("false", "Asia", "TW", "p4"),
    ("true", "Asia", "JP", "p5"),
    ("true", "Asia", "JP", "p6"),
    ("true", "Asia", "CN", "p7"),
    ("true", "America", "US", "p8"),
    ("true", "America", "US", "p9"),
)
# many are empty, many small, some large
COUNTS = st.one_of(st.just(0), st.integers(1, 4), st.integers(0, 12), st.integers(5, 60))


@st.composite
def units(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Two or three faculties of one to three departments of one to three programmes."""
    faculties = [
        [draw(st.integers(1, 3)) for _ in range(draw(st.integers(1, 3)))] for _ in range(draw(st.integers(2, 3)))
    ]
    return [
        (f"6{f}", f"6{f}{d}000", f"P{f}{d}{p}")
        for f, departments in enumerate(faculties)
        for d, programmes in enumerate(departments)
        for p in range(programmes)
    ]


@st.composite
def people(draw: st.DrawFn, attributes: tuple[str, ...], others: Sequence[tuple[str, ...]], years: int = 1) -> People:
    """Counts for every combination, a share of them emptied: tables are thin at their finest."""
    atoms = universe(range(2023, 2023 + years), draw(units()), others)
    thinned = draw(st.integers(1, 4))
    kept = draw(st.lists(st.integers(0, 3), min_size=len(atoms), max_size=len(atoms)))
    pairs = draw(st.lists(st.tuples(COUNTS, COUNTS), min_size=len(atoms), max_size=len(atoms)))
    counts = {atom: pair for atom, pair, keep in zip(atoms, pairs, kept, strict=True) if keep < thinned}
    return People(attributes, atoms, counts)


def members(least: int, most: int) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """The members of a dimension without levels."""
    return st.integers(least, most).map(lambda count: [(letter,) for letter in "abcde"[:count]])


def places() -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Partners in countries in regions, some of them in priority countries."""
    return st.lists(st.sampled_from(PLACES), min_size=2, max_size=6, unique=True)


def published(people: People, indicator: str, viewer: Viewer, build: OpenBuild) -> list[Cell]:
    """The cells of the answers to every question by units, one other dimension, and years alone or together."""
    answers = [ask(question, viewer, build) for question in _questions(people, indicator)]
    return cells_of(answers, people, is_share=indicator == "outbound_share")


def _questions(people: People, indicator: str) -> Iterator[Question]:
    by_units = [(), *((name,) for name in UNIT), UNIT[:2]]
    by_others = [(), *((name,) for name in people.attributes)]
    if people.attributes == PLACE:
        by_others.append(PLACE[:2])
    years = sorted({atom[0] for atom in people.atoms})
    for unit, other in product(by_units, by_others):
        yield Question(indicator, ("year", *unit, *other))
        if len(years) > 1:
            yield Question(indicator, (*unit, *other), years=(years[0], years[-1]))
    faculties = sorted({atom[1][0] for atom in people.atoms})
    for left_out in faculties:
        yield Question(indicator, ("year",), {"faculty": tuple(f for f in faculties if f != left_out)})
