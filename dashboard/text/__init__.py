"""Words for people: one file per language, `<language>.yaml`, with the same keys."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from data_contracts.text import LANGUAGES as DESCRIBED
from data_contracts.text import Borrowed, fallbacks
from data_contracts.yaml_text import parse_yaml

__all__ = ["LANGUAGES", "text", "texts", "written"]

LANGUAGES = tuple(DESCRIBED)


@cache
def texts(language: str) -> Mapping[str, str]:
    """Every text by its dotted key; what the language lacks is borrowed from the first of its fallbacks that has it."""
    words: dict[str, str] = {}
    for code in reversed(fallbacks(language)):
        own_texts = written(code)
        words |= own_texts if code == language else {key: Borrowed(content, code) for key, content in own_texts.items()}
    return words


@cache
def written(language: str) -> dict[str, str]:
    """The texts of a language's own file by their dotted keys."""
    content = parse_yaml((Path(__file__).parent / f"{language}.yaml").read_text(encoding="utf-8"))
    return dict(_flat(content, ""))


def text(key: str, language: str, **values: object) -> str:
    """The text of `key` with `{placeholders}` filled. Raises KeyError for an unknown key."""
    words = texts(language)[key]
    filled = words.format(**values)
    return Borrowed(filled, words.language) if isinstance(words, Borrowed) else filled


def _flat(node: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
