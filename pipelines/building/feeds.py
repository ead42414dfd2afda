"""The feeds of a build: each loaded, counted and passed to the certifier, and what became of every row."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import duckdb

from data_contracts.contract import Contract
from data_contracts.value_counts import FeedCounts
from models.config import Config
from pipelines.building.feed_counts import count_loaded
from pipelines.building.incremental import Start, record_staged
from pipelines.building.loading import Loaded, load_feed, rows_breaking
from pipelines.building.report import BrokenRule, FileReport
from pipelines.building.superseded import Superseded, in_time, superseded
from pipelines.building.work import Work
from pipelines.staging.stage import StagedFile

Broken = Counter[tuple[int, str]]  # rows by file number and rule
Filled = tuple[tuple[FileReport, ...], tuple[BrokenRule, ...]]


def load_feeds(
    connection: duckdb.DuckDBPyConnection, work: Work, certify: Callable[[FeedCounts], None], start: Start
) -> Filled:
    """Make the tables `feeds.*`. Each feed with rows is counted and passed to `certify` once it is loaded."""
    old = superseded(connection, work.files)
    broken = Broken({(number, rule): rows for number, file in work.files.items() for rule, rows in file.broken.items()})
    reports: list[FileReport] = []
    for done, contract in enumerate(work.contracts):
        work.progress("load", done, len(work.contracts))
        loaded = _load(connection, contract, work, old, start)
        _count(connection, contract, work, loaded, start, certify)
        broken.update({(number, "key_is_unique"): rows for number, rows in loaded.conflicts.items()})
        reports += _reports(work.files_of(contract.feed), loaded, old)
    broken.update(_broken_across_feeds(connection, work.contracts, {it.feed for it in reports if it.rows_loaded}))
    work.progress("load", len(work.contracts), len(work.contracts))
    files = tuple(sorted(reports, key=lambda report: report.file_no))
    return files, _broken_rules(work.contracts, files, broken)


def _load(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    work: Work,
    old: Mapping[int, Superseded],
    start: Start,
) -> Loaded:
    """Load the rows of a feed that are not there from the last build."""
    files = work.files_of(contract.feed)
    newest_first = _newest_first(contract, files, work.config)
    return load_feed(connection, contract, files, work.quarantine, old, start.files_of(contract.feed), newest_first)


def _count(  # noqa: PLR0917
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    work: Work,
    loaded: Loaded,
    start: Start,
    certify: Callable[[FeedCounts], None],
) -> None:
    """Note what the next build can reuse, and have the certifier judge a feed that has rows."""
    files, whole = work.files_of(contract.feed), loaded.whole()
    record_staged(connection, files, whole)
    if loaded.loaded:
        before = start.counts_of(contract.feed, whole)
        certify(count_loaded(connection, contract.feed, before, files.keys() - start.files_of(contract.feed)))


def _broken_across_feeds(
    connection: duckdb.DuckDBPyConnection, contracts: Sequence[Contract], loaded: set[str]
) -> Broken:
    """The rows of the loaded feeds that break a rule about other rows."""
    rules = [(contract, rule) for contract in contracts if contract.feed in loaded for rule in contract.rules]
    across = [(contract, rule) for contract, rule in rules if rule.kind in ("exists", "cross")]
    broken = Broken()
    for contract, rule in across:
        broken.update({(number, rule.name): rows for number, rows in rows_breaking(connection, contract, rule).items()})
    return broken


def _reports(files: Mapping[int, StagedFile], loaded: Loaded, old: Mapping[int, Superseded]) -> list[FileReport]:
    """What became of the rows of each file of a feed."""
    return [
        FileReport(
            file_no=number,
            path=file.path,
            feed=file.feed,
            source=file.source,
            sha256=file.sha256,
            bytes=file.bytes,
            modified_on=file.modified_on,
            profile=file.profile,
            contract_version=file.contract_version,
            rows_read=file.rows_read,
            rows_loaded=loaded.loaded.get(number, 0),
            rows_quarantined=loaded.quarantined.get(number, 0),
            rows_duplicate=loaded.duplicates.get(number, 0),
            superseded_by=_newer_paths(number, old, loaded.replaced_by, files),
            notes=file.notes,
            origin=file.origin,
        )
        for number, file in files.items()
    ]


def _newest_first(contract: Contract, files: Mapping[int, StagedFile], config: Config) -> list[int]:
    """The numbers of the files, the newest first, where the configuration says that the newest wins; else none."""
    if contract.feed not in config.newest_wins or len(files) < 2:  # noqa: PLR2004  # older than another
        return []
    return sorted(files, key=lambda number: in_time(files[number].path), reverse=True)


def _newer_paths(
    number: int,
    old: Mapping[int, Superseded],
    replaced_by: Mapping[int, Iterable[int]],
    files: Mapping[int, StagedFile],
) -> tuple[str, ...]:
    newer = {files[other].path for other in replaced_by.get(number, ())}
    return tuple(sorted({*newer, *(old[number].by if number in old else ())}))


def _broken_rules(contracts: Sequence[Contract], files: Sequence[FileReport], broken: Broken) -> tuple[BrokenRule, ...]:
    """By file, then in the order of the contract's rules."""
    rules = {contract.feed: contract.rules for contract in contracts}
    return tuple(
        BrokenRule(
            file_no=file.file_no,
            path=file.path,
            feed=file.feed,
            rule=rule.name,
            severity=rule.severity,
            rows=broken[file.file_no, rule.name],
        )
        for file in files
        for rule in rules[file.feed]
        if broken.get((file.file_no, rule.name))
    )
