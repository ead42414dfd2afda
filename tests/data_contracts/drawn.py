"""Random frames of a feed: valid cells, the planted faults, and junk."""

import polars as pl
from hypothesis import strategies as st

from data_contracts.contract import Column
from data_contracts.contract_parser import load_contract
from tests.data_contracts.given import VALID

JUNK = st.sampled_from(
    [None, "", " ", "\u00a0", "x", "-1", "1e9", "nan", "0", "NO", "Tyskland", "25.05.2020 00:00", "a|b"]
)
DATES = st.sampled_from(
    ["2019-12-31", "2020-01-01", "2022-06-30", "2022-08-15", "2022-11-12", "2023-01-01", "2026-01-01"]
)
BY_TYPE = {
    "date": DATES,
    "bool": st.sampled_from(["true", "false", "1", "0"]),
    "int": st.sampled_from(["1", "142", "1931", "2001", "2008", "2020", "9991", "-7"]),
    "num": st.sampled_from(["0", "30", "120", "120.01", "-0.5", "1000000"]),
}


def _cells(feed: str, column: Column) -> st.SearchStrategy[str | None]:
    """Mostly cells that parse, so that rules across columns have something to judge; now and then junk."""
    likely = BY_TYPE.get(column.type, st.just(VALID[feed].get(column.name)))
    if column.codes:
        likely = st.sampled_from(column.codes[:5]) | st.just(VALID[feed].get(column.name))
    return st.one_of(likely, likely, st.just(VALID[feed].get(column.name)), JUNK)


def frames(feed: str, most_rows: int = 6) -> st.SearchStrategy[pl.DataFrame]:
    """Text frames of the feed's canonical columns with a `source_row`, no rows to `most_rows`."""
    columns = load_contract(feed).columns
    rows = st.fixed_dictionaries({column.name: _cells(feed, column) for column in columns})
    schema = dict.fromkeys((column.name for column in columns), pl.String())
    return st.lists(rows, max_size=most_rows).map(
        lambda given: pl.DataFrame(given, schema).with_row_index("source_row")
    )
