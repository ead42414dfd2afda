"""All that can be said of a finished build, as plain data: the command line and the pages draw from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from data_contracts.contract import Contract, Severity, feeds
from data_contracts.contract_parser import fingerprint, load_contract
from pipelines.attached import attached, columns_of
from pipelines.building.dataset_rules import DatasetResult, recorded
from pipelines.building.freshness import newest_event
from pipelines.building.report import FileReport
from pipelines.difference import FeedDifference, difference
from pipelines.erasure import Erasure, erasures_of
from pipelines.explaining.examples import EXAMPLES, Example, Found, loaded_examples, quarantined_examples
from pipelines.explaining.quarantine import quarantine_file
from pipelines.warehouse import DATABASE, BuildRef


@dataclass(frozen=True)
class RuleExplained:
    """A rule that rows of a file broke, what it says, and the first of them.

    Examples are missing where the contract has changed since the build, or stored nothing to know the rows by.
    """

    file_no: int
    path: str
    feed: str
    rule: str
    severity: Severity
    rows: int
    description: str
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class FeedFreshness:
    """How new a feed is. `newest_event_on`: the latest day of its event column up to the build's, None without one."""

    feed: str
    files: int
    rows: int
    newest_event_on: date | None
    newest_file_on: date


@dataclass(frozen=True)
class CertificationExplained:
    """What the certifier said; `reasons` are empty for a success."""

    success: bool
    expectations: int
    failed: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class BuildExplained:
    """A build in its parts. `difference` is against `compared_with`, the build that was published when this one was
    made; None where there was none, or it is no longer kept.
    """

    build: str
    built_at: str
    published: bool
    current: bool
    names: tuple[str, ...]
    tools: Mapping[str, str]
    certification: CertificationExplained
    files: tuple[FileReport, ...]
    broken_rules: tuple[RuleExplained, ...]
    dataset_rules: tuple[DatasetResult, ...]
    freshness: tuple[FeedFreshness, ...]
    compared_with: str | None
    difference: tuple[FeedDifference, ...] | None
    erasures: tuple[Erasure, ...] = ()


def explain(ref: BuildRef) -> BuildExplained:
    """Read a build of any age. Raises WarehouseError for one that is damaged."""
    manifest = ref.manifest()
    files = tuple(FileReport.model_validate(file) for file in manifest["files"])
    judged, compared_with = manifest["certification"], manifest.get("compared_with")
    before = ref.path.parent / (compared_with or "") / DATABASE
    with attached(build=ref.database) as connection:
        broken_rules = _broken_rules(connection, ref, files, manifest)
        dataset_rules = recorded(connection, "build")
        freshness = _freshness(connection, date.fromisoformat(manifest["as_of"]))
    return BuildExplained(
        build=ref.id,
        built_at=manifest["built_at"],
        published=ref.published,
        current=ref.current,
        names=ref.names,
        tools=manifest["tools"],
        certification=CertificationExplained(**{**judged, "reasons": tuple(judged["reasons"])}),
        files=files,
        broken_rules=broken_rules,
        dataset_rules=dataset_rules,
        freshness=freshness,
        compared_with=compared_with,
        difference=difference(before, ref.database) if compared_with and before.is_file() else None,
        erasures=erasures_of(ref.path),
    )


def _broken_rules(
    connection: duckdb.DuckDBPyConnection, ref: BuildRef, files: Sequence[FileReport], manifest: Mapping[str, Any]
) -> tuple[RuleExplained, ...]:
    paths = {file.file_no: file.path for file in files}
    rows = connection.execute("select feed, file_no, rule, severity, rows from meta.broken_rules").fetchall()
    explained: list[RuleExplained] = []
    for feed in dict.fromkeys(feed for feed, *_ in rows):
        broken = [(file_no, rule, severity, count) for of, file_no, rule, severity, count in rows if of == feed]
        contract = load_contract(feed) if feed in feeds() else None
        is_the_same = contract is not None and manifest["contracts"][feed]["sha256"] == fingerprint(feed)
        examples: Found = {}
        if contract:
            examples = _examples(connection, ref, contract, {rule for _, rule, *_ in broken} if is_the_same else set())
        says = {rule.name: rule.description for rule in contract.rules} if contract else {}
        explained += [
            RuleExplained(
                file_no, paths[file_no], feed, rule, severity, count, says.get(rule, ""),
                tuple(examples.get((file_no, rule), ())),
            )
            for file_no, rule, severity, count in broken
        ]  # fmt: skip
    return tuple(explained)


def _examples(connection: duckdb.DuckDBPyConnection, ref: BuildRef, contract: Contract, judged: set[str]) -> Found:
    """Quarantined rows name their rules themselves; those of warnings were loaded, and are judged once more."""
    quarantined = quarantine_file(ref.path, contract.feed)
    by_rule = quarantined_examples(connection, contract, quarantined) if quarantined.is_file() else {}
    warnings = [rule for rule in contract.rules if rule.severity == "warning" and rule.name in judged]
    for key, examples in loaded_examples(connection, contract, warnings).items():
        by_rule[key] = sorted((*by_rule.get(key, ()), *examples), key=lambda example: example.row)[:EXAMPLES]
    return by_rule


def _freshness(connection: duckdb.DuckDBPyConnection, as_of: date) -> tuple[FeedFreshness, ...]:
    tables = columns_of(connection, "build")
    files = connection.execute(
        """select feed, count(*), sum(rows_loaded)::bigint, max(modified_on)::date from meta.files
        group by feed order by feed"""
    ).fetchall()
    contracts = {feed: load_contract(feed) for feed, *_ in files if feed in feeds()}
    events = {
        feed: newest_event(connection, contract, as_of)
        for feed, contract in contracts.items()
        if contract.event in tables.get(feed, ())
    }
    return tuple(
        FeedFreshness(feed, count, rows, events.get(feed), newest_file_on)
        for feed, count, rows, newest_file_on in files
    )
