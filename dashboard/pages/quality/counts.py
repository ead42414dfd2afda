"""A build's files and broken rules added up as the page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data_contracts.contract import Severity
from pipelines.building.report import FileReport
from pipelines.explaining.examples import EXAMPLES, Example
from pipelines.explaining.explain import BuildExplained, FeedFreshness, RuleExplained


@dataclass(frozen=True)
class Counts:
    """Rows. Read = loaded + quarantined + duplicate, or rows were lost."""

    read: int
    loaded: int
    quarantined: int
    duplicate: int

    @property
    def adds_up(self) -> bool:
        """Whether every row read is accounted for."""
        return self.read == self.loaded + self.quarantined + self.duplicate


@dataclass(frozen=True)
class Feed:
    """A feed's files in the order of their paths, its rules broken, and how new it is."""

    name: str
    files: tuple[FileReport, ...]
    rules: tuple[RuleExplained, ...]
    newest_event_on: date | None
    newest_file_on: date | None

    @property
    def counts(self) -> Counts:
        """Of all its files."""
        return counted(self.files)


@dataclass(frozen=True)
class Broken:
    """A rule of a feed over all its files. `files` holds path and rows, `examples` path and row, newest paths first."""

    feed: str
    rule: str
    severity: Severity
    description: str
    rows: int
    files: tuple[tuple[str, int], ...]
    examples: tuple[tuple[str, Example], ...]


def counted(files: Iterable[FileReport]) -> Counts:
    """The rows of files together."""
    rows = [(file.rows_read, file.rows_loaded, file.rows_quarantined, file.rows_duplicate) for file in files]
    return Counts(*(sum(column) for column in zip(*rows, strict=True))) if rows else Counts(0, 0, 0, 0)


def by_feed(build: BuildExplained) -> tuple[Feed, ...]:
    """The feeds that files came for, by name."""
    fresh: dict[str, FeedFreshness] = {feed.feed: feed for feed in build.freshness}
    names = sorted({file.feed for file in build.files})
    return tuple(
        Feed(
            name,
            tuple(sorted((file for file in build.files if file.feed == name), key=lambda file: file.path)),
            tuple(rule for rule in build.broken_rules if rule.feed == name),
            fresh[name].newest_event_on if name in fresh else None,
            fresh[name].newest_file_on if name in fresh else None,
        )
        for name in names
    )


def by_rule(rules: Sequence[RuleExplained]) -> tuple[Broken, ...]:
    """Each rule once, those that keep rows out before warnings, most rows first."""
    names = dict.fromkeys((rule.feed, rule.rule) for rule in rules)
    added = [_broken([rule for rule in rules if (rule.feed, rule.rule) == name]) for name in names]
    return tuple(sorted(added, key=lambda rule: (rule.severity != "error", -rule.rows, rule.feed, rule.rule)))


def _broken(rules: Sequence[RuleExplained]) -> Broken:
    newest = sorted(rules, key=lambda rule: rule.path, reverse=True)
    examples = [(rule.path, example) for rule in newest for example in rule.examples]
    one = rules[0]
    return Broken(
        one.feed,
        one.rule,
        one.severity,
        one.description,
        sum(rule.rows for rule in rules),
        tuple((rule.path, rule.rows) for rule in newest),
        tuple(examples[:EXAMPLES]),
    )
