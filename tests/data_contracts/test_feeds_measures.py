"""Measures: a row that breaks each rule, and rows at its edge."""

from typing import Any

import pytest

from tests.data_contracts.given import judged
from tests.data_contracts.judging import Breach, breaks

BREACHES: list[Breach] = [
    ("measures", "owner_is_present", {"owner": None}),
    ("measures", "state_is_in_list", {"state": "late"}),
    ("measures", "currency_has_its_form", {"currency": "kr"}),
    ("measures", "budget_amount_is_in_range", {"budget_amount": "-1"}),
    ("measures", "measure_has_a_text", {"text_nb": None, "text_en": None}),
    ("measures", "measure_to_be_done_has_a_day", {"due_on": None}),
    ("measures", "amount_has_its_currency", {"currency": None}),
    ("measures", "spent_is_within_the_budget", {"spent_amount": "250000.01"}),
    ("measures", "expected_change_names_its_indicator", {"indicator": None}),
]
HOLDS: list[dict[str, Any]] = [
    {"text_nb": None},
    {"text_en": None},
    {"state": "done", "due_on": None},
    {"budget_amount": None, "spent_amount": None, "currency": None},
    {"spent_amount": "250000"},
    {"expected_change": None, "indicator": None},
]


@pytest.mark.parametrize(("feed", "rule", "cells"), BREACHES)
def test_a_row_that_breaks_a_rule_is_quarantined_or_counted_by_its_name(
    feed: str, rule: str, cells: dict[str, Any]
) -> None:
    breaks(feed, rule, cells)


@pytest.mark.parametrize("cells", HOLDS)
def test_a_row_at_the_edge_holds(cells: dict[str, Any]) -> None:
    assert judged("measures", **cells).broken == {}
