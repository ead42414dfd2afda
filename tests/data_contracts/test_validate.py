"""Splitting loses nothing: accepted and quarantined rows are the rows given."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.cell_parser import DTYPES
from data_contracts.contract import Rule, feeds
from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from tests.data_contracts.drawn import frames
from tests.data_contracts.given import VALID, frame, judged, row

SEVERITY = {(feed, rule.name): rule.severity for feed in feeds() for rule in load_contract(feed).rules}


def _names_errors(feed: str, result: Split) -> bool:
    reasons = result.quarantined["broken_rules"].to_list()
    return all(any(SEVERITY[feed, name] == "error" for name in names) for names in reasons)


@settings(max_examples=30, deadline=None)
@given(data=st.data(), feed=st.sampled_from(feeds()))
def test_every_row_is_accepted_or_quarantined_for_an_error_that_is_named(data: st.DataObject, feed: str) -> None:
    rows = data.draw(frames(feed))

    result = split(rows, load_contract(feed))

    accepted, quarantined = result.accepted["source_row"].to_list(), result.quarantined["source_row"].to_list()
    assert sorted(accepted + quarantined) == rows["source_row"].to_list()
    assert _names_errors(feed, result)
    assert all(0 < count <= rows.height for count in result.broken.values())


@settings(max_examples=30, deadline=None)
@given(cells=st.lists(st.text(max_size=12), min_size=1, max_size=8))
def test_any_text_in_every_column_is_kept_as_it_came(cells: list[str]) -> None:
    rows = pl.DataFrame(dict.fromkeys(VALID["stays"], cells)).with_row_index("source_row")

    result = split(rows, load_contract("stays"))

    assert result.accepted.is_empty()
    assert result.quarantined.drop("broken_rules").select(rows.columns).equals(rows)


@settings(max_examples=30, deadline=None)
@given(frames("stays"))
def test_what_is_accepted_is_accepted_again(rows: pl.DataFrame) -> None:
    contract = load_contract("stays")

    once = split(rows, contract).accepted
    again = split(once, contract)

    assert again.accepted.equals(once)
    assert again.quarantined.is_empty()


@pytest.mark.parametrize("feed", feeds())
def test_accepted_rows_have_the_types_of_the_contract(feed: str) -> None:
    accepted = judged(feed).accepted

    assert dict(accepted.schema) == {column.name: DTYPES[column.type] for column in load_contract(feed).columns}


def test_a_file_without_rows_splits_into_nothing() -> None:
    result = split(frame("stays"), load_contract("stays"))

    assert (result.accepted.height, result.quarantined.height, result.broken) == (0, 0, {})


def test_missing_optional_column_is_null_and_missing_required_column_breaks_presence() -> None:
    without = frame("stays", row("stays")).drop("grant_eur", "scheme")

    result = split(without, load_contract("stays"))

    assert result.broken == {"scheme_is_present": 1}
    assert result.quarantined["grant_eur"].to_list() == [None]


def test_row_with_several_faults_names_them_all_and_warnings_too() -> None:
    result = judged("stays", date_to="2024-08-01", country="UK", citizenship=None, birth_year="9991")

    assert result.quarantined["broken_rules"].to_list() == [
        ["country_is_in_list", "stay_ends_on_or_after_it_starts", "age_is_15_to_90", "citizenship_is_known"]
    ]


def test_dates_and_numbers_are_read_as_the_profile_says() -> None:
    rows = frame("stays", row("stays", date_from="15.08.2024 00:00", grant_eur="2 750,50", ects_recognised="22,5"))

    accepted = split(rows, load_contract("stays"), ("%d.%m.%Y %H:%M",), decimal_comma=True).accepted

    cells = accepted.select(pl.col("date_from").cast(pl.String), "grant_eur", "ects_recognised").row(0)
    assert cells == ("2024-08-15", 2750.5, 22.5)


def test_rules_of_whole_feeds_are_left_to_the_build() -> None:
    twice = frame("stays", row("stays"), row("stays"))

    assert split(twice, load_contract("stays")).accepted.height == 2
    unjudged: set[Rule] = {rule for rule in load_contract("stays").rules if rule.kind in ("unique", "exists", "cross")}
    assert not {rule.name for rule in unjudged} & set(judged("stays", unit_code="999999").broken)
