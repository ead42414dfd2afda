"""Judges loaded feeds with Great Expectations; `certifier` is the process that does.

Great Expectations judges the distinct values of each column, and for every other rule that no row breaks it; DuckDB
counted both in the loaded table, so that neither grows with the rows. No code is shared with the validation on ingest,
so that each checks the other.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: nothing leaves the machine

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.data_context.types.base import ProgressBarsConfig

from data_contracts.contract import Contract, Rule
from data_contracts.contract_parser import load_contract
from data_contracts.gx_documents import documents, expectation
from data_contracts.stored_columns import stored
from data_contracts.value_counts import FeedCounts, by_value, judged

NO_ROW_BREAKS_IT = gxe.ExpectColumnValuesToBeInSet(column="rows", value_set=[0], meta={"rule": None})
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
WITH_PLACES = {"result_format": "COMPLETE", "partial_unexpected_count": 0}  # twice as slow


class CertificationError(Exception):
    """A rule could not be judged; the message names the feed and the rule, and why."""


@dataclass(frozen=True)
class Certified:
    """`results` say of each rule how many rows break it; `documents` are the suite and the validation of each feed."""

    results: list[dict[str, Any]]
    documents: dict[str, dict[str, Any]]


def certify(feeds: Iterable[FeedCounts]) -> Certified:
    """Judge loaded feeds by their row and key rules, each as its counts come; of two of a feed the later one counts.

    Types are the table's own; exists and cross rules are warnings that the build counts.
    Raises CertificationError where a rule cannot be judged.
    """
    results: dict[str, list[dict[str, Any]]] = {}
    kept: dict[str, dict[str, Any]] = {}
    for counted in feeds:
        contract = stored(load_contract(counted.feed))
        rules = judged(contract)
        outcomes = _judge_values(contract, rules, counted) | _judge_counts(counted)
        results[counted.feed] = [_result(rule, *outcomes[rule.name]) for rule in rules]
        kept[counted.feed] = documents(contract, rules, {name: rows for name, (_, rows) in outcomes.items()}, counted)
    return Certified([result for of_feed in results.values() for result in of_feed], kept)


def _result(rule: Rule, name: str, rows: int) -> dict[str, Any]:
    return {
        "feed": rule.feed, "rule": rule.name, "expectation": name, "success": not rows, "unexpected_count": rows,
    }  # fmt: skip


def _judge_values(contract: Contract, rules: Sequence[Rule], counted: FeedCounts) -> dict[str, tuple[str, int]]:
    """Rule → name of its expectation, rows with a value that it does not expect.

    Columns with fewer values than others repeat their first one, and no row represents a repetition.
    """
    height = max((len(values) for values in counted.values.values()), default=0)
    frame = pd.DataFrame({
        name: [*values, *([next(iter(values))] * (height - len(values)) if values else ())]
        for name, values in counted.values.items()
    })  # fmt: skip
    expectations = {rule.name: expectation(rule, contract) for rule in rules if by_value(rule, counted.values)}
    outcomes = {}
    broken = []
    for result in _validate(contract.feed, frame, list(expectations.values()), COUNTS_ONLY):
        config = result.expectation_config
        outcomes[config.meta["rule"]] = (config.type, 0)
        if not result.success:
            broken.append(expectations[config.meta["rule"]])
    for result in _validate(contract.feed, frame, broken, WITH_PLACES):
        config = result.expectation_config
        rows = list(counted.values[config.kwargs["column"]].values())
        places = result.result["unexpected_index_list"]
        outcomes[config.meta["rule"]] = (config.type, sum(rows[place] for place in places if place < len(rows)))
    return outcomes


def _judge_counts(counted: FeedCounts) -> dict[str, tuple[str, int]]:
    """Rule → name of the expectation, rows that break it: one row per rule, one expectation for all of them."""
    frame = pd.DataFrame({"rows": list(counted.breaking.values())})
    (result,) = _validate(counted.feed, frame, [NO_ROW_BREAKS_IT], WITH_PLACES)
    broken = {list(counted.breaking)[place] for place in result.result.get("unexpected_index_list") or ()}
    name = result.expectation_config.type
    return {rule: (name, rows if rule in broken else 0) for rule, rows in counted.breaking.items()}


def _validate(
    feed: str, frame: pd.DataFrame, expectations: list[gxe.Expectation], result_format: dict[str, Any]
) -> list[Any]:
    if not expectations:
        return []
    suite = gx.ExpectationSuite(feed, expectations=expectations)
    batch = _count_batches().get_batch({"dataframe": frame})
    results = list(batch.validate(suite, result_format=result_format).results)
    for result in results:
        if result.result.get("unexpected_count") is None:
            rule = result.expectation_config.meta["rule"] or "its counts"
            raise CertificationError(f"{feed}: {rule} could not be judged: {result.exception_info}")
    return results


@cache
def _count_batches() -> Any:
    """Where frames are judged, one for all: for each further one Great Expectations writes its settings anew."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return (
        context.data_sources.add_pandas("feeds")
        .add_dataframe_asset("counts")
        .add_batch_definition_whole_dataframe("all")
    )
