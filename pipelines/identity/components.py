"""Which things hang together through what they share."""

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(links: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """The connected components of a graph given by its links; in any order of the links, the same sets."""
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in links:
        parent[root(one)] = root(other)
    groups: dict[Node, set[Node]] = {}
    for node in list(parent):
        groups.setdefault(root(node), set()).add(node)
    return sorted(groups.values(), key=_smallest)


def _smallest(nodes: set[Node]) -> Any:
    return min(map(str, nodes))
