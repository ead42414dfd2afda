"""Cutting rows of a kept build loose from persons: figures stay as they are, and nothing leads to anybody any more."""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
from sqlglot import exp

from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from models.engines.table_location import Place
from pipelines.attached import attached, columns_of, quoted
from pipelines.durable import DRAFT, sync
from pipelines.warehouse import DATABASE, QUARANTINE, BuildRef

RANDOM_BYTES = 16  # of what replaces a value; as many as a keyed hash has
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "storage_compatibility_version": "v2.0.0",
}
PAIRS = {"old": pl.String, "new": pl.String}


@dataclass(frozen=True)
class Replaced:
    """Old value → new one, in the columns of this name; without a name wherever it is text."""

    new: Mapping[str, str]
    column: str | None = None


def rows_of(ref: BuildRef, persons: Collection[str]) -> dict[str, int]:
    """File of the inbox → the rows of persons, given as keyed hashes, that the build loaded or quarantined."""
    with attached(build=ref.database) as connection:
        paths: dict[int, str] = dict(connection.execute("select file_no, path from meta.files").fetchall())
        connection.register("persons", _as_table(persons))
        tables = [(f"feeds.{quoted(feed)}", names) for feed, names in _columns_of_persons(connection).items()]
        tables += [(f"read_parquet({_literal(file)})", names) for file, names in _quarantined(ref)]
        counts: Counter[str] = Counter()
        for rows, names in tables:
            query = f"select source_file, count(*) from {rows} where {_of_a_person(names)} group by 1"
            for number, count in connection.execute(query).fetchall():
                counts[paths[number]] += count
    return dict(counts)


def unlink(ref: BuildRef, persons: Collection[str]) -> None:
    """Replace persons' hashes and the keys of their rows by random values; their quarantined rows are removed.

    Who has the build open keeps reading the file of before until it is opened again.
    """
    with attached(build=ref.database) as connection:
        keys = _keys_of_rows(connection, persons)
    of_rows = [Replaced({value: _random() for value in values}, column) for column, values in keys.items()]
    _rewrite(ref, [*of_rows, Replaced({person: _random() for person in persons})])
    for file, names in _quarantined(ref):
        is_theirs = [pl.col(name).is_in(list(persons)).fill_null(False) for name in names]
        _write(pl.read_parquet(file).filter(~pl.any_horizontal(is_theirs)), file)


def unlink_everybody(ref: BuildRef) -> int:
    """Replace every person's hash by a random one, the same wherever it is in the build. Gives how many persons."""
    persons: set[str] = set()
    with attached(build=ref.database) as connection:
        for feed, names in _columns_of_persons(connection).items():
            for name in names:
                query = f"select distinct {quoted(name)} from feeds.{quoted(feed)} where {quoted(name)} is not null"
                persons.update(person for (person,) in connection.execute(query).fetchall())
    for file, names in _quarantined(ref):
        for column in pl.read_parquet(file, columns=names):
            persons.update(column.drop_nulls())
    replaced = {person: _random() for person in persons}
    _rewrite(ref, [Replaced(replaced)])
    for file, names in _quarantined(ref):
        _write(pl.read_parquet(file).with_columns(pl.col(names).replace(replaced)), file)
    return len(persons)


def _rewrite(ref: BuildRef, replaced: Sequence[Replaced]) -> None:
    """Write the database anew, so that no block of the file holds what was replaced."""
    draft = ref.path / f"{DRAFT}{DATABASE}"
    draft.unlink(missing_ok=True)
    try:
        with duckdb.connect(config=SETTINGS) as connection:
            connection.execute(f"attach {_literal(ref.database)} as kept (read_only)")
            connection.execute(f"attach {_literal(draft)} as new (storage_version 'v2.0.0')")
            connection.execute("copy from database kept to new (schema)")
            for number, values in enumerate(replaced):
                frame = pl.DataFrame({"old": list(values.new), "new": list(values.new.values())}, schema=PAIRS)
                connection.register(f"replaced_{number}", frame.to_arrow())
            query = "select schema_name, table_name from duckdb_tables() where database_name = 'kept'"
            for schema, table in connection.execute(query).fetchall():
                rows = _rewritten(connection, f"kept.{quoted(schema, table)}", replaced)
                connection.execute(f"insert into new.{quoted(schema, table)} {rows}")
            connection.execute("checkpoint new")
            connection.execute("detach new")
        sync(draft)
        _rewrite_tables_beside(ref, replaced)
        draft.replace(ref.database)
        sync(ref.path)
    finally:
        draft.unlink(missing_ok=True)


