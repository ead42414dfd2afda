"""Profiles: how one institution's export says what our feeds say, so that nobody edits code to load it.

A profile's file maps headings and values per feed. Through a profile, every coded column also understands the
names of its code list in both languages (`Tyskland`, `Germany` → DE). A file with canonical headings and no profile
is taken at its word: there a country is two ISO letters, and anything else breaks `country_is_in_list`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from data_contracts.codes import code_table
from data_contracts.contract import Contract
from data_contracts.local import LocalSettings, local
from data_contracts.reading import load_contract
from data_contracts.yaml_text import parse_yaml

PROFILES = Path(__file__).parent / "profiles"


class ProfileError(Exception):
    """A profile cannot be used; the message names the profile, the feed, the word, and what was expected."""


@dataclass(frozen=True)
class Profile:
    """How to read one feed of an export.

    headings: theirs → ours; values: our column → {their value → ours}; date_formats: strptime formats tried
    after ISO 8601; decimal_comma: numbers are written 1 234,5; ignored: their headings that we leave unread.
    """

    name: str
    feed: str
    headings: dict[str, str]
    values: dict[str, dict[str, str]]
    date_formats: tuple[str, ...] = ()
    decimal_comma: bool = False
    ignored: tuple[str, ...] = ()


class _FeedPart(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    headings: dict[str, str]
    ignore: list[str] = []
    values: dict[str, dict[str, str]] = {}
    questions: dict[str, str] = {}


class _ProfileFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    description: str
    date_formats: list[str] = []
    decimal_comma: bool = False
    values: dict[str, dict[str, str]] = {}
    feeds: dict[str, _FeedPart]


def profiles() -> tuple[str, ...]:
    """Names of the profiles that ship with Utsyn, sorted."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.yaml")))


def canonical(feed: str) -> Profile:
    """The identity: our headings, our values, ISO dates, decimal points."""
    return Profile("canonical", feed, {}, {})


def shipped(feed: str) -> tuple[Profile, ...]:
    """The profiles that ship with Utsyn and read the feed, by name."""
    read = {name: _profile_file((PROFILES / f"{name}.yaml").read_text(encoding="utf-8"), name) for name in profiles()}
    return tuple(load_profile(name, feed) for name, file in read.items() if feed in file.feeds)


def load_profile(name: str, feed: str) -> Profile:
    """The part of a profile that reads one feed; `name` is a shipped one's, or the path of a file of your own.

    Raises ProfileError.
    """
    if name == "canonical":
        return canonical(feed)
    path = Path(name) if is_path(name) else PROFILES / f"{name}.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = f"known: {', '.join(('canonical', *profiles()))}, or a file of your own whose name ends in .yaml"
        raise ProfileError(f"no profile '{name}' that can be read; {known}") from error
    return read_profile(text, path.name if is_path(name) else name, feed)


def is_path(name: str) -> bool:
    """Whether a profile is named by its file, and not as one of those that ship with Utsyn."""
    return name.endswith((".yaml", ".yml"))


def read_profile(text: str, name: str, feed: str) -> Profile:
    """Interpret the text of a profile's file for one feed. Raises ProfileError."""
    return _read_profile(text, name, feed, local())


@cache
def _read_profile(text: str, name: str, feed: str, _settings: LocalSettings) -> Profile:
    file = _profile_file(text, name)
    if feed not in file.feeds:
        raise ProfileError(f"profile '{name}' does not read the feed '{feed}'; it reads {', '.join(file.feeds)}")
    part, contract = file.feeds[feed], load_contract(feed)
    if part.questions:
        raise ProfileError(
            f"profile '{name}': questions about {feed} are open ({'; '.join(map(': '.join, part.questions.items()))}). "
            "Move each heading to `headings` or `ignore`, and take it out of `questions`."
        )
    if twice := sorted(set(part.headings) & set(part.ignore)):
        raise ProfileError(f"profile '{name}': {feed} both maps and ignores {', '.join(twice)}; keep one")
    known = {column.name for column in contract.columns}
    if unknown := sorted({*part.headings.values(), *part.values} - known):
        raise ProfileError(f"profile '{name}': {feed} has no column {', '.join(unknown)}")
    values = {
        column: names | file.values.get(column, {}) | part.values.get(column, {})
        for column, names in code_names(contract).items()
    }
    reading = tuple(file.date_formats), file.decimal_comma
    return Profile(name, feed, part.headings, values, *reading, ignored=tuple(part.ignore))


@cache
def _profile_file(text: str, name: str) -> _ProfileFile:
    try:
        return _ProfileFile.model_validate(parse_yaml(text))
    except yaml.YAMLError as error:
        raise ProfileError(f"profile '{name}': is not YAML: {error}") from error
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ProfileError(f"profile '{name}': {problems}") from error


def code_names(contract: Contract) -> dict[str, dict[str, str]]:
    """Column → {name in either language → code}, which every profile understands; empty without a code list."""
    names: dict[str, dict[str, str]] = {}
    for column in contract.columns:
        names[column.name] = {}
        if column.code_list and column.type != "list":
            table = code_table(column.code_list)
            for language in ("name_en", "name_nb"):
                names[column.name] |= dict(zip(table[language], table.to_series(0), strict=True))
    return names
