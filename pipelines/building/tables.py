"""Fills a build's database: feeds, code lists, facts, and what the build says about itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from data_contracts.codes import code_lists, code_table
from data_contracts.contract import Contract
from data_contracts.value_counts import Tally
from models.config import Config
from models.making.facts import make_facts
from models.schema import SCHEMA
from pipelines.building.certifier_client import Certification
from pipelines.building.earlier_builds import record_earlier
from pipelines.building.feed_counts import kept_tallies, tally_loaded
from pipelines.building.freshness import record_freshness
from pipelines.building.incremental import NOTHING, Reused, keep_only, record_staged
from pipelines.building.loading import Counts, load_feed, rows_breaking
from pipelines.building.quarantine_counts import record_kept_out
from pipelines.building.report import BrokenRule, FileReport
from pipelines.building.superseded import Superseded, in_time, superseded
from pipelines.identity.apply_merges import record_merges
from pipelines.staging.stage import StagedFile
from pipelines.warehouse import QUARANTINE, Draft

META = Path(__file__).parent / "meta.sql"
MEMORY = "1GB"  # of DuckDB while it loads, however many rows there are; beyond it DuckDB uses the disk
Progress = Callable[[str, int, int], None]
Filled = tuple[tuple[FileReport, ...], tuple[BrokenRule, ...]]


def fill(  # noqa: PLR0917
    connection: duckdb.DuckDBPyConnection,
    draft: Draft,
    contracts: Sequence[Contract],
    staged: Sequence[StagedFile],
    config: Config,
    progress: Progress,
    judge: Callable[[Tally], None],
    reused: Reused = NOTHING,
) -> Filled:
    """Make every table of a new database. Files are numbered from 1 in the order of `staged`.

    Each feed with rows is handed to `judge` once it is loaded. Where some files are reused, the database is a copy of
    the last build's, which has their rows.
    """
    connection.execute(f"set memory_limit = '{MEMORY}'; set force_compression = 'dict_fsst'")  # text: none is as small
    kept = kept_tallies(connection, reused) if reused else {}
    if reused:
        keep_only(connection, reused)
    connection.execute(META.read_text(encoding="utf-8"))
    connection.execute(
        "insert into meta.build values (?, ?, ?, false, ?)",
        [draft.id, draft.built_at.replace(tzinfo=None), draft.as_of, version("utsyn")],
    )
    connection.execute("insert into meta.schema values (?)", [SCHEMA])
    for name in code_lists():
        connection.register("code_list", code_table(name).to_arrow())
        connection.execute(f'create table codes."{name}" as from code_list')
        connection.unregister("code_list")

    numbered = dict(enumerate(staged, start=1))
    reports: list[FileReport] = []
    broken: dict[tuple[int, str], int] = {
        (number, rule): rows for number, file in numbered.items() for rule, rows in file.broken.items()
    }

    def count(rule: str, rows: Counts) -> None:
        for number, more in rows.items():
            broken[number, rule] = broken.get((number, rule), 0) + more

    old = superseded(connection, numbered)
    for done, contract in enumerate(contracts):
        progress("load", done, len(contracts))
        own = {number: file for number, file in numbered.items() if file.feed == contract.feed}
        same = set(reused.get(contract.feed, {}).values())
        loaded = load_feed(
            connection, contract, own, draft.path / QUARANTINE, old, same, _newest_first(contract, own, config)
        )
        record_staged(connection, own, loaded.whole())
        if loaded.loaded:
            before = kept.get(contract.feed) if same <= loaded.whole().keys() else None
            judge(tally_loaded(connection, contract.feed, before, own.keys() - same))
        count("key_is_unique", loaded.conflicts)
        reports += [
            _report(
                number,
                file,
                loaded.loaded.get(number, 0),
                loaded.quarantined.get(number, 0),
                loaded.duplicates.get(number, 0),
                _newer_paths(number, old, loaded.replaced_by, own),
            )
            for number, file in own.items()
        ]
    handed_in = {report.feed for report in reports if report.rows_loaded}
    for contract in contracts:
        for rule in contract.rules if contract.feed in handed_in else ():
            if rule.kind in ("exists", "cross"):
                count(rule.name, rows_breaking(connection, contract, rule))
    progress("load", len(contracts), len(contracts))

    files = tuple(sorted(reports, key=lambda report: report.file_no))
    broken_rules = _broken_rules(contracts, files, broken)
    _record(connection, files, broken_rules)
    record_freshness(connection, contracts, draft.as_of)
    profiles = {number: file.profile for number, file in numbered.items()}
    record_kept_out(connection, contracts, draft.path / QUARANTINE, profiles, config)
    progress("count", 0, 1)
    connection.execute("reset memory_limit; reset force_compression")
    record_merges(connection, config.partner_merges)
    record_earlier(connection, draft.earlier, draft.as_of)
    make_facts(connection, config, draft.path, draft.id)
    progress("count", 1, 1)
    return files, broken_rules


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


def record_certification(connection: duckdb.DuckDBPyConnection, certification: Certification) -> None:
    """Store what the certifier found in the build that it judged."""
    _insert(
        connection,
        "meta.expectations",
        [
            (found.feed, found.rule, found.expectation, found.success, found.unexpected_count)
            for found in certification.expectations
        ],
    )
    connection.execute("update meta.build set certified = ?", [certification.success])


def _report(  # noqa: PLR0917
    number: int, file: StagedFile, loaded: int, quarantined: int, duplicates: int, superseded_by: tuple[str, ...]
) -> FileReport:
    return FileReport(
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
        rows_loaded=loaded,
        rows_quarantined=quarantined,
        rows_duplicate=duplicates,
        superseded_by=superseded_by,
        notes=file.notes,
        origin=file.origin,
    )


def _broken_rules(
    contracts: Sequence[Contract], files: Sequence[FileReport], broken: dict[tuple[int, str], int]
) -> tuple[BrokenRule, ...]:
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


def _record(
    connection: duckdb.DuckDBPyConnection, files: Sequence[FileReport], broken_rules: Sequence[BrokenRule]
) -> None:
    _insert(
        connection,
        "meta.files",
        [
            (
                file.file_no,
                file.feed,
                file.source,
                file.path,
                file.bytes,
                file.sha256,
                datetime.fromisoformat(file.modified_on).astimezone(UTC).replace(tzinfo=None),
                file.profile,
                file.contract_version,
                file.rows_read,
                file.rows_loaded,
                file.rows_quarantined,
                file.rows_duplicate,
            )
            for file in files
        ],
    )
    _insert(connection, "meta.origins", [(file.file_no, file.origin) for file in files])
    _insert(
        connection,
        "meta.broken_rules",
        [(broken.file_no, broken.feed, broken.rule, broken.severity, broken.rows) for broken in broken_rules],
    )


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({marks})", rows)
