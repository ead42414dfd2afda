"""YAML as every definition file is read: by libyaml where it is there, a key once, and `NO` as the text it is."""

from collections.abc import Hashable
from typing import Any

import yaml

_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast as pure Python
_BOOL = "tag:yaml.org,2002:bool"


class _Loader(_BASE):  # type: ignore[misc, valid-type]  # which class it is depends on the machine
    """Safe YAML in which only true and false are booleans, as in YAML 1.2: the country code NO is text, not false."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own name and form
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL or first in "tTfF"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """As the base class does, but a key that is written twice is an error instead of its last value."""
        written: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in written:
                raise yaml.constructor.ConstructorError(
                    "while reading a mapping",
                    node.start_mark,
                    f"the key '{key.value}' is written twice",
                    key.start_mark,
                )
            written.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def parse_yaml(text: str) -> Any:  # whoever reads a file knows its form and checks it
    """The content of a YAML text. Raises yaml.YAMLError, with line and column, also where a key is written twice."""
    return yaml.load(text, _Loader)  # a safe loader
