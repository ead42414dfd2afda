"""Does a file hold its contract? Read and judged as the build would, and nothing of it is kept."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from dashboard.cli.rejections import ValueFound, expected, rejected_rows, values_found
from data_contracts.conditions import ConditionError
from data_contracts.contract import Contract, Severity, feeds
from data_contracts.contract_parser import ContractError, load_contract
from data_contracts.profile import Profile
from data_contracts.validate import split
from models.config import Config
from pipelines.reading.layout import Table
from pipelines.reading.notes import collected
from pipelines.reading.readers import ReadError, read_table
from pipelines.sources import SOURCES
from pipelines.staging.canonical_rows import Prepared, Preparing, whole_tables
from pipelines.staging.conform import missing_columns, our_names
from pipelines.staging.identity_numbers import mask_identity_numbers
from pipelines.staging.profile_choice import candidates, choose, of_source

EXAMPLES = 5
KEY_RULE = "key_is_unique"


@dataclass(frozen=True)
class RuleBroken:
    """A rule, the rows that break it and the first of them (data rows, the first below the headings is 1).

    `expected` is the form that a cell should have, `values` are those found in its place.
    """

    rule: str
    severity: Severity
    rows: int
    examples: tuple[int, ...]
    description: str
    expected: str | None = None
    values: tuple[ValueFound, ...] = ()


@dataclass(frozen=True)
class FileChecked:
    """One file as one feed. `duplicates` equal an earlier row in every column: they are counted, not an error."""

    path: str
    feed: str
    rows: int
    rows_accepted: int
    rows_quarantined: int
    duplicates: int
    broken: tuple[RuleBroken, ...]
    notes: tuple[str, ...] = ()
    rejected: pl.DataFrame = field(default_factory=pl.DataFrame, repr=False, compare=False)

    @property
    def holds(self) -> bool:
        """Whether no row would be quarantined."""
        return self.rows_quarantined == 0


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be read as its feed, and why."""

    path: str
    error: str
    holds: bool = False


def known_sources() -> tuple[str, ...]:
    """Every name an inbox folder may have: the feeds, and the outside formats."""
    return (*feeds(), *SOURCES)


def files_of(path: Path) -> list[Path]:
    """The file itself, or every file in a folder but hidden ones and READMEs."""
    if path.is_file():
        return [path]
    files = (file for file in sorted(path.rglob("*")) if file.is_file())
    return [f for f in files if not f.name.startswith((".", "~$")) and f.stem.upper() != "README"]


def check_file(path: Path, source: str | None, config: Config) -> list[FileChecked | Unreadable]:
    """Judge a file as the feeds it feeds; without `source` its folder or its headings say which.

    Raises ContractError where a rule cannot be judged.
    """
    try:
        with collected() as notes:
            judged = list(_judgements(path, source or _by_folder(path) or _by_headings(path, config), config))
        return [replace(file, notes=tuple(notes)) for file in judged]
    except ReadError as error:
        return [Unreadable(str(path), str(error))]
    except ConditionError as error:
        raise ContractError(f"{path}: a rule of its contract cannot be judged: {error}") from error


def _judgements(path: Path, source: str, config: Config) -> Iterator[FileChecked]:
    if source in SOURCES:
        for feed, frame in SOURCES[source](path, config).items():
            yield _judgement([Table(frame, path)], load_contract(feed), (of_source(feed),), path)
    else:
        contract, profiles = load_contract(source), candidates(source, config)
        yield _judgement(whole_tables(path, contract, profiles), contract, profiles, path)


def _judgement(tables: Sequence[Table], contract: Contract, profiles: Sequence[Profile], path: Path) -> FileChecked:
    preparing = Preparing(contract, profiles, lambda: iter(tables))
    ready = [preparing.prepared(table) for table in tables]
    preparing.make_notes()
    rows = pl.concat([part.rows for part in ready], how="vertical_relaxed")
    damaged = {rule: _damaged(ready, rule) for part in ready for rule in part.damaged}
    return judge(rows, contract, path, ready[0].profile, damaged)


def _damaged(ready: Sequence[Prepared], rule: str) -> pl.Series:
    parts = [part.damaged.get(rule, pl.repeat(False, part.rows.height, eager=True)) for part in ready]
    return pl.concat(part.alias(rule) for part in parts)


def judge(
    rows: pl.DataFrame,
    contract: Contract,
    path: Path,
    profile: Profile | None = None,
    damaged: Mapping[str, pl.Series] | None = None,
) -> FileChecked:
    """Judge canonical rows (with `source_row`) by the rules that a file can be judged by alone."""
    reading = (*((profile.date_formats, profile.decimal_comma) if profile else ((), False)), damaged)
    accepted = split(rows, contract, *reading).accepted
    duplicates, conflicts = _repeated(accepted, contract)
    # With every rule an error, each row that breaks any comes back with the names of all that it breaks.
    strict = replace(contract, rules=tuple(replace(rule, severity="error") for rule in contract.rules))
    breaches = split(rows, strict, *reading).quarantined.select("source_row", rule="broken_rules").explode("rule")
    conflicting = conflicts.select("source_row", rule=pl.lit(KEY_RULE))
    by_rule = {
        str(rule): sorted(row_numbers["source_row"].to_list())
        for (rule,), row_numbers in pl.concat([breaches, conflicting]).group_by("rule")
    }
    masked = mask_identity_numbers(rows, contract, secrets.token_bytes(32))
    broken = tuple(
        RuleBroken(
            rule.name,
            rule.severity,
            len(row_numbers),
            tuple(row_numbers[:EXAMPLES]),
            rule.description,
            expected(rule, contract),
            values_found(masked.filter(pl.col("source_row").is_in(row_numbers)), rule, contract),
        )
        for rule in contract.rules
        if (row_numbers := by_rule.get(rule.name))
    )
    kept = accepted.height - conflicts.height - duplicates
    quarantined = rows.height - kept - duplicates
    rejected = rejected_rows(masked, by_rule, contract)
    return FileChecked(str(path), contract.feed, rows.height, kept, quarantined, duplicates, broken, rejected=rejected)


def _repeated(accepted: pl.DataFrame, contract: Contract) -> tuple[int, pl.DataFrame]:
    """How many rows equal an earlier one, and the rows whose key alone does."""
    lists = [column.name for column in contract.columns if column.type == "list"]
    plain = accepted.with_columns(pl.col(lists).list.join("|"))
    columns = [column.name for column in contract.columns]
    once = plain.filter(pl.struct(columns).is_first_distinct())
    return plain.height - once.height, once.filter(~pl.struct(contract.key).is_first_distinct())


def _by_folder(path: Path) -> str | None:
    known_sourcess = known_sources()
    return next((folder.name for folder in path.resolve().parents if folder.name in known_sourcess), None)


def _by_headings(path: Path, config: Config) -> str:
    """The feed whose required columns are all among the headings; of several the one that knows most of them."""
    headings = read_table(path).columns
    best: tuple[int, str] | None = None
    for feed in feeds():
        contract = load_contract(feed)
        profile = choose(headings, candidates(feed, config), contract, path)
        ours = set(our_names(headings, contract, profile).values())
        if not missing_columns(ours, contract, profile):
            shared = sum(column.name in ours for column in contract.columns)
            best = max(best or (shared, feed), (shared, feed))
    if best is None:
        raise ReadError(
            f"{path}: neither its folder nor its headings say which feed it is. Name it with --feed: "
            f"{', '.join(known_sources())}."
        )
    return best[1]
