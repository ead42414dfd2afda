"""What exports in other languages call our columns and codes: one file per language. Another language is a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data_contracts.yaml_text import parse_yaml

FOLDER = Path(__file__).parent
LEAST = 2  # headings that a language must know before it is taken for the file's
TRUTH = {"yes": "true", "no": "false"}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    headings: dict[str, list[str]]
    values: dict[str, dict[str, str] | list[str]]


@dataclass(frozen=True)
class Vocabulary:
    """A language: our column → headings; our column → {value → our code}; value → `true` or `false`."""

    language: str
    headings: dict[str, list[str]]
    values: dict[str, dict[str, str]]
    truth: dict[str, str]


@cache
def vocabularies() -> tuple[Vocabulary, ...]:
    """Every language there is a file of, by its code."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.yaml")))


def vocabulary_of(words: Iterable[str], known_words: dict[str, set[str]]) -> Vocabulary | None:
    """The language that knows the most of a file's folded headings, None where none knows two.

    known: language → its headings, folded.
    """
    requested = set(words)
    counts = {language: len(requested & own_words) for language, own_words in known_words.items()}
    best = max(counts, key=lambda language: counts[language], default=None)
    if best is None or counts[best] < LEAST:
        return None
    return next(vocabulary for vocabulary in vocabularies() if vocabulary.language == best)


def _read(path: Path) -> Vocabulary:
    file = _File.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    values = {column: codes for column, codes in file.values.items() if isinstance(codes, dict)}
    words = {name: cells for name, cells in file.values.items() if isinstance(cells, list)}
    truth = {cell: TRUTH[name] for name, cells in words.items() for cell in cells}
    return Vocabulary(path.stem, file.headings, values, truth)
