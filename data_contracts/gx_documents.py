"""What a feed was certified by, as Great Expectations itself keeps it: a suite, and a validation result.

Great Expectations judged values and counts of rows, not rows (see `certify`): a result has counts and no row's cells.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import great_expectations.expectations as gxe
from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult, ExpectationValidationResult

from data_contracts.contract import Contract, Kind, Rule
from data_contracts.value_counts import BY_VALUE, FeedCounts, broken_when


def documents(
    contract: Contract, rules: Sequence[Rule], broken: Mapping[str, int], counted: FeedCounts
) -> dict[str, Any]:
    """`suite` and `validation` of a feed as JSON. `broken` has the rows that break each rule."""
    rows = next((sum(values.values()) for values in counted.values.values()), None)
    expected = {rule.name: expectation(rule, contract) for rule in rules}
    suite = ExpectationSuite(contract.feed, expectations=list(expected.values()))
    results = [
        ExpectationValidationResult(
            success=not broken[name], expectation_config=one.configuration, result=_result(rows, broken[name])
        )
        for name, one in expected.items()
    ]
    kept = sum(result.success for result in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": kept,
        "unsuccessful_expectations": len(results) - kept,
        "success_percent": 100 * kept / len(results) if results else None,
    }
    validation = ExpectationSuiteValidationResult(
        success=kept == len(results), results=results, suite_name=contract.feed, statistics=statistics
    )
    return {"suite": suite.to_json_dict(), "validation": validation.to_json_dict()}


def expectation(rule: Rule, contract: Contract) -> gxe.Expectation:
    """What a rule expects, in the words of Great Expectations; the rule's own name is in `meta`."""
    about: dict[str, Any] = {
        "meta": {"rule": rule.name},
        "severity": "warning" if rule.severity == "warning" else "critical",
        "description": rule.description or None,
    }
    if rule.kind == "unique" and len(rule.columns) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=rule.columns[0], **about)
    if rule.kind == "unique":
        return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(rule.columns), **about)
    column = contract.column(rule.columns[0]) if rule.columns else None
    if column is None or rule.kind == "condition" or (rule.kind in BY_VALUE and column.type == "list"):
        wrong = broken_when(rule, contract).replace("{", "{{").replace("}", "}}")
        return gxe.UnexpectedRowsExpectation(unexpected_rows_query=f"select * from {{batch}} where {wrong}", **about)
    expected: dict[Kind, tuple[type[Any], dict[str, Any]]] = {
        "present": (gxe.ExpectColumnValuesToNotBeNull, {}),
        "in_list": (gxe.ExpectColumnValuesToBeInSet, {"value_set": list(column.codes or ())}),
        "matches": (gxe.ExpectColumnValuesToMatchRegex, {"regex": column.pattern}),
        "in_range": (gxe.ExpectColumnValuesToBeBetween, {"min_value": column.minimum, "max_value": column.maximum}),
    }
    kind, limits = expected[rule.kind]
    return kind(column=column.name, **limits, **about)


def _result(rows: int | None, broken: int) -> dict[str, Any]:
    if not rows:
        return {"unexpected_count": broken}
    return {"element_count": rows, "unexpected_count": broken, "unexpected_percent": 100 * broken / rows}
