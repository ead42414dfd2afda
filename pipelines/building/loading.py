"""Staged Parquet into the tables of a build: DuckDB does the work, so memory stays flat at any size."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl
from sqlglot import exp

from data_contracts.cell_parser import DTYPES
from data_contracts.contract import Contract, Rule
from data_contracts.contract_parser import ContractError
from data_contracts.stored_columns import stored
from pipelines.building.superseded import Superseded
from pipelines.staging.stage import StagedFile

Counts = Mapping[int, int]
NO_ROWS_SQL = "false"


@dataclass(frozen=True)
class Loaded:
    """What became of a feed's rows, by file number; `conflicts` (an equal key) are among the quarantined.

    `replaced_by` has, by the number of an older file, the newer ones whose rows count in place of some of its own.
    """

    loaded: Counts
    quarantined: Counts
    duplicates: Counts
    conflicts: Counts
    replaced_by: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def whole(self) -> Counts:
        """The rows of the files of which none was left out for another row."""
        return {
            number: rows
            for number, rows in self.loaded.items()
            if not self.duplicates.get(number) and not self.conflicts.get(number)
        }


def empty_table(contract: Contract) -> pl.DataFrame:
    """No rows, and the columns with the types that the feed's table has after privacy."""
    return pl.DataFrame(schema={column.name: DTYPES[column.type] for column in stored(contract).columns})


def load_feed(  # noqa: PLR0917
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    files: Mapping[int, StagedFile],
    quarantine: Path,
    superseded: Mapping[int, Superseded] | None = None,
    reused: Collection[int] = (),
    newest_first: Sequence[int] = (),
) -> Loaded:
    """Make `feeds.<feed>` from staged files by number; quarantined rows go to `quarantine`/<feed>.parquet.

    A row equal to an earlier one in every column is a duplicate; one whose key alone is equal is quarantined as
    `key_is_unique`. Earlier means a lower file number, then a lower row. Where the numbers of the files are given,
    `newest_first`, of rows in several files that share a key those of the newest file stay, and the others count as
    duplicates. No row, no quarantine file. Rows that are superseded by those of a newer file count as duplicates, too,
    and are not an earlier row. The table is there already where files are `reused`: it has all their rows and no
    other, and no two of them share a key.
    """
    empty = empty_table(contract)
    table = _name("feeds", contract.feed)
    if not reused:
        connection.register("empty_feed", empty.to_arrow())
        connection.execute(
            f"create table {table} as "
            "select *, cast(null as integer) as source_file, cast(null as bigint) as source_row from empty_feed"
        )
        connection.unregister("empty_feed")
    if not files:
        return Loaded({}, {}, {}, {})
    _register(connection, files)
    old = {number: by for number, by in (superseded or {}).items() if number in files}
    for number in {*reused} & {*old}:
        connection.execute(f"delete from {table} where source_file = {number}")
    fresh = {number: file for number, file in files.items() if number not in reused or number in old}
    accepted = {"paths": _paths(staged.accepted for staged in fresh.values())}
    rows = f"""read_parquet($paths, filename = 'staged_path') as rows
        inner join staged_files as files on files.accepted = rows.staged_path and {_one_of("files.file_no", fresh)}"""
    is_old = _is_superseded(old)
    if fresh:
        connection.execute(
            f"""insert into {table} by name
            select {_list(empty.columns)}, files.file_no as source_file, source_row from {rows} where not {is_old}""",
            accepted,
        )
    replaced_by = _drop_older(connection, contract, newest_first)
    replaced = Counter(_count(connection, "older")) if newest_first else Counter()
    _keep_out(connection, contract, empty.columns, _one_of("source_file", fresh) if len(fresh) < len(files) else "true")
    duplicates = Counter(_count(connection, "set_aside where is_duplicate")) + replaced
    if is_old != NO_ROWS_SQL:
        left_out = f"(select files.file_no as source_file from {rows} where {is_old})"
        duplicates.update(_count(connection, left_out, accepted))
    loaded = Loaded(
        loaded=_count(connection, table),
        quarantined=_quarantine(connection, contract.feed, empty, files, quarantine),
        duplicates=duplicates,
        conflicts=_count(connection, "set_aside where not is_duplicate"),
        replaced_by=replaced_by,
    )
    connection.execute("drop table set_aside; drop table staged_files; drop table if exists older")
    return loaded


def _drop_older(
    connection: duckdb.DuckDBPyConnection, contract: Contract, newest_first: Sequence[int]
) -> dict[int, frozenset[int]]:
    """Move rows whose key a newer file has again out of the table into the temporary table `older`.

    Gives the newer files by the number of the older one. Only keys that are in several files are looked at.
    """
    if not newest_first:
        return {}
    table, key = _name("feeds", contract.feed), _list(contract.key)
    age = " ".join(f"when {number} then {age}" for age, number in enumerate(newest_first))
    connection.execute(
        f"""create temp table older as
        with dated as (select {key}, source_file, rowid as place, case source_file {age} end as age from {table}),
        again as (
            select {key}, min(age) as newest, arg_min(source_file, age) as newer
            from dated group by {key} having min(age) < max(age)
        )
        select dated.source_file, dated.place, again.newer
        from dated join again using ({key}) where dated.age > again.newest"""
    )
    connection.execute(f"delete from {table} where rowid in (select place from older)")
    newer = connection.execute("select source_file, list(distinct newer) from older group by all").fetchall()
    return {number: frozenset(files) for number, files in newer}


