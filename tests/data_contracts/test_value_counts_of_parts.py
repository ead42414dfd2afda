"""Counts of parts of a feed add up to those of the whole, and taking a part away leaves the rest."""

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings

from data_contracts import value_counts
from data_contracts.cell_parser import as_text, as_typed
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from data_contracts.value_counts import FeedCounts, count_feed, count_part, count_repeated
from tests.data_contracts.drawn import frames
from tests.data_contracts.given import frame, row


def loaded(text: pl.DataFrame, feed: str) -> duckdb.DuckDBPyConnection:
    """The feed's table with `source_row`, all rows in it, broken or not."""
    contract = load_contract(feed)
    typed = as_typed(as_text(text, contract), contract)
    if "birth_year" in typed.columns:
        typed = typed.with_columns(age_band=pl.lit("20_24")).drop("birth_year")
    connection = duckdb.connect()
    connection.register("given", typed.with_columns(text["source_row"]))
    connection.execute(f"create schema feeds; create table feeds.{feed} as select * from given")
    return connection


@pytest.mark.parametrize("feed", feeds())
def test_parts_make_the_whole_and_leave_the_rest(feed: str) -> None:
    @settings(max_examples=2, deadline=None)
    @given(frames(feed, most_rows=12))
    def holds(text: pl.DataFrame) -> None:
        with loaded(text, feed) as connection:
            whole = count_feed(connection, feed)
            odd = count_part(connection, whole, "source_row % 2 = 1")
            even = count_part(connection, whole, "source_row % 2 = 0")
            assert odd is not None
            assert even is not None
            repeated = count_repeated(connection, feed)
            connection.execute(f"delete from feeds.{feed} where source_row % 2 = 0")
            rest = count_feed(connection, feed)

        both = odd + even
        assert FeedCounts(feed, both.values, both.breaking | repeated) == whole
        left = whole - even
        assert FeedCounts(feed, left.values, left.breaking | dict.fromkeys(repeated, 0)) == FeedCounts(
            feed, rest.values, rest.breaking | dict.fromkeys(repeated, 0)
        )

    holds()


def test_a_part_with_more_values_than_are_handed_over_is_counted_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row("stays", stay_id=f"S{number}", country=code) for number, code in enumerate(("DE", "DE", "FR"))]
    with loaded(frame("stays", *rows).with_row_index("source_row"), "stays") as connection:
        whole = count_feed(connection, "stays")
        monkeypatch.setattr(value_counts, "MOST_VALUES", 1)
        assert count_part(connection, whole, "stay_id = 'S0'") is not None
        assert count_part(connection, whole, "stay_id <> 'S0'") is None
