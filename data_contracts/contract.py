"""A feed's contract: its columns and its rules, read from an Open Data Contract Standard file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

FEEDS = Path(__file__).parent / "feeds"
SUFFIX = ".odcs.yaml"
LEAST_LOADED = 25  # percent, unless the configuration says otherwise
ColumnType = Literal["id", "code", "text", "date", "bool", "int", "num", "list"]
Severity = Literal["error", "warning"]
Privacy = Literal["hash", "age_band", "drop"]
Kind = Literal[
    "present", "in_full", "parses", "in_list", "matches", "in_range", "condition", "unique", "exists", "cross"
]
DatasetKind = Literal["volume", "loaded", "freshness", "key_duplicates", "schema", "cycle"]


def feeds() -> tuple[str, ...]:
    """Names of all feeds that have a contract, sorted."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in FEEDS.glob(f"*{SUFFIX}")))


@dataclass(frozen=True)
class Column:
    """One canonical column.

    `codes` are the values allowed: the first column of the file `code_list` in `codes/`. In a column of type
    `list` codes and pattern hold for each item.
    """

    name: str
    type: ColumnType
    description: str
    required: bool = False
    key: bool = False
    code_list: str | None = None
    codes: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    privacy: Privacy | None = None


@dataclass(frozen=True)
class Rule:
    """One rule of a contract, by name.

    Row rules (`present`, `parses`, `in_list`, `matches`, `in_range`, `condition`) judge a row by itself; `in_full`
    judges an identifier as it was written, before those of persons are hashed;
    `unique` judges the key over the feed; `exists` looks `columns[0]` up in `refers_to` (`feed.column`) at
    build time. `condition` holds DuckDB SQL that is true for a row that breaks the rule; null is not a breach.
    A `cross` rule is a condition that also reads feeds (`feeds.<feed>`) or code lists (`codes.<list>`), judged at
    build time and always a warning: `select count(*) from feeds.<its feed> where <condition>`; while other feeds are
    empty none breaks it. `translations` (language → text) says what `description` says; a rule of a general kind is
    described by its kind, and has its sentence in other languages where it is shown.
    """

    name: str
    feed: str
    kind: Kind
    columns: tuple[str, ...]
    severity: Severity
    description: str
    condition: str | None = None
    refers_to: str | None = None
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class DatasetRule:
    """One rule about a feed as a whole, judged once a build is loaded and before it is published.

    What is measured, and on which side of `limit` it must be:
    `volume` the feed's loaded rows in percent of those of the last build, at least the limit;
    `loaded` the rows that were loaded or are duplicates, in percent of the rows read, at least the limit;
    `freshness` files of the feed whose content the last build did not hold, at least the limit;
    `key_duplicates` rows whose key is on an earlier row with other content, in percent of the rows read, at
    most the limit (exact duplicates are not a conflict and do not count);
    `schema` columns that some file of the feed had in the last build and none has now, at most the limit;
    `cycle` keys that come back to themselves over another where each names the next in `column`, at most the limit;
    of a key with several periods the last one names it, and a key that names itself alone is not a cycle.
    Of `volume`, `loaded` and `key_duplicates` a few rows stop nothing: three of a small feed are many percent.
    A rule against the last build holds where there is none, or where it had no rows of the feed. Severity error
    stops the publication; the last good build stays.
    """

    name: str
    feed: str
    kind: DatasetKind
    limit: float
    severity: Severity
    description: str
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)
    column: str | None = None


@dataclass(frozen=True)
class Contract:
    """A feed, its columns in canonical order and its rules in the order they are reported.

    `event` names the column that says when what a row describes happened: a date, a month (`2024-05`), a semester
    (`2024-autumn`) or a year; None for what stands until it changes.
    """

    feed: str
    version: str
    description: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    dataset_rules: tuple[DatasetRule, ...] = ()
    event: str | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key's columns, in order."""
        return tuple(column.name for column in self.columns if column.key)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.feed} has no column '{name}'")