def _keep_out(connection: duckdb.DuckDBPyConnection, contract: Contract, columns: Sequence[str], is_fresh: str) -> None:
    """Move duplicates and key conflicts out of the table into the temporary table `set_aside`.

    Of the rows that share a key one or more `is_fresh` (SQL). Only rows whose key may come more than once, by its
    hash, are numbered: windows over every row, and the keys of all rows, would not fit in memory.
    """
    table, key = _name("feeds", contract.feed), _list(contract.key)
    has_new_key = (
        f"hash({key}) in (select hash({key}) from {table} where {is_fresh})" if is_fresh != "true" else is_fresh
    )
    connection.execute(
        f"""create temp table set_aside as
        with suspects as (
            select hash({key}) as key_hash from {table}
            where {has_new_key}
        ),
        repeated as (select key_hash from suspects group by key_hash having count(*) > 1),
        numbered as (
            select
                *,
                rowid as place,
                row_number() over (
                    partition by {_list(columns)} order by source_file, source_row
                ) > 1 as is_duplicate
            from {table} as loaded semi join repeated on repeated.key_hash = hash({key})
        )
        select * from numbered
        qualify is_duplicate
            or row_number() over (partition by {key}, is_duplicate order by source_file, source_row) > 1"""
    )
    connection.execute(f"delete from {table} where rowid in (select place from set_aside)")


def rows_breaking(connection: duckdb.DuckDBPyConnection, contract: Contract, rule: Rule) -> Counts:
    """Loaded rows by file number that break a rule which looks into other feeds (`exists`, `cross`).

    Raises ContractError where the database cannot make sense of the rule's condition.
    """
    try:
        return _count(connection, breaking(contract, rule))
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        raise ContractError(f"{contract.feed}: rule '{rule.name}' cannot be judged: {error}") from error


def breaking(contract: Contract, rule: Rule) -> str:
    """SQL to stand after `from`: the loaded rows that break an `exists`, a `cross` or a condition.

    Null refers to nothing, and a feed without rows was not submitted: neither breaks an `exists`.
    """
    table = _name("feeds", contract.feed)
    if rule.kind != "exists":
        return f"{table} where {rule.condition}"
    feed, _, column = (rule.refers_to or "").partition(".")
    referred, value = _name("feeds", feed), f"referring.{_name(rule.columns[0])}"
    return (
        f"{table} as referring anti join {referred} as known on known.{_name(column)} = {value} "
        f"where {value} is not null and exists (select 1 from {referred})"
    )


def _register(connection: duckdb.DuckDBPyConnection, files: Mapping[int, StagedFile]) -> None:
    # Two inbox files of equal content share one staged file: the join gives each its rows.
    connection.execute("create temp table staged_files (file_no integer, accepted varchar, quarantined varchar)")
    connection.executemany(
        "insert into staged_files values (?, ?, ?)",
        [(number, str(staged.accepted), str(staged.quarantined)) for number, staged in files.items()],
    )


def _quarantine(
    connection: duckdb.DuckDBPyConnection,
    feed: str,
    empty: pl.DataFrame,
    files: Mapping[int, StagedFile],
    folder: Path,
) -> Counts:
    paths = _paths(staged.quarantined for staged in files.values())
    as_text = ", ".join(
        f"array_to_string({_name(name)}, '|') as {_name(name)}"
        if isinstance(dtype, pl.List)
        else f"cast({_name(name)} as varchar) as {_name(name)}"
        for name, dtype in empty.schema.items()
    )
    connection.execute(
        f"""create temp table quarantined as
        select rows.* exclude (staged_path), files.file_no as source_file
        from read_parquet($paths, filename = 'staged_path', union_by_name = true) as rows
        inner join staged_files as files on files.quarantined = rows.staged_path
        union all by name
        select {as_text}, source_file, source_row, ['key_is_unique'] as broken_rules
        from set_aside where not is_duplicate""",
        {"paths": paths},
    )
    counts = _count(connection, "quarantined")
    if counts:
        folder.mkdir(exist_ok=True)
        connection.execute(
            "copy (from quarantined order by source_file, source_row) to $path (format parquet, compression zstd)",
            {"path": str(folder / f"{feed}.parquet")},
        )
    connection.execute("drop table quarantined")
    return counts


def _is_superseded(files: Mapping[int, Superseded]) -> str:
    """SQL that is true for a row of a file by number which counts no more."""
    cases = "".join(f" when {number} then coalesce({old.condition}, false)" for number, old in files.items())
    return f"(case files.file_no{cases} else false end)" if cases else NO_ROWS_SQL


def _one_of(column: str, numbers: Collection[int]) -> str:
    return f"{column} in ({', '.join(map(str, numbers))})" if numbers else "false"


def _count(
    connection: duckdb.DuckDBPyConnection, rows: str, parameters: Mapping[str, list[str]] | None = None
) -> Counts:
    return dict(connection.execute(f"select source_file, count(*) from {rows} group by all", parameters).fetchall())


def _paths(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in dict.fromkeys(paths)]


def _name(*parts: str) -> str:
    return ".".join(exp.to_identifier(part, quoted=True).sql("duckdb") for part in parts)


def _list(columns: Sequence[str]) -> str:
    return ", ".join(_name(column) for column in columns)
