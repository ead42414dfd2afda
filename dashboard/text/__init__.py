"""Words for people, in every language: `nb.yaml` and `en.yaml` hold the same keys."""

from functools import cache
from pathlib import Path

from data_contracts.yaml_text import parse_yaml
from models.languages import LANGUAGES

__all__ = ["LANGUAGES", "text", "texts"]


@cache
def texts(language: str) -> dict[str, str]:
    """Every text of a language by its dotted key."""
    content = parse_yaml((Path(__file__).parent / f"{language}.yaml").read_text(encoding="utf-8"))
    return dict(_flat(content, ""))


def text(key: str, language: str, **values: object) -> str:
    """The text of `key` with `{placeholders}` filled. Raises KeyError for an unknown key."""
    return texts(language)[key].format(**values)


def _flat(node: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in node.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
