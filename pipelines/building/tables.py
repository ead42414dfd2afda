"""Fills a build's database: feeds, code lists, facts, and what the build says about itself."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from data_contracts.codes import code_lists, code_table
from data_contracts.value_counts import FeedCounts
from models.making.facts import make_facts
from models.schema import SCHEMA
from pipelines.building.certifier_client import Certification
from pipelines.building.earlier_builds import record_earlier
from pipelines.building.feeds import Filled, load_feeds
from pipelines.building.freshness import record_freshness
from pipelines.building.incremental import NO_REUSE, Reused, start_from
from pipelines.building.quarantine_counts import record_quarantined_rows
from pipelines.building.report import BrokenRule, FileReport
from pipelines.building.work import Work
from pipelines.identity.apply_merges import record_merges
from pipelines.warehouse import Draft

META = Path(__file__).parent / "meta.sql"
MEMORY = "1GB"  # of DuckDB while it loads, however many rows there are; beyond it DuckDB uses the disk


def fill(
    connection: duckdb.DuckDBPyConnection, work: Work, certify: Callable[[FeedCounts], None], reused: Reused = NO_REUSE
) -> Filled:
    """Make every table of a new database, or of a copy of the last build's, which has the rows of reused files.

    Each feed with rows is passed to `certify` once it is loaded.
    """
    connection.execute(f"set memory_limit = '{MEMORY}'; set force_compression = 'dict_fsst'")  # text: none is as small
    start = start_from(connection, reused)
    _describe_build(connection, work.draft)
    _copy_code_lists(connection)
    files, broken_rules = load_feeds(connection, work, certify, start)
    _record(connection, files, broken_rules)
    record_freshness(connection, work.contracts, work.draft.as_of)
    profiles = {number: file.profile for number, file in work.files.items()}
    record_quarantined_rows(connection, work.contracts, work.quarantine, profiles, work.config)
    connection.execute("reset memory_limit; reset force_compression")
    _make_facts(connection, work)
    return files, broken_rules


def _describe_build(connection: duckdb.DuckDBPyConnection, draft: Draft) -> None:
    """Make `meta.*`, with what the build is and the version of its tables."""
    connection.execute(META.read_text(encoding="utf-8"))
    connection.execute(
        "insert into meta.build values (?, ?, ?, false, ?)",
        [draft.id, draft.built_at.replace(tzinfo=None), draft.as_of, version("utsyn")],
    )
    connection.execute("insert into meta.schema values (?)", [SCHEMA])


def _copy_code_lists(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `codes.*`."""
    connection.begin()  # many small tables, written at once
    for name in code_lists():
        connection.register("code_list", code_table(name).to_arrow())
        connection.execute(f'create table codes."{name}" as from code_list')
        connection.unregister("code_list")
    connection.commit()


def _make_facts(connection: duckdb.DuckDBPyConnection, work: Work) -> None:
    """Make `dims.*` and `facts.*` from the feeds, decided merges and what earlier builds knew."""
    work.progress("count", 0, 1)
    record_merges(connection, work.config.partner_merges)
    record_earlier(connection, work.draft.earlier, work.draft.as_of)
    make_facts(connection, work.config, work.draft.path, work.draft.id)
    work.progress("count", 1, 1)


def record_certification(connection: duckdb.DuckDBPyConnection, certification: Certification) -> None:
    """Store what the certifier found in the build that it judged."""
    _insert(
        connection,
        "meta.expectations",
        [
            (
                expectation.feed,
                expectation.rule,
                expectation.expectation,
                expectation.success,
                expectation.unexpected_count,
            )
            for expectation in certification.expectations
        ],
    )
    connection.execute("update meta.build set certified = ?", [certification.success])


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
