"""Whatever changed, the parts sum to the difference; a part of few persons is known as one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.answer import Row, Sign
from models.catalogue import load_indicators
from models.changes.decompose import change, tells_of_few

SHARE, COUNT = load_indicators()["outbound_share"], load_indicators()["outgoing_stays"]
NUMBERS = st.integers(0, 50)
LIMIT = 5


def row(within: int, rest: int) -> Row:
    together = within + rest
    value = within / together if together else None
    return Row({"year": 2025}, within, together, value, None if together else Sign.NOT_APPLICABLE)


SHARES = st.lists(st.one_of(st.none(), st.builds(row, NUMBERS, NUMBERS)), min_size=4, max_size=4)
COUNTS = st.lists(
    st.one_of(st.none(), NUMBERS.map(lambda n: Row({"year": 2025}, n, None, float(n)))), min_size=4, max_size=4
)


@given(SHARES)
def test_the_parts_of_a_share_sum_to_its_difference(rows: list[Row | None]) -> None:
    decomposed = change({"year": 2025}, rows, [SHARE] * 4)
    assert decomposed.parts is not None
    assert decomposed.whole is not None
    parts = decomposed.parts.values()
    assert sum(part.numerator or 0 for part in parts) == decomposed.whole.numerator
    assert sum(part.denominator or 0 for part in parts) == decomposed.whole.denominator
    values = [part.value for part in parts]
    if None not in values:
        assert sum(value or 0 for value in values) == decomposed.whole.value


@given(COUNTS)
def test_the_parts_of_a_count_sum_to_its_difference_also_from_and_to_nothing(rows: list[Row | None]) -> None:
    decomposed = change({"year": 2025}, rows, [COUNT] * 4)
    first, last = (0 if one is None else one.value for one in (rows[0], rows[-1]))
    assert decomposed.parts is not None
    assert sum(part.value or 0 for part in decomposed.parts.values()) == (last or 0) - (first or 0)


@given(SHARES)
def test_few_are_any_one_to_four_who_came_or_went_at_a_step_with_a_stay_or_without(rows: list[Row | None]) -> None:
    counts = [
        (0, 0) if one is None else (one.numerator or 0, (one.denominator or 0) - (one.numerator or 0)) for one in rows
    ]
    steps = pairwise(counts)
    moved = [abs(after[side] - before[side]) for before, after in steps for side in (0, 1)]
    assert tells_of_few(rows, [SHARE] * 4, LIMIT) == bool({1, 2, 3, 4}.intersection(moved))


def test_what_is_suppressed_at_any_step_is_not_compared() -> None:
    suppressed = Row({"year": 2025}, None, None, None, Sign.SUPPRESSED)
    decomposed = change({"year": 2025}, [row(10, 10), suppressed, row(20, 10), row(20, 10)], [SHARE] * 4)
    assert (decomposed.parts, decomposed.whole) == (None, None)
