"""A text in several languages, and which languages there are: `languages.yaml` says."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import ConfigDict, RootModel, StringConstraints, model_validator

from data_contracts.yaml_text import parse_yaml

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True)
class Language:
    """A language as `languages.yaml` describes it."""

    name: str
    authority: str
    falls_back_to: str | None = None
    locale: str | None = None


@dataclass(frozen=True)
class _Described:
    """What `languages.yaml` holds; another key is refused."""

    languages: Mapping[str, Mapping[str, str]]
    messages: str


_DESCRIBED = _Described(**parse_yaml(Path(__file__).with_name("languages.yaml").read_text(encoding="utf-8")))
LANGUAGES: Mapping[str, Language] = {code: Language(**fields) for code, fields in _DESCRIBED.languages.items()}
COMPLETE = tuple(code for code, language in LANGUAGES.items() if language.falls_back_to is None)
LANGUAGE_CODE = re.compile("[a-z]{2,3}")
MESSAGES = _DESCRIBED.messages


class LanguageError(ValueError):
    """A language that Utsyn has no texts in; the message names those it has."""


class Borrowed(str):
    """A text in `language`, shown because there is none in the language that was asked for."""

    language: str

    def __new__(cls, content: str, language: str = "") -> "Borrowed":
        borrowed = super().__new__(cls, content)
        borrowed.language = language
        return borrowed


def check_languages(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes as they are. Raises LanguageError where there are none, or one is unknown or repeated."""
    known_names = ", ".join(LANGUAGES)
    if unknown := [code for code in codes if code not in LANGUAGES]:
        raise LanguageError(f"unknown language {', '.join(repr(code) for code in unknown)}; known: {known_names}")
    if not codes or len(set(codes)) < len(codes):
        raise LanguageError(f"expected one or more languages, each once, of: {known_names}")
    return codes


def fallbacks(language: str) -> tuple[str, ...]:
    """The language, then those whose text is shown where it has none, then the languages that have every text."""
    order = [language]
    while (following := LANGUAGES[order[-1]].falls_back_to) is not None:
        order.append(following)
    return tuple(dict.fromkeys((*order, *COMPLETE)))


def locale_of(language: str) -> str:
    """The locale (as Babel names it) by which numbers and dates are written."""
    return LANGUAGES[language].locale or language


def in_language(texts: Mapping[str, str], language: str, otherwise: str | None = None) -> str:
    """The text in the language; else in the first of its fallbacks that there is, marked as borrowed; else `otherwise`.

    Raises KeyError where there is none of these.
    """
    for code in fallbacks(language):
        if code in texts:
            return texts[code] if code == language else Borrowed(texts[code], code)
    if otherwise is not None:
        return otherwise
    raise KeyError(f"no text in '{language}' or in a language that it falls back to; there is: {', '.join(texts)}")


class OwnText(RootModel[Mapping[str, Line]]):
    """A text of an institution's own, such as its plan's, by language: in that of messages, and in any others."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _is_written(self) -> Self:
        if unknown := [code for code in self.root if not LANGUAGE_CODE.fullmatch(code)]:
            known_names = ", ".join(LANGUAGES)
            raise ValueError(f"unknown language {', '.join(unknown)}; expected two or three letters: {known_names}, es")
        if MESSAGES not in self.root:
            raise ValueError(f"has no text in {MESSAGES}")
        return self

    def __getitem__(self, language: str) -> str:
        return in_language(self.root, language)

    def __hash__(self) -> int:
        return hash(tuple(self.root.items()))

    def written(self) -> Iterator[tuple[str, str]]:
        """Language code and text, of the languages in which it is written."""
        return iter(self.root.items())


class Text(OwnText):
    """A text by language code: in every language that falls back to no other, in the others where it is written."""

    @model_validator(mode="after")
    def _is_written(self) -> Self:
        if unknown := [code for code in self.root if code not in LANGUAGES]:
            raise ValueError(f"unknown language {', '.join(unknown)}; known: {', '.join(LANGUAGES)}")
        if lacking := [code for code in COMPLETE if code not in self.root]:
            raise ValueError(f"has no text in {', '.join(lacking)}")
        return self


def named_columns(columns: Container[str], prefix: str = "name") -> dict[str, str]:
    """Language code → the column `<prefix>_<language>`, of those that a table has."""
    names = {code: f"{prefix}_{code}" for code in LANGUAGES}
    return {code: name for code, name in names.items() if name in columns}
