"""How new each feed of a build is, by its files and by what its rows are about."""

from collections.abc import Iterable
from datetime import date

import duckdb

from data_contracts.contract import Column, Contract
from pipelines.attached import quoted

# What an event column says, by the form of its cells; a month, a semester and a year count as their last day.
MONTH, SEMESTER = r"^\d{4}-\d{2}$", r"^\d{4}-(spring|autumn)$"


def record_freshness(connection: duckdb.DuckDBPyConnection, contracts: Iterable[Contract], as_of: date) -> None:
    """Make `meta.feeds`, one row per feed that files were submitted for, from the tables `meta.files` and `feeds`.

    newest_file_on: when its newest file was last changed. newest_event_on: the latest day of its event column that is
    not after `as_of`; null where its contract names no such column or no row has a day.
    """
    connection.execute(
        """create table meta.feeds as
        select feed, cast(sum(rows_loaded) as bigint) as rows, cast(max(modified_on) as date) as newest_file_on,
            cast(null as date) as newest_event_on
        from meta.files group by feed order by feed"""
    )
    for contract in contracts:
        connection.execute(
            "update meta.feeds set newest_event_on = ? where feed = ?",
            [newest_event(connection, contract, as_of), contract.feed],
        )


def newest_event(connection: duckdb.DuckDBPyConnection, contract: Contract, as_of: date) -> date | None:
    """The latest day of a loaded feed's event column up to `as_of`: one that is ahead has not happened yet."""
    if contract.event is None:
        return None
    day = _last_day(contract.column(contract.event))
    [(newest,)] = connection.execute(
        f"""select max(day) from (
            select {day} as day from (select distinct {quoted(contract.event)} from {quoted("feeds", contract.feed)})
        ) where day <= ?""",
        [as_of],
    ).fetchall()
    return newest if isinstance(newest, date) else None


def _last_day(column: Column) -> str:
    name = quoted(column.name)
    if column.type == "date":
        return name
    if column.type == "int":
        return f"make_date({name}, 12, 31)"
    year = f"cast(substr({name}, 1, 4) as int)"
    return f"""case
        when regexp_matches({name}, '{MONTH}') then last_day(try_cast({name} || '-01' as date))
        when regexp_matches({name}, '{SEMESTER}')
        then make_date({year}, if({name} like '%spring', 7, 12), 31)
    end"""
