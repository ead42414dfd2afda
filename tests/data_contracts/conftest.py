"""Feeds and code lists in DuckDB, made once; what a test puts there is taken back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@pytest.fixture(scope="session")
def empty() -> "Iterator[DuckDBPyConnection]":
    """Every feed without rows, and every code list."""
    import duckdb

    from tests.data_contracts.loaded import make_empty

    with duckdb.connect() as connection:
        make_empty(connection)
        yield connection


@pytest.fixture
def warehouse(empty: "DuckDBPyConnection") -> "Iterator[DuckDBPyConnection]":
    """The same, to load rows into."""
    empty.begin()
    yield empty
    empty.rollback()
