"""Certifies loaded tables with Great Expectations: `python -m data_contracts.certify`, a process of its own.

Importing Great Expectations takes seconds and 200 MB, so a build starts this beside its load. It prints `ready`,
reads one line `{"database": "<path>", "feeds": ["stays"]}` and prints one line, either
`{"success": bool, "results": [{"feed", "rule", "expectation", "success", "unexpected_count"}]}`, or
`{"error": "<what went wrong>"}` and exits with 1.

Great Expectations judges the distinct values of each column, and for every other rule that no row breaks it; DuckDB
counts both, so that memory stays the same however many rows there are. Neither shares code with the split at the door,
so each checks the other.
"""

import contextlib
import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: nothing leaves the machine

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.data_context.types.base import ProgressBarsConfig

from data_contracts.certify_tally import JUDGED, Tally, by_value, tally
from data_contracts.contract import Contract, Kind, Rule
from data_contracts.reading import ContractError, load_contract
from data_contracts.stored import stored

EXPECTATIONS: dict[Kind, type[Any]] = {
    "present": gxe.ExpectColumnValuesToNotBeNull,
    "in_list": gxe.ExpectColumnValuesToBeInSet,
    "matches": gxe.ExpectColumnValuesToMatchRegex,
    "in_range": gxe.ExpectColumnValuesToBeBetween,
}
NO_ROW_BREAKS_IT = gxe.ExpectColumnValuesToBeInSet(column="rows", value_set=[0], meta={"rule": None})
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
WITH_PLACES = {"result_format": "COMPLETE", "partial_unexpected_count": 0}  # twice as slow
MEMORY = "1GB"  # beyond it DuckDB uses the disk


class CertificationError(Exception):
    """A rule could not be judged; the message names the feed and the rule, and why."""


def certify(database: Path, feeds: Sequence[str]) -> dict[str, Any]:
    """Judge the tables `feeds.<feed>` of a DuckDB file by their row and key rules.

    `success`: no rule of severity error is broken; broken warnings show in the results alone. Types are the
    table's own; exists and cross rules are warnings that the build counts.
    Raises duckdb.Error where file, table or column is missing, ContractError for an unknown feed,
    CertificationError where a rule cannot be judged.
    """
    results: list[dict[str, Any]] = []
    success = True
    with duckdb.connect(database, read_only=True, config={"memory_limit": MEMORY}) as connection:
        for feed in feeds:
            contract = stored(load_contract(feed))
            rules = [rule for rule in contract.rules if rule.kind in JUDGED]
            counted = tally(connection, contract, rules)
            found = _judge_values(contract, rules, counted) | _judge_counts(feed, counted)
            for rule in rules:
                name, rows = found[rule.name]
                success &= not rows or rule.severity == "warning"
                results.append({
                    "feed": feed, "rule": rule.name, "expectation": name, "success": not rows, "unexpected_count": rows,
                })  # fmt: skip
    return {"success": success, "results": results}


def expectation(rule: Rule, contract: Contract) -> gxe.Expectation:
    """What a rule on the values of one column expects of them, where the column is no list."""
    column = contract.column(rule.columns[0])
    by_kind: dict[str, dict[str, Any]] = {
        "in_list": {"value_set": list(column.codes or ())},
        "matches": {"regex": column.pattern},
        "in_range": {"min_value": column.minimum, "max_value": column.maximum},
    }
    severity = "warning" if rule.severity == "warning" else "critical"
    return EXPECTATIONS[rule.kind](
        column=column.name, meta={"rule": rule.name}, severity=severity, **by_kind.get(rule.kind, {})
    )


def _judge_values(contract: Contract, rules: Sequence[Rule], counted: Tally) -> dict[str, tuple[str, int]]:
    """Rule → name of its expectation, rows with a value that it does not expect.

    Columns with fewer values than others repeat their first one, and no row stands for a repetition.
    """
    height = max((len(values) for values in counted.values.values()), default=0)
    frame = pd.DataFrame({
        name: [*values, *([next(iter(values))] * (height - len(values)) if values else ())]
        for name, values in counted.values.items()
    })  # fmt: skip
    asked = {rule.name: expectation(rule, contract) for rule in rules if by_value(rule, counted.values)}
    found = {}
    broken = []
    for result in _validate(contract.feed, frame, list(asked.values()), COUNTS_ONLY):
        config = result.expectation_config
        found[config.meta["rule"]] = (config.type, 0)
        if not result.success:
            broken.append(asked[config.meta["rule"]])
    for result in _validate(contract.feed, frame, broken, WITH_PLACES):
        config = result.expectation_config
        rows = list(counted.values[config.kwargs["column"]].values())
        places = result.result["unexpected_index_list"]
        found[config.meta["rule"]] = (config.type, sum(rows[place] for place in places if place < len(rows)))
    return found


def _judge_counts(feed: str, counted: Tally) -> dict[str, tuple[str, int]]:
    """Rule → name of the expectation, rows that break it: one row per rule, one expectation for all of them."""
    frame = pd.DataFrame({"rows": list(counted.breaking.values())})
    (result,) = _validate(feed, frame, [NO_ROW_BREAKS_IT], WITH_PLACES)
    broken = {list(counted.breaking)[place] for place in result.result.get("unexpected_index_list") or ()}
    name = result.expectation_config.type
    return {rule: (name, rows if rule in broken else 0) for rule, rows in counted.breaking.items()}


def _validate(
    feed: str, frame: pd.DataFrame, expectations: list[gxe.Expectation], result_format: dict[str, Any]
) -> list[Any]:
    if not expectations:
        return []
    suite = gx.ExpectationSuite(feed, expectations=expectations)
    batch = _context().data_sources.pandas_default.read_dataframe(frame)
    results = list(batch.validate(suite, result_format=result_format).results)
    for result in results:
        if result.result.get("unexpected_count") is None:
            rule = result.expectation_config.meta["rule"] or "its counts"
            raise CertificationError(f"{feed}: {rule} could not be judged: {result.exception_info}")
    return results


@cache
def _context() -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def main() -> int:
    """Serve one request; returns the exit code."""
    answer_to = sys.stdout
    answer_to.write("ready\n")
    answer_to.flush()
    line = sys.stdin.readline()
    with contextlib.redirect_stdout(sys.stderr):
        try:
            request = json.loads(line)
            answer = certify(Path(request["database"]), request["feeds"])
        except (duckdb.Error, ContractError, CertificationError, ValueError, KeyError) as error:
            answer = {"error": f"certification could not judge the tables: {error}"}
    answer_to.write(json.dumps(answer) + "\n")
    return 1 if "error" in answer else 0


if __name__ == "__main__":
    raise SystemExit(main())
