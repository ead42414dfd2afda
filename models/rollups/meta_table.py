"""What a build says of its roll-ups: each column of each, and the sum that it holds if it does."""

import duckdb

from models.engines.engine import Engine
from models.rollups.rollup import Rollup, Rollups

RECORD = "rollups"
CREATE = (
    f"create table meta.{RECORD} (rollup varchar, fact varchar, rows bigint, column_name varchar, computes varchar)"
)


def record(connection: duckdb.DuckDBPyConnection, rollup: Rollup) -> None:
    """Say what is in a roll-up that was made."""
    described = {**dict.fromkeys(sorted(rollup.columns)), **{column: sql for sql, column in rollup.sums.items()}}
    connection.execute(
        f"insert into meta.{RECORD} select ?, ?, ?, unnest(?::varchar[]), unnest(?::varchar[])",
        [rollup.name, rollup.fact, rollup.rows, list(described), list(described.values())],
    )


def read_rollups(engine: Engine) -> Rollups:
    """The roll-ups that a build says it has."""
    if RECORD not in engine.tables("meta"):
        return Rollups()
    rollups: dict[tuple[str, str, int], dict[str, str | None]] = {}
    query = f"select rollup, fact, rows, column_name, computes from meta.{RECORD} order by rows, rollup"
    for name, fact, rows, column, computes in engine.rows(query):
        described = rollups.setdefault((str(name), str(fact), int(str(rows))), {})
        described[str(column)] = None if computes is None else str(computes)
    return Rollups([
        Rollup(
            *named,
            columns=frozenset(column for column, computes in described.items() if computes is None),
            sums={computes: column for column, computes in described.items() if computes is not None},
        )
        for named, described in rollups.items()
    ])  # fmt: skip
