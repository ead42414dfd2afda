"""What a contract asks of a feed as a whole, judged on a loaded build against the published one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import duckdb

from data_contracts.contract import Contract, DatasetKind, DatasetRule, Severity
from data_contracts.reading import load_contract
from data_contracts.stored import AGE_BAND, stored
from pipelines.attached import attached, columns_of, quoted
from pipelines.privacy import UNKNOWN_AGE


@dataclass(frozen=True)
class FeedState:
    """A feed in one build. `contents` are the checksums of its files, `filled` its columns that hold any value,
    `conflicts` the rows whose key an earlier row had with other content.
    """

    rows: int = 0
    rows_read: int = 0
    conflicts: int = 0
    contents: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DatasetResult:
    """How a build held a rule about a feed as a whole.

    `measured` is in the unit of the rule's kind (see DatasetRule) and None where there was nothing to judge;
    `detail` says what was found, for people.
    """

    feed: str
    rule: str
    kind: DatasetKind
    severity: Severity
    measured: float | None
    allowed: float
    success: bool
    detail: str

    @property
    def stops(self) -> bool:
        """Whether the build may not be published without somebody having looked."""
        return not self.success and self.severity == "error"


def judge(contracts: Iterable[Contract], now: Path, last: Path | None) -> tuple[DatasetResult, ...]:
    """Judge the database of a build by the rules of every feed that it, or the last build, has files of.

    Raises WarehouseError.
    """
    states, former = feed_states(now), feed_states(last) if last else {}
    return tuple(
        judge_rule(rule, states.get(rule.feed, FeedState()), former.get(rule.feed, FeedState()))
        for contract in contracts
        if contract.feed in states or contract.feed in former
        for rule in contract.dataset_rules
    )


def judge_rule(rule: DatasetRule, now: FeedState, last: FeedState) -> DatasetResult:
    """Judge one rule; what is measured against the last build holds where that had no rows of the feed."""
    measured, detail = MEASURES[rule.kind](now, last)
    at_most = rule.kind in ("key_duplicates", "schema")
    success = measured is None or (measured <= rule.limit if at_most else measured >= rule.limit)
    return DatasetResult(rule.feed, rule.name, rule.kind, rule.severity, measured, rule.limit, success, detail)


Measure = tuple[float | None, str]
NOTHING: Measure = (None, "there is nothing to compare with")


def _volume(now: FeedState, last: FeedState) -> Measure:
    if not last.rows:
        return NOTHING
    if not now.contents:
        return 0.0, f"no file of the feed was handed in; the published build has {last.rows} rows"
    left = 100 * now.rows / last.rows
    return left, f"{now.rows} rows, {left:.0f} % of the {last.rows} rows of the published build"


def _freshness(now: FeedState, last: FeedState) -> Measure:
    if not last.rows:
        return NOTHING
    new = len(now.contents - last.contents)
    return float(new), f"{new} of {len(now.contents)} files are new or have changed"


def _key_duplicates(now: FeedState, _last: FeedState) -> Measure:
    if not now.rows_read:
        return None, "no rows were read"
    share = 100 * now.conflicts / now.rows_read
    return share, f"{now.conflicts} of {now.rows_read} rows ({share:.1f} %) repeat a key with other content"


def _schema(now: FeedState, last: FeedState) -> Measure:
    if not last.rows or not now.rows:
        return NOTHING
    missing = sorted(last.filled - now.filled)
    return float(len(missing)), f"filled before, empty now: {', '.join(missing) or 'none'}"


MEASURES: dict[DatasetKind, Callable[[FeedState, FeedState], Measure]] = {
    "volume": _volume,
    "freshness": _freshness,
    "key_duplicates": _key_duplicates,
    "schema": _schema,
}


def feed_states(database: Path) -> dict[str, FeedState]:
    """The feeds that files were handed in for, as a build's database has them. Raises WarehouseError."""
    with attached(build=database) as connection:
        tables = columns_of(connection, "build")
        rows = connection.execute(
            """select feed, sum(rows_loaded)::bigint, sum(rows_read)::bigint, list(distinct sha256), coalesce((
                select sum(rows)::bigint from meta.broken_rules as broken
                where broken.feed = files.feed and broken.rule = 'key_is_unique'
            ), 0)
            from meta.files as files group by feed"""
        ).fetchall()
        return {
            feed: FeedState(loaded, read, conflicts, frozenset(contents), _filled(connection, feed, tables[feed]))
            for feed, loaded, read, contents, conflicts in rows
            if feed in tables
        }


def record(connection: duckdb.DuckDBPyConnection, results: Sequence[DatasetResult]) -> None:
    """Store the results in the build that they are about."""
    if results:
        connection.executemany(
            "insert into meta.dataset_rules values (?, ?, ?, ?, ?, ?, ?, ?)", [astuple(result) for result in results]
        )


def recorded(connection: duckdb.DuckDBPyConnection, build: str) -> tuple[DatasetResult, ...]:
    """The results stored in an attached build; none where it was made before there were such rules."""
    if "dataset_rules" not in columns_of(connection, build, "meta"):
        return ()
    rows = connection.execute(f"from {quoted(build, 'meta', 'dataset_rules')}").fetchall()
    return tuple(DatasetResult(*row) for row in rows)


def _filled(connection: duckdb.DuckDBPyConnection, feed: str, present: Sequence[str]) -> frozenset[str]:
    """Each look ends at the first value found, so that a large feed costs no more than a small one."""
    names = [column.name for column in stored(load_contract(feed)).columns if column.name in present]
    looks = ", ".join(f"exists (from {quoted('feeds', feed)} where {_holds_a_value(name)})" for name in names)
    found = connection.execute(f"select {looks}").fetchone() if looks else ()
    return frozenset(name for name, is_filled in zip(names, found or (), strict=True) if is_filled)


def _holds_a_value(name: str) -> str:
    known = f"{quoted(name)} is not null"
    return f"{known} and {quoted(name)} <> '{UNKNOWN_AGE}'" if name == AGE_BAND.name else known
