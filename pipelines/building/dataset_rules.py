"""What a contract asks of a feed as a whole, judged on a loaded build against the published one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from data_contracts.contract import LEAST_LOADED, Contract, DatasetKind, DatasetRule, Severity
from data_contracts.contract_parser import load_contract
from data_contracts.stored_columns import AGE_BAND, stored
from data_contracts.text import LANGUAGES, MESSAGES, named_columns
from pipelines.attached import attached, columns_of, quoted
from pipelines.building.dataset_measures import MEASURES, FeedState, is_few
from pipelines.staging.privacy import UNKNOWN_AGE

RECORDED = ("feed", "rule", "kind", "severity", "measured", "allowed", "success", "detail")


@dataclass(frozen=True)
class DatasetResult:
    """How a build held a rule about a feed as a whole.

    `measured` is in the unit of the rule's kind (see DatasetRule) and None where there was nothing to judge;
    `detail` says what was found, for people, and `translations` (language → text) in the languages that the build knew.
    """

    feed: str
    rule: str
    kind: DatasetKind
    severity: Severity
    measured: float | None
    allowed: float
    success: bool
    detail: str
    translations: Mapping[str, str] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether the build may not be published without somebody having looked."""
        return not self.success and self.severity == "error"


def judge(
    contracts: Iterable[Contract], now: Path, last: Path | None, least_loaded: float = LEAST_LOADED
) -> tuple[DatasetResult, ...]:
    """Judge the database of a build by the rules of every feed that it, or the last build, has files of.

    `least_loaded` is the limit of the rules of the kind `loaded`, in percent. Raises WarehouseError.
    """
    states, former = feed_states(now), feed_states(last) if last else {}
    return tuple(
        judge_rule(_limited(rule, least_loaded), states.get(rule.feed, FeedState()), former.get(rule.feed, FeedState()))
        for contract in contracts
        if contract.feed in states or contract.feed in former
        for rule in contract.dataset_rules
    )


def judge_rule(rule: DatasetRule, now: FeedState, last: FeedState) -> DatasetResult:
    """Judge one rule; what is measured against the last build holds where that had no rows of the feed."""
    measured, sentences = MEASURES[rule.kind](rule, now, last)
    at_most = rule.kind in ("key_duplicates", "schema", "cycle")
    success = measured is None or (measured <= rule.limit if at_most else measured >= rule.limit)
    success = success or is_few(rule.kind, now, last)
    translations = {language: sentence for language, sentence in sentences.items() if language != MESSAGES}
    return DatasetResult(
        rule.feed, rule.name, rule.kind, rule.severity, measured, rule.limit, success, sentences[MESSAGES], translations
    )


def _limited(rule: DatasetRule, least_loaded: float) -> DatasetRule:
    return replace(rule, limit=least_loaded) if rule.kind == "loaded" else rule


def feed_states(database: Path) -> dict[str, FeedState]:
    """The feeds that files were submitted for, as a build's database has them. Raises WarehouseError."""
    with attached(build=database) as connection:
        tables = columns_of(connection, "build")
        rows = connection.execute(
            """select feed, sum(rows_loaded)::bigint, sum(rows_read)::bigint, coalesce(sum(rows_duplicate), 0)::bigint,
            list(distinct sha256), coalesce((
                select sum(rows)::bigint from meta.broken_rules as broken
                where broken.feed = files.feed and broken.rule = 'key_is_unique'
            ), 0)
            from meta.files as files group by feed"""
        ).fetchall()
        return {
            feed: FeedState(
                loaded, read, conflicts, frozenset(contents), _filled(connection, feed, tables[feed]),
                _links(connection, load_contract(feed), tables[feed]), duplicates,
            )
            for feed, loaded, read, duplicates, contents, conflicts in rows
            if feed in tables
        }  # fmt: skip


def record(connection: duckdb.DuckDBPyConnection, results: Sequence[DatasetResult]) -> None:
    """Store the results in the build that they are about, their details by language as `detail_<language>`."""
    languages = [language for language in LANGUAGES if language != MESSAGES]
    for language in languages:
        connection.execute(f"alter table meta.dataset_rules add column detail_{language} varchar")
    if results:
        cells = ", ".join("?" * (len(RECORDED) + len(languages)))
        connection.executemany(
            f"insert into meta.dataset_rules values ({cells})",
            [[*(getattr(one, name) for name in RECORDED), *map(one.translations.get, languages)] for one in results],
        )


def recorded(connection: duckdb.DuckDBPyConnection, build: str) -> tuple[DatasetResult, ...]:
    """The results stored in an attached build; none where it was made before there were such rules."""
    if "dataset_rules" not in columns_of(connection, build, "meta"):
        return ()
    table = connection.execute(f"from {quoted(build, 'meta', 'dataset_rules')}")
    columns = [column[0] for column in table.description or ()]
    written = named_columns(columns, "detail")
    records = [dict(zip(columns, row, strict=True)) for row in table.fetchall()]
    return tuple(
        DatasetResult(
            **{name: one[name] for name in RECORDED},
            translations={language: one[name] for language, name in written.items() if one[name]},
        )
        for one in records
    )


def _filled(connection: duckdb.DuckDBPyConnection, feed: str, present: Sequence[str]) -> frozenset[str]:
    """Each look ends at the first value found, so that a large feed costs no more than a small one."""
    names = [column.name for column in stored(load_contract(feed)).columns if column.name in present]
    looks = ", ".join(f"exists (from {quoted('feeds', feed)} where {_holds_a_value(name)})" for name in names)
    row = connection.execute(f"select {looks}").fetchone() if looks else ()
    return frozenset(name for name, is_filled in zip(names, row or (), strict=True) if is_filled)


def _links(
    connection: duckdb.DuckDBPyConnection, contract: Contract, present: Sequence[str]
) -> dict[str, dict[str, str]]:
    """What each key's last row names; the key is the first of the feed's key, the others make its rows unique."""
    key, *others = map(quoted, contract.key)
    last = ", ".join(f"{name} desc" for name in (*others, key))
    links: dict[str, dict[str, str]] = {}
    for column in (rule.column for rule in contract.dataset_rules if rule.column in present):
        rows = connection.execute(
            f"""select {key}, {quoted(str(column))} from {quoted("feeds", contract.feed)}
            qualify row_number() over (partition by {key} order by {last}) = 1"""
        ).fetchall()
        links[str(column)] = {name: other for name, other in rows if other is not None}
    return links


def _holds_a_value(name: str) -> str:
    is_filled = f"{quoted(name)} is not null"
    return f"{is_filled} and {quoted(name)} <> '{UNKNOWN_AGE}'" if name == AGE_BAND.name else is_filled
