"""Certifies loaded tables with Great Expectations: `python -m data_contracts.certify`, a process of its own.

Importing Great Expectations takes seconds and 200 MB, so a build starts this beside its load. It prints `ready`,
reads one line `{"database": "<path>", "feeds": ["stays"]}` and prints one line, either
`{"success": bool, "results": [{"feed", "rule", "expectation", "success", "unexpected_count"}]}`, or
`{"error": "<what went wrong>"}` and exits with 1. Great Expectations judges values, DuckDB judges conditions:
neither shares code with the split at the door, so each checks the other.
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
from sqlglot import exp

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: nothing leaves the machine

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.data_context.types.base import ProgressBarsConfig

from data_contracts.contract import Contract, Kind, Rule
from data_contracts.reading import ContractError, load_contract
from data_contracts.stored import stored

EXPECTATIONS: dict[Kind, type[Any]] = {
    "present": gxe.ExpectColumnValuesToNotBeNull,
    "in_list": gxe.ExpectColumnValuesToBeInSet,
    "matches": gxe.ExpectColumnValuesToMatchRegex,
    "in_range": gxe.ExpectColumnValuesToBeBetween,
    "condition": gxe.ExpectColumnValuesToBeInSet,
    "unique": gxe.ExpectColumnValuesToBeUnique,
}
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}


class CertificationError(Exception):
    """A rule could not be judged; the message names the feed and the rule, and why."""


def certify(database: Path, feeds: Sequence[str]) -> dict[str, Any]:
    """Judge the tables `feeds.<feed>` of a DuckDB file by their row and key rules.

    `success`: no rule of severity error is broken; broken warnings show in the results alone. Types are the
    table's own; exists and cross rules are warnings that the build counts.
    Raises duckdb.Error where file, table or column is missing, ContractError for an unknown feed,
    CertificationError where a rule cannot be judged.
    """
    tables = _context().data_sources.pandas_default
    results: list[dict[str, Any]] = []
    success = True
    with duckdb.connect(database, read_only=True) as connection:
        for feed in feeds:
            contract = stored(load_contract(feed))
            rules = [rule for rule in contract.rules if rule.kind in EXPECTATIONS]
            frame = connection.sql(_select(contract, rules)).df()
            suite = gx.ExpectationSuite(feed, expectations=[_expectation(rule, contract) for rule in rules])
            outcome = tables.read_dataframe(frame).validate(suite, result_format=COUNTS_ONLY)
            by_rule = {result.expectation_config.meta["rule"]: result for result in outcome.results}
            for rule in rules:
                result = by_rule[rule.name]
                success &= bool(result.success) or rule.severity == "warning"
                results.append(_summary(rule, result))
    return {"success": success, "results": results}


@cache
def _context() -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _select(contract: Contract, rules: Sequence[Rule]) -> str:
    """The columns to judge, and one Boolean column per rule that DuckDB judges, named after the rule."""
    breaches = {rule.name: _breach(rule, contract) for rule in rules}
    plain = dict.fromkeys(name for rule in rules if not breaches[rule.name] for name in rule.columns)
    judged = [f'coalesce({sql}, false) as "{name}"' for name, sql in breaches.items() if sql]
    return f'select {", ".join([*plain, *judged])} from feeds."{contract.feed}"'


def _breach(rule: Rule, contract: Contract) -> str | None:
    """SQL of the rules that no expectation on a pandas column can judge: conditions, and items of lists."""
    if rule.kind == "condition":
        return rule.condition
    column = contract.column(rule.columns[0])
    if column.type != "list" or rule.kind not in ("in_list", "matches"):
        return None
    if rule.kind == "in_list":
        wrong = exp.column("item").isin(*(column.codes or ())).not_()
    else:
        wrong = exp.func("regexp_matches", exp.column("item"), exp.Literal.string(column.pattern)).not_()
    return f"len(list_filter({column.name}, lambda item: {wrong.sql(dialect='duckdb')})) > 0"


def _expectation(rule: Rule, contract: Contract) -> gxe.Expectation:
    severity = "warning" if rule.severity == "warning" else "critical"
    common: dict[str, Any] = {"meta": {"rule": rule.name}, "severity": severity}
    if _breach(rule, contract):
        return gxe.ExpectColumnValuesToBeInSet(column=rule.name, value_set=[False], **common)
    if rule.kind == "unique" and len(rule.columns) > 1:
        keys = list(rule.columns)
        return gxe.ExpectCompoundColumnsToBeUnique(column_list=keys, ignore_row_if="never", **common)
    column = contract.column(rule.columns[0])
    by_kind: dict[str, dict[str, Any]] = {
        "in_list": {"value_set": list(column.codes or ())},
        "matches": {"regex": column.pattern},
        "in_range": {"min_value": column.minimum, "max_value": column.maximum},
    }
    return EXPECTATIONS[rule.kind](column=column.name, **by_kind.get(rule.kind, {}), **common)


def _summary(rule: Rule, result: Any) -> dict[str, Any]:
    unexpected = result.result.get("unexpected_count")
    if unexpected is None:
        raise CertificationError(f"{rule.feed}: {rule.name} could not be judged: {result.exception_info}")
    return {
        "feed": rule.feed,
        "rule": rule.name,
        "expectation": result.expectation_config.type,
        "success": bool(result.success),
        "unexpected_count": int(unexpected),
    }


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
