"""Which public files there are and where: `sources.yaml`, with what utsyn.toml puts in its place."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data_contracts.yaml_text import parse_yaml
from models.config import Config, ConfigError
from models.institutions import known_institutions, own_institution
from pipelines.nearest import nearest

DEFINITIONS = Path(__file__).with_name("sources.yaml")
Kind = Literal["csv", "xlsx", "zip", "dbh", "jsonl"]
MEGABYTE = 1_000_000


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pages(_Table):
    """How an interface gives its results page by page: under which key, and where the next page is.

    `next` is where a page has the address of the next one, or with `cursor` the value of that parameter. Between two
    pages there are `pause` seconds. A key of the reader's own comes from the environment and is never written down.
    """

    results: str
    next: str
    cursor: str = ""
    pause: float = Field(default=0.5, ge=0)
    key_parameter: str = ""
    key_from: str = ""


class RemoteFile(_Table):
    """A file at its publisher's, or with `link` the page that says where it is."""

    url: str
    link: str = ""
    name: str = ""
    body: dict[str, Any] | None = None
    request: str = ""
    pages: Pages | None = None
    unpack: str = ""
    checksum: str = Field(default="", pattern=r"^((sha256:[0-9a-f]{64})|(md5:[0-9a-f]{32}))?$")

    @field_validator("link")
    @classmethod
    def _is_a_pattern(cls, link: str) -> str:
        try:
            re.compile(link)
        except re.error as error:
            raise ValueError(f"is not a regular expression: {error}") from error
        return link

    @property
    def label(self) -> str:
        """What it is called in lists and records; its name in the inbox where that is fixed."""
        return self.name or PurePosixPath(urlsplit(self.url).path).name


class Source(_Table):
    """The files of one inbox folder."""

    name: str
    title: str
    licence: str
    page: str
    kind: Kind
    limit_mb: int = Field(ge=1)
    files: tuple[RemoteFile, ...] = Field(min_length=1)

    @property
    def limit(self) -> int:
        """The most bytes one of its files may have."""
        return self.limit_mb * MEGABYTE


def load_sources(config: Config, today: date) -> dict[str, Source]:
    """Inbox folder → source. Raises ConfigError for what utsyn.toml puts wrongly in place of a definition."""
    known_sources = _definitions()
    for name in config.sources:
        if name not in known_sources:
            raise ConfigError(
                f"sources.{name}: there is no such source; the nearest is '{nearest(name, tuple(known_sources))}'. "
                f"Known: {', '.join(known_sources)}."
            )
    words = {"{dbh_code}": config.institution.dbh_code, "{this_year}": str(today.year)}
    named = {
        "{rors}": "|".join(f"https://ror.org/{one}" for one in config.institution.ror),
        "{nva}": ",".join(f"{one}.0.0.0" for one in config.institution.nva),
    }
    # without one the name stays in the address, and nobody is asked: it would be for the works of all the world
    words |= {name: value for name, value in named.items() if value}
    peers = [one for peer_set in config.peer_sets for one in peer_set.institutions]
    lists = {
        "{dbh_codes}": _dbh_codes(config, peers),
        "{country_dbh_codes}": _dbh_codes(config, _of_country(config, peers)),
    }
    rors = _rors(config, _of_country(config, peers))
    filled = {
        name: _filled(definition | config.sources.get(name, {}), words, lists)
        for name, definition in known_sources.items()
    }
    ways = partial(_of_each_year, today=today), partial(_of_each_compared, rors=rors)
    return {name: _source(name, _with_files(definition, *ways)) for name, definition in filled.items()}


def _with_files(definition: dict[str, Any], *ways: Callable[[dict[str, Any]], list[dict[str, Any]]]) -> dict[str, Any]:
    """The same with several files for one, where it says so, in each of the ways in turn."""
    files = definition.get("files")
    if not isinstance(files, list) or not all(isinstance(file, dict) for file in files):
        return definition
    for of_each in ways:
        files = [each for file in files for each in of_each(file)]
    return definition | {"files": files}


def _of_each_year(file: dict[str, Any], *, today: date) -> list[dict[str, Any]]:
    """A file for each year, where it says from which year on there are some."""
    others = {key: value for key, value in file.items() if key != "each_year_from"}
    years = range(int(file["each_year_from"]), today.year + 1) if "each_year_from" in file else ()
    return [_filled(others, {"{year}": str(year)}, {}) for year in years] if years else [others]


def _of_each_compared(file: dict[str, Any], *, rors: list[tuple[str, ...]]) -> list[dict[str, Any]]:
    """A file for each institution that is compared, where it says that there is one."""
    others = {key: value for key, value in file.items() if key != "each_compared"}
    if not file.get("each_compared"):
        return [others]
    named = [
        {"{compared_rors}": "|".join(f"https://ror.org/{ror}" for ror in one), "{compared_ror}": one[0]} for one in rors
    ]
    return [_filled(others, words, {}) for words in named]


@cache
def _definitions() -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = parse_yaml(DEFINITIONS.read_text(encoding="utf-8"))
    return read


def _source(name: str, definition: dict[str, Any]) -> Source:
    try:
        return Source.model_validate({"name": name, **definition})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigError(f"sources.{name}: {problems}") from error


def _of_country(config: Config, peers: list[str]) -> list[str]:
    """The peers, then all other institutions of the country, so that a place in the country is among all of them."""
    others = [one.id for one in known_institutions().values() if one.country == config.institution.country]
    return list(dict.fromkeys([*peers, *others]))


def _dbh_codes(config: Config, compared: list[str]) -> list[str]:
    """The institution's code, then those of others that DBH knows."""
    codes = [code for one in compared for code in known_institutions()[one].identifiers.get("dbh_code", ())]
    return list(dict.fromkeys([config.institution.dbh_code, *codes]))


def _rors(config: Config, compared: list[str]) -> list[tuple[str, ...]]:
    """The ROR identifiers of the institution, then those of each other one that has some; none to compare it with where
    it has none itself.
    """
    if not config.institution.ror:
        return []
    own_key = own_institution(config.institution)
    first = tuple(dict.fromkeys((*config.institution.ror, *_identifiers(own_key, "ror"))))
    others = [_identifiers(one, "ror") for one in compared if one != own_key]
    return [first, *(one for one in others if one)]


def _identifiers(institution: str, kind: str) -> tuple[str, ...]:
    match = known_institutions().get(institution)
    return match.identifiers.get(kind, ()) if match is not None else ()


def _filled(value: Any, words: dict[str, str], lists: dict[str, list[str]]) -> Any:
    """The same structure with the institution's words in its texts, and its lists in the place of their names."""
    if isinstance(value, dict):
        return {key: _filled(inner, words, lists) for key, inner in value.items()}
    if isinstance(value, list):
        return [
            one
            for inner in value
            for one in (lists[inner] if isinstance(inner, str) and inner in lists else [_filled(inner, words, lists)])
        ]
    if isinstance(value, str):
        for word, meaning in words.items():
            value = value.replace(word, meaning)
    return value
