"""Profiles: how one institution's export says what our feeds say, so that nobody edits code to load it.

A profile's file maps headings and values per feed. Through a profile, every coded column also understands the
names of its code list in every language (`Tyskland`, `Germany` → DE). A file with canonical headings and no profile
is taken at its word: there a country is two ISO letters, and anything else breaks `country_is_in_list`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated

import polars as pl
import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from data_contracts.cell_parser import as_typed
from data_contracts.codes import code_table
from data_contracts.contract import Contract, feeds
from data_contracts.contract_parser import load_contract
from data_contracts.errors import UtsynError
from data_contracts.local import LocalSettings, local
from data_contracts.profile import PLACEHOLDER, Profile, Unpivot
from data_contracts.text import named_columns
from data_contracts.yaml_text import in_line, line_of_field, line_of_mistake, line_of_text, parse_yaml

KINDS = {"date": "a day as 2026-08-01", "bool": "true or false", "int": "a whole number", "num": "a number"}
PROFILES = Path(__file__).parent / "profiles"


class ProfileError(UtsynError):
    """A profile cannot be used; the message names the profile, the feed, the word, and what was expected."""


def _text(value: object) -> object:
    """A day or a yes as it is written; a number has to be quoted, for YAML takes 0123 for 83."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        raise ValueError(f"write it in quotes, as text: '{value}'")
    return value.isoformat() if isinstance(value, date) else value


def _pattern(text: str) -> str:
    """Check that a text is a regular expression, as Polars understands them."""
    try:
        pl.Series([""]).str.contains(text)
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"is not a regular expression: {str(error).partition(chr(10))[0]}") from error
    return text


def _date_format(text: str) -> str:
    """Check that a format says a day whole: a day written by it must be read by it."""
    moment = datetime(2021, 2, 13, 9, 30)
    try:
        read = pl.Series([moment]).dt.to_string(text).str.to_date(text, strict=False).to_list()
    except pl.exceptions.PolarsError:
        read = []
    if read != [moment.date()]:
        raise ValueError(f"'{text}' says no day, month and year; write it as %d.%m.%Y for 13.02.2021")
    return text