def _rewritten(connection: duckdb.DuckDBPyConnection, table: str, replaced: Sequence[Replaced]) -> str:
    """SQL for a table's rows in their order with values replaced where there are any to replace."""
    cells, joins = [], []
    relation = connection.sql(f"select * from {table}")
    for place, (column, kind) in enumerate(zip(relation.columns, relation.types, strict=True)):
        name = quoted(column)
        for number, values in enumerate(replaced):
            if str(kind) != "VARCHAR" or values.column not in (None, column):
                continue
            query = f"select count(*) from {table} where {name} in (select old from replaced_{number})"
            if connection.execute(query).fetchall() != [(0,)]:
                cells.append(f"coalesce(j{place}.new, rows.{name}) as {name}")
                joins.append(f"left join replaced_{number} as j{place} on j{place}.old = rows.{name}")
                break
    if not cells:
        return f"select * from {table}"
    return f"select rows.* replace ({', '.join(cells)}) from {table} as rows {' '.join(joins)} order by rows.rowid"


def _rewrite_tables_beside(ref: BuildRef, replaced: Sequence[Replaced]) -> None:
    """The same in the Parquet tables of a build that Spark made."""
    place = Place.of_build(ref.path)
    for schema, table in place.tables if place is not None else ():
        assert place is not None
        rows = pl.from_arrow(place.read(schema, table))
        assert isinstance(rows, pl.DataFrame)
        changed = rows
        for values in replaced:
            text = [name for name in rows.columns if rows.schema[name] == pl.String and values.column in (None, name)]
            changed = changed.with_columns(pl.col(text).replace(values.new))
        if not changed.equals(rows):
            place.put(changed.to_arrow(), schema, table)


def _columns_of_persons(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Feed → its columns of keyed hashes, of the feeds that have some in this build."""
    present = columns_of(connection, "build")
    columns = {feed: [name for name in _hashed(feed) if name in present.get(feed, ())] for feed in feeds()}
    return {feed: names for feed, names in columns.items() if names}


def _keys_of_rows(connection: duckdb.DuckDBPyConnection, persons: Collection[str]) -> dict[str, set[str]]:
    """Column → the keys of persons' rows, of the feeds whose rows have a key of one column (`stay_id`)."""
    connection.register("persons", _as_table(persons))
    keys: dict[str, set[str]] = {}
    for feed, names in _columns_of_persons(connection).items():
        key = load_contract(feed).key
        if len(key) == 1 and key[0] not in names:
            query = f"select {quoted(key[0])} from feeds.{quoted(feed)} where {_of_a_person(names)}"
            keys.setdefault(key[0], set()).update(value for (value,) in connection.execute(query).fetchall())
    return keys


def _hashed(feed: str) -> list[str]:
    return [column.name for column in load_contract(feed).columns if column.privacy == "hash"]


def _of_a_person(columns: Collection[str]) -> str:
    return " or ".join(f"{quoted(name)} in (select person from persons)" for name in columns)


def _quarantined(ref: BuildRef) -> list[tuple[Path, list[str]]]:
    """Files of quarantined rows with their columns of keyed hashes, of the feeds about persons."""
    files = []
    for file in sorted((ref.path / QUARANTINE).glob("*.parquet")):
        present = pl.read_parquet_schema(file)
        if names := [name for name in _hashed(file.stem) if name in present]:
            files.append((file, names))
    return files


def _write(rows: pl.DataFrame, file: Path) -> None:
    draft = file.with_name(f"{DRAFT}{file.name}")
    rows.write_parquet(draft)
    sync(draft)
    draft.replace(file)


def _as_table(persons: Collection[str]) -> pa.Table:
    return pl.DataFrame({"person": list(persons)}, schema={"person": pl.String}).to_arrow()


def _literal(path: Path) -> str:
    return exp.Literal.string(str(path)).sql("duckdb")


def _random() -> str:
    return secrets.token_hex(RANDOM_BYTES)
