"""Rules of the feeds that public lists fill, and a row that breaks each."""

from typing import Any

import pytest

from tests.data_contracts.judging import Breach, breaks

BREACHES: list[Breach] = [
    ("erasmus_flows", "age_is_plausible", {"age": None, "published_age": "-7967"}),
    ("erasmus_flows", "duration_is_not_negative", {"duration_days": "-1"}),
    ("erasmus_flows", "mobility_ends_on_or_after_it_starts", {"end_month": "2018-07"}),
    ("erasmus_flows", "organisation_is_known", {"receiving_erasmus_code": None}),
    ("institutions", "list_has_its_day", {"listed_on": None}),
    ("institutions", "oid_is_given", {"oid": None}),
    ("institutions", "charter_ends_on_or_after_it_starts", {"charter_to": "2020-12-31"}),
    ("publication_channels", "level_has_its_year", {"year": None}),
]


@pytest.mark.parametrize(("feed", "rule", "cells"), BREACHES, ids=[f"{feed}-{rule}" for feed, rule, _ in BREACHES])
def test_row_that_breaks_one_rule_is_quarantined_or_counted_by_its_name(
    feed: str, rule: str, cells: dict[str, Any]
) -> None:
    breaks(feed, rule, cells)
