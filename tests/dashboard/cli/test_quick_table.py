"""A plain table is drawn as rich would draw it, to the letter, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cli.output import PIPED_WIDTH, rich_table
from dashboard.cli.quick_table import plain_table

CELLS = st.one_of(
    st.sampled_from(
        ["", "17,0\xa0%", "1\u202f165", "63 Økonomi", "–", "..", " x", "x ", "[bold]x[/]", "a\tb", "a\nb", "é", "日本"]
    ),
    st.text(max_size=90),
)


def test_a_table_has_its_headings_a_rule_and_columns_flush_left_or_right() -> None:
    drawn = plain_table(("unit", "value"), [("63", "17,0\xa0%"), ("Økonomi", "9")], {"value"}, PIPED_WIDTH)
    assert drawn == "unit       value\n────────────────\n63        17,0\xa0%\nØkonomi        9\n"


def test_what_needs_care_is_left_to_rich() -> None:
    assert plain_table(("a",), [("日本",)], (), PIPED_WIDTH) is None
    assert plain_table(("a",), [("x" * 201,)], (), PIPED_WIDTH) is None


@pytest.mark.slow
@given(st.integers(1, 4).flatmap(lambda n: st.tuples(*[st.lists(st.tuples(*[CELLS] * n), min_size=1, max_size=4)] * 2)))
def test_every_other_table_is_the_one_that_rich_draws(
    drawn: tuple[list[tuple[str, ...]], list[tuple[str, ...]]],
) -> None:
    (headings, *_), rows = drawn
    right = {headings[0]}
    plain = plain_table(headings, rows, right, PIPED_WIDTH)
    assert plain is None or plain == rich_table(headings, rows, right)
