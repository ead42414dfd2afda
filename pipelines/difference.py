"""What one build holds that another does not: rows, and keys added, removed and changed, feed by feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from data_contracts.stored_columns import stored
from pipelines.attached import attached, columns_of, quoted


@dataclass(frozen=True)
class FeedDifference:
    """A feed in two builds. Changed: the key is in both, with other content; an empty cell equals an empty cell."""

    feed: str
    rows_before: int
    rows_now: int
    added: int
    removed: int
    changed: int


def difference(before: Path, now: Path) -> tuple[FeedDifference, ...]:
    """Compare the databases of two builds; feeds that are empty in both are left out. Raises WarehouseError."""
    with attached(before=before, now=now) as connection:
        tables = {build: columns_of(connection, build) for build in ("before", "now")}
        compared = (
            _compare(
                connection,
                feed,
                {build: known_tables[feed] for build, known_tables in tables.items() if feed in known_tables},
            )
            for feed in feeds()
            if any(feed in known_tables for known_tables in tables.values())
        )
        return tuple(feed for feed in compared if feed.rows_before or feed.rows_now)


def _compare(connection: duckdb.DuckDBPyConnection, feed: str, tables: dict[str, tuple[str, ...]]) -> FeedDifference:
    """Most feeds are the same in both builds, which a look at each table shows. Else both are grouped by key: grouping
    takes null for equal to null, and a key that a feed may repeat is one key whose rows changed or did not. Columns
    that only one build has say nothing about its rows.
    """
    contract = stored(load_contract(feed))
    shared = [column.name for column in contract.columns if all(column.name in table for table in tables.values())]
    rows = {build: _fingerprint(connection, quoted(build, "feeds", feed), shared) for build in tables}
    if rows.get("before") == rows.get("now"):
        count, _ = rows["now"]
        return FeedDifference(feed, count, count, added=0, removed=0, changed=0)
    key = [name for name in contract.key if name in shared] or shared
    content = [name for name in shared if name not in key]
    sides = " union all by name ".join(_side(build, feed, key, content) for build in tables)
    [row] = connection.execute(
        f"""select
            coalesce(sum(rows_before), 0)::bigint,
            coalesce(sum(rows_now), 0)::bigint,
            count(*) filter (rows_before = 0),
            count(*) filter (rows_now = 0),
            count(*) filter (rows_before > 0 and rows_now > 0
                and (rows_before <> rows_now or content_before <> content_now))
        from (
            select
                count(*) filter (build = 'before') as rows_before,
                count(*) filter (build = 'now') as rows_now,
                sum(content) filter (build = 'before') as content_before,
                sum(content) filter (build = 'now') as content_now
            from ({sides})
            group by {_list(key)}
        )"""
    ).fetchall()
    return FeedDifference(feed, *row)


def _fingerprint(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> tuple[int, int]:
    """Rows, and a sum over them that their order does not touch."""
    [(rows, content)] = connection.execute(f"select count(*), sum(hash({_list(columns)})) from {table}").fetchall()
    return rows, content or 0


def _side(build: str, feed: str, key: Sequence[str], content: Sequence[str]) -> str:
    # 64 bits of a hash represent the row's content, so that what is held per key is small for any row
    hashed = f"hash({_list(content)})" if content else "0::ubigint"
    return f"select '{build}' as build, {_list(key)}, {hashed} as content from {quoted(build, 'feeds', feed)}"


def _list(columns: Sequence[str]) -> str:
    return ", ".join(quoted(column) for column in columns)
