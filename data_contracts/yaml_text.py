"""YAML as every definition file is read: by libyaml where it is there, a key once, and `NO` as the text it is."""

import re
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast as pure Python
_QUOTED = re.compile(r"'([^']+)'")
_WORD = re.compile(r"\w+")
_BOOL = "tag:yaml.org,2002:bool"


class UnreadableTextError(ValueError):
    """A file is not UTF-8 text; the message names the line."""


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


def line_of_field(text: str, keys: Sequence[str | int]) -> int | None:
    """The line, from 1, of what the keys lead to; of the last of them that is there; None where the first is not."""
    return _at(yaml.compose(text, _Loader), keys)[1]


def line_of_text(text: str, wanted: str) -> int | None:
    """The line, from 1, of the first key or value that is this text."""
    return next(
        (node.start_mark.line + 1 for node in _scalars(yaml.compose(text, _Loader)) if node.value == wanted), None
    )


def line_of_mistake(text: str, keys: Sequence[str | int], message: str) -> int:
    """The line, from 1, where a mistake is: of the key that the message names in what the keys lead to, or of that.

    Where they lead nowhere it is that of a word that the message quotes, or of a key that it names, else the first one.
    """
    root = yaml.compose(text, _Loader)
    part, line = _at(root, keys)
    if line is None:
        quoted = (line_of_text(text, word) for word in _QUOTED.findall(message))
        if at_quoted := next(filter(None, quoted), None):
            return at_quoted
        part = root
    entries = part.value if isinstance(part, yaml.MappingNode) else ()
    lines = {key.value: int(key.start_mark.line) + 1 for key, _ in entries}
    return next((lines[word] for word in _WORD.findall(message) if word in lines), line or 1)


def read_text(path: Path) -> str:
    """A file of UTF-8 text, with or without its mark. Raises OSError, UnreadableTextError."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableTextError(f"is not UTF-8 text{in_line(line)}; save it as UTF-8") from error


def in_line(line: int | None) -> str:
    """What a message ends with where the line of a mistake is known."""
    return f" (line {line})" if line else ""


def _at(root: yaml.Node | None, keys: Sequence[str | int]) -> tuple[yaml.Node | None, int | None]:
    """What the keys lead to and its line; no node but the line of the last that is there, where others are not."""
    node, line = root, None
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            entry = next((pair for pair in node.value if pair[0].value == str(key)), None)
            if entry is None:
                return None, line
            line, node = int(entry[0].start_mark.line) + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = int(node.start_mark.line) + 1
        else:
            return None, line
    return node, line


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
