"""A new build starts from the last one where most rows of a feed are the same: only the others are loaded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_contracts.value_counts import FeedCounts
from models.schema import SCHEMA
from pipelines.attached import attached, quoted, schema_in
from pipelines.building.feed_counts import kept_counts
from pipelines.staging.stage import StagedFile
from pipelines.warehouse import WarehouseError

LEAST_ROWS = 100_000  # of a feed; fewer are loaded faster than a database is copied
LEAST_SHARE = 0.5  # of a feed's rows that are the same

Reused = Mapping[str, Mapping[int, int]]
NO_REUSE: Reused = {}


@dataclass(frozen=True)
class Start:
    """What a new database has from the last build: the files whose rows are there, and the value counts of feeds."""

    reused: Reused
    counts: Mapping[str, FeedCounts]

    def files_of(self, feed: str) -> set[int]:
        """The numbers of a feed's files whose rows are in its table already."""
        return set(self.reused.get(feed, {}).values())

    def counts_of(self, feed: str, whole: Collection[int]) -> FeedCounts | None:
        """What was counted of those rows; None where any of those files is not among the `whole` ones any more."""
        return self.counts.get(feed) if self.files_of(feed) <= set(whole) else None


def start_from(connection: duckdb.DuckDBPyConnection, reused: Reused) -> Start:
    """Leave of a copied database the rows of the files that are reused; a new database is left as it is."""
    if not reused:
        return Start(NO_REUSE, {})
    start = Start(reused, kept_counts(connection, reused))
    keep_only(connection, reused)
    return start


def reusable(last: Path, staged: Sequence[StagedFile]) -> Reused:
    """Feed → the files whose rows are in the last build's table: their number there → their number now, from 1.

    A staged file's name says what was read, by which contract and by which code: equal names, equal rows. Files of
    which some row was quarantined are loaded again, as the reason may be gone.
    """
    try:
        with attached(last=last) as connection:
            if schema_in(connection, "last") != SCHEMA:
                return {}
            staged_before = {
                name: (number, rows) for number, name, rows in connection.execute("from meta.staged").fetchall()
            }
    except WarehouseError:
        return {}
    files = dict(enumerate(staged, start=1))
    file_numbers: dict[str, dict[int, int]] = {}
    for feed in dict.fromkeys(file.feed for file in files.values()):
        own_files = {number: file for number, file in files.items() if file.feed == feed}
        same = {
            staged_before[file.accepted.name]: number
            for number, file in own_files.items()
            if file.accepted.name in staged_before
        }
        rows = sum(rows for _, rows in same)
        if rows >= max(LEAST_ROWS, LEAST_SHARE * sum(file.rows_read for file in own_files.values())):
            file_numbers[feed] = {before: now for (before, _), now in same.items()}
    return file_numbers


def keep_only(connection: duckdb.DuckDBPyConnection, reused: Reused) -> None:
    """Leave of a copied database the rows of the files that are reused, under their new numbers."""
    schemas = connection.execute("select schema_name from duckdb_schemas() where not internal").fetchall()
    for (schema,) in schemas:
        if schema not in {"feeds", "main"}:
            connection.execute(f"drop schema {quoted(schema)} cascade")
    for (feed,) in connection.execute("select table_name from duckdb_tables() where schema_name = 'feeds'").fetchall():
        table, numbers = quoted("feeds", feed), reused.get(feed)
        if numbers is None:
            connection.execute(f"drop table {table}")
            continue
        connection.execute(f"delete from {table} where source_file not in {_list(numbers)}")
        if any(before != now for before, now in numbers.items()):
            cases = " ".join(f"when {before} then {now}" for before, now in numbers.items())
            connection.execute(f"update {table} set source_file = case source_file {cases} end")
    connection.execute("checkpoint")  # what was dropped leaves its room to what comes


def record_staged(
    connection: duckdb.DuckDBPyConnection, files: Mapping[int, StagedFile], clean: Mapping[int, int]
) -> None:
    """Note for the next build the files whose every accepted row was loaded: `clean` has their rows by number."""
    rows = [(number, files[number].accepted.name, count) for number, count in clean.items() if count]
    if rows:
        connection.executemany("insert into meta.staged values (?, ?, ?)", rows)


def _list(numbers: Sequence[int] | Mapping[int, int]) -> str:
    return f"({', '.join(map(str, numbers))})"
