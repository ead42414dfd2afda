"""What the certifier receives of a feed: counted whole, or from the last build's count and the rows that changed."""

from collections.abc import Collection, Mapping

import duckdb

from data_contracts.value_counts import MOST_VALUES, FeedCounts, count_feed, count_part, count_repeated
from pipelines.attached import quoted


def kept_counts(connection: duckdb.DuckDBPyConnection, kept: Mapping[str, Collection[int]]) -> dict[str, FeedCounts]:
    """Feed → the last build's counts without the rows of other files than those `kept`, which are still there.

    `connection` is on a copy of that build. Feeds that must be counted anew are left out.
    """
    counts = {}
    for feed, written in connection.execute("from meta.tallies").fetchall():
        before = FeedCounts.from_json(written)
        if feed in kept and (gone := count_part(connection, before, f"not {_of(kept[feed])}")) is not None:
            counts[feed] = before - gone
    return counts


def count_loaded(
    connection: duckdb.DuckDBPyConnection, feed: str, kept: FeedCounts | None, fresh: Collection[int]
) -> FeedCounts:
    """A loaded feed's counts, noted for the next build. `kept` counts all rows but those of the files `fresh`."""
    counted = _with_fresh(connection, kept, fresh) if kept else None
    if counted is None:
        counted = count_feed(connection, feed)
    connection.execute("insert into meta.tallies values (?, ?)", [feed, counted.to_json()])
    return counted


def _with_fresh(connection: duckdb.DuckDBPyConnection, kept: FeedCounts, fresh: Collection[int]) -> FeedCounts | None:
    come = count_part(connection, kept, _of(fresh)) if fresh else None
    if fresh and come is None:
        return None
    whole = kept + come if come else kept
    ((rows,),) = connection.execute(f"select count(*) from {quoted('feeds', kept.feed)}").fetchall()
    if any(len(values) > MOST_VALUES or sum(values.values()) != rows for values in whole.values.values()):
        return None
    repeated = count_repeated(connection, kept.feed) if fresh else {}  # rows that went leave no key twice
    return FeedCounts(kept.feed, whole.values, whole.breaking | repeated)


def _of(files: Collection[int]) -> str:
    return f"{quoted('source_file')} in ({', '.join(map(str, files))})"
