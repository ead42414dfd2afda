"""What hangs together does so in whatever order it is told."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity.components import components

LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15)


def test_things_that_share_hang_together_through_others_too() -> None:
    assert components([("a", "x"), ("b", "x"), ("b", "y"), ("c", "y"), ("d", "z")]) == [
        {"a", "b", "c", "x", "y"},
        {"d", "z"},
    ]


@given(LINKS.flatmap(lambda links: st.tuples(st.just(links), st.permutations(links))), st.booleans())
def test_order_and_direction_do_not_matter(
    links: tuple[list[tuple[int, int]], list[tuple[int, int]]], turn: bool
) -> None:
    one, other = links

    assert components(one) == components((b, a) if turn else (a, b) for a, b in other)


@given(LINKS)
def test_every_node_is_in_one_component_and_ends_of_a_link_in_the_same(links: list[tuple[int, int]]) -> None:
    result = components(links)

    assert sorted(node for group in result for node in group) == sorted({node for link in links for node in link})
    assert all(any({a, b} <= group for group in result) for a, b in links)
