"""Quality assurances and the history of programmes: a row that breaks each rule, and rows at its edge."""

from typing import Any

import duckdb
import pytest

from tests.data_contracts.given import judged, row
from tests.data_contracts.judging import Breach, breaks
from tests.data_contracts.loaded import broken, load

BREACHES: list[Breach] = [
    ("quality_assurances", "assured_on_is_present", {"assured_on": None}),
    ("quality_assurances", "quality_assurance_holds_from_its_day", {"valid_until": "2021-12-31"}),
    ("programme_history", "attribute_is_in_list", {"attribute": "window"}),
    ("programme_history", "value_is_present", {"value": None}),
    ("programme_history", "validity_ends_on_or_after_it_starts", {"valid_to": "2019-07-31"}),
    ("programme_history", "value_fits_its_attribute", {"value": "15"}),
    ("programme_history", "value_fits_its_attribute", {"value": "0"}),
    ("programme_history", "value_fits_its_attribute", {"value": "true"}),
    ("programme_history", "value_fits_its_attribute", {"attribute": "opt_out"}),
    ("programme_history", "value_fits_its_attribute", {"attribute": "international_profile", "value": "none"}),
]
HOLDS: list[tuple[str, dict[str, Any]]] = [
    ("quality_assurances", {"valid_until": None}),
    ("quality_assurances", {"valid_until": "2022-01-01"}),
    ("programme_history", {"value": "none"}),
    ("programme_history", {"value": "14"}),
    ("programme_history", {"attribute": "opt_out", "value": "false"}),
    ("programme_history", {"valid_to": "2019-08-01"}),
]
UNASSURED = {"quality_assured_on": None}
NOTHING = {"mobility_window_semester": None, "opt_out_exchange": None, "international_competence_in_outcomes": None}


@pytest.mark.parametrize(("feed", "rule", "cells"), BREACHES)
def test_a_row_that_breaks_a_rule_is_quarantined_under_its_name(feed: str, rule: str, cells: dict[str, Any]) -> None:
    breaks(feed, rule, cells)


@pytest.mark.parametrize(("feed", "cells"), HOLDS)
def test_a_row_at_the_edge_holds(feed: str, cells: dict[str, Any]) -> None:
    assert judged(feed, **cells).broken == {}


@pytest.mark.parametrize(
    ("valid_to", "by_name"), [("2022-07-31", {}), ("2022-08-01", {"values_do_not_overlap": 1}), (None, {})]
)
def test_a_value_has_ended_when_the_next_begins(
    valid_to: str | None, by_name: dict[str, int], warehouse: duckdb.DuckDBPyConnection
) -> None:
    later = row("programme_history", value="none", valid_from="2022-08-01")
    load(warehouse, "programme_history", row("programme_history", valid_to=valid_to), later)

    assert broken(warehouse, "programme_history") == by_name


@pytest.mark.parametrize(
    ("cells", "by_name"),
    [
        ({"programme_code": "MTDT"}, {}),
        ({"programme_code": "OTHER"}, {"attribute_has_its_history": 1}),
        ({"programme_code": "OTHER", **NOTHING}, {}),
    ],
)
def test_a_programme_with_an_attribute_is_in_the_history_of_it(
    cells: dict[str, str | None], by_name: dict[str, int], warehouse: duckdb.DuckDBPyConnection
) -> None:
    load(warehouse, "programme_history", row("programme_history"))
    load(warehouse, "programmes", row("programmes", **cells))

    assert broken(warehouse, "programmes") == by_name


@pytest.mark.parametrize(
    ("cells", "by_name"),
    [({}, {}), ({"quality_assured_on": "2022-01-02"}, {"quality_assurance_is_among_all_of_them": 1}), (UNASSURED, {})],
)
def test_the_latest_assurance_of_an_agreement_is_among_all_of_them(
    cells: dict[str, str | None], by_name: dict[str, int], warehouse: duckdb.DuckDBPyConnection
) -> None:
    load(warehouse, "quality_assurances", row("quality_assurances"))
    load(warehouse, "agreements", row("agreements", **cells))

    assert broken(warehouse, "agreements") == by_name