Text = Annotated[str, BeforeValidator(_text)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Unpivot(_Part):
    headings: dict[str, Text] = Field(min_length=1)
    into: str
    values: str


class _FeedPart(_Part):
    headings: dict[str, str | list[str]]
    ignore: list[str] = []
    values: dict[str, dict[Text, Text]] = {}
    patterns: dict[str, dict[Pattern, str]] = {}
    constants: dict[str, Text] = {}
    composed: dict[str, str] = {}
    unpivot: _Unpivot | None = None
    skip_rows: dict[str, list[Pattern]] = {}
    sheets: list[str] = []
    headings_row: int | None = Field(default=None, ge=1)
    any_width: list[str] = []
    questions: dict[str, str] = {}


class _ProfileFile(_Part):
    description: str
    date_formats: list[Annotated[str, AfterValidator(_date_format)]] = []
    decimal_comma: bool = False
    values: dict[str, dict[Text, Text]] = {}
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
        known_names = f"known: {', '.join(('canonical', *profiles()))}, or a file of your own whose name ends in .yaml"
        raise ProfileError(f"no profile '{name}' that can be read; {known_names}") from error
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
        raise ProfileError(
            f"profile '{name}' does not read the feed '{feed}'; it reads {', '.join(file.feeds)}"
            + in_line(line_of_field(text, ("feeds",)))
        )
    part, contract = file.feeds[feed], load_contract(feed)
    if part.questions:
        raise ProfileError(
            f"profile '{name}': questions about {feed} are open ({'; '.join(map(': '.join, part.questions.items()))}). "
            "Move each heading to `headings` or `ignore`, and take it out of `questions`"
            + in_line(line_of_field(text, ("feeds", feed, "questions")))
            + "."
        )
    if twice := sorted(set(part.headings) & set(part.ignore)):
        raise ProfileError(
            f"profile '{name}': {feed} both maps and ignores {', '.join(twice)}; keep one{_in_line(twice, text)}"
        )
    values = {
        column: names | file.values.get(column, {}) | part.values.get(column, {})
        for column, names in code_names(contract).items()
    }
    if not is_path(name):
        values = _of_own_codes(values, contract)
    several = {theirs: [ours] if isinstance(ours, str) else ours for theirs, ours in part.headings.items()}
    profile = Profile(
        name,
        feed,
        {theirs: ours[0] for theirs, ours in several.items() if ours},
        values,
        tuple(file.date_formats),
        file.decimal_comma,
        tuple(part.ignore),
        {theirs: tuple(ours[1:]) for theirs, ours in several.items() if len(ours) > 1},
        part.constants,
        part.composed,
        Unpivot(**part.unpivot.model_dump()) if part.unpivot else None,
        {theirs: tuple(patterns) for theirs, patterns in part.skip_rows.items()},
        part.patterns,
        tuple(part.sheets),
        part.headings_row,
        tuple(part.any_width),
    )
    _check_columns(profile, {*profile.headings.values(), *part.values, *part.patterns, *part.any_width}, contract, text)
    return profile


def _of_own_codes(values: dict[str, dict[str, str]], contract: Contract) -> dict[str, dict[str, str]]:
    """Without what a list of the institution's own, in the place of the shipped one, has no code for."""
    code_lists = dict(local().code_lists)
    codes = {column.name: {"", *(column.codes or ())} for column in contract.columns if column.code_list in code_lists}
    return {
        column: {theirs: ours for theirs, ours in names.items() if column not in codes or ours in codes[column]}
        for column, names in values.items()
    }


def _check_columns(profile: Profile, named: set[str], contract: Contract, text: str) -> None:
    """Raise ProfileError for a column that the feed does not have, or that is given its value twice."""
    known_columns = {column.name for column in contract.columns}
    if unknown := sorted((named | profile.given) - known_columns):
        raise ProfileError(
            f"profile '{profile.name}': {profile.feed} has no column {', '.join(unknown)}; "
            f"its columns are {', '.join(column.name for column in contract.columns)}{_in_line(unknown, text)}"
        )
    given = [
        *profile.constants, *profile.composed, *(ours for more in profile.copies.values() for ours in more),
        *((profile.unpivot.into, profile.unpivot.values) if profile.unpivot else ()),
    ]  # fmt: skip
    if twice := sorted({name for name in given if given.count(name) > 1 or name in profile.headings.values()}):
        raise ProfileError(
            f"profile '{profile.name}': {profile.feed} gives {', '.join(twice)} in two ways; keep one"
            f"{_in_line(twice, text)}"
        )
    for coded in (column for column in contract.columns if column.codes and column.type != "list"):
        named_codes = {*profile.values[coded.name].values(), *filter(None, [profile.constants.get(coded.name)])}
        if unknown := sorted(named_codes - {"", *(coded.codes or ())}):
            raise ProfileError(
                f"profile '{profile.name}': {profile.feed}.{coded.name} has no code {', '.join(unknown)}; "
                f"its codes are those of the list {coded.code_list}{_in_line(unknown, text)}"
            )
    for column, ours in ((c, o) for c, forms in profile.patterns.items() for o in forms.values() if "$" not in o):
        codes = next(one.codes for one in contract.columns if one.name == column)
        if codes and ours not in {"", *codes}:
            raise ProfileError(
                f"profile '{profile.name}': {profile.feed}.{column} has no code {ours}{_in_line([ours], text)}"
            )
    _check_constants(profile, contract, text)
    for column, form in profile.composed.items():
        if not PLACEHOLDER.search(form):
            raise ProfileError(
                f"profile '{profile.name}': {column} is composed of no cell; name one, as {{heading}}"
                f"{_in_line([form], text)}"
            )


def _check_constants(profile: Profile, contract: Contract, text: str) -> None:
    """Raise ProfileError for a value of every row that its column could not have."""
    constant = [column for column in contract.columns if column.name in profile.constants]
    row = pl.DataFrame({column.name: [profile.constants[column.name]] for column in constant})
    read = as_typed(row, replace(contract, columns=tuple(constant)), profile.date_formats, profile.decimal_comma)
    for column in constant:
        written = profile.constants[column.name]
        if not written.strip() or (read[column.name][0] is None and not profile.values[column.name]):
            expected = KINDS.get(column.type, "a value; leave the column out where there is none")
            raise ProfileError(
                f"profile '{profile.name}': constants: {column.name}: found '{written}', expected {expected}"
                + in_line(line_of_field(text, ("feeds", profile.feed, "constants", column.name)))
            )


def _in_line(written: Sequence[str], text: str) -> str:
    """The line of the first of them, as a message ends."""
    return in_line(line_of_text(text, written[0]))


@cache
def _profile_file(text: str, name: str) -> _ProfileFile:
    try:
        file = _ProfileFile.model_validate(parse_yaml(text))
    except yaml.YAMLError as error:
        raise ProfileError(f"profile '{name}': is not YAML: {error}") from error
    except ValidationError as error:
        problems = "; ".join(
            ": ".join(filter(None, (".".join(map(str, e["loc"])), e["msg"])))
            + in_line(line_of_mistake(text, e["loc"], e["msg"]))
            for e in error.errors()
        )
        raise ProfileError(f"profile '{name}': {problems}") from error
    known_columns = {column.name for feed in file.feeds if feed in feeds() for column in load_contract(feed).columns}
    if unknown := sorted(set(file.values) - known_columns) if known_columns else []:
        raise ProfileError(
            f"profile '{name}': values: none of its feeds has a column {', '.join(unknown)}{_in_line(unknown, text)}"
        )
    return file


def code_names(contract: Contract) -> dict[str, dict[str, str]]:
    """Column → {name in either language → code}, which every profile understands; empty without a code list."""
    names: dict[str, dict[str, str]] = {}
    for column in contract.columns:
        names[column.name] = {}
        if column.code_list and column.type != "list":
            table = code_table(column.code_list)
            for name in named_columns(table.columns).values():
                names[column.name] |= dict(zip(table[name], table.to_series(0), strict=True))
    return names
