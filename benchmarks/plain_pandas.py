"""A load as one writes it with pandas and Great Expectations: the same contracts, the same rules, every row judged.

It ends where a build ends, but for the counting of facts: accepted rows in DuckDB with hashed persons and age bands,
the others set aside as Parquet. What a rule says of several columns or feeds DuckDB answers as a true or false per row,
which pandas would take longer for; the expectation is that no row is true.
"""

import hmac
import time
from pathlib import Path
from typing import Any

import duckdb
import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.data_context.types.base import ProgressBarsConfig

from data_contracts.certify import EXPECTATIONS, expectation
from data_contracts.codes import code_lists, code_table
from data_contracts.contract import Contract, Rule, feeds
from data_contracts.contract_parser import load_contract
from pipelines.building.loading import empty_table
from pipelines.staging.privacy import AGE_BANDS, EVENTS, OLDEST_AGE

KEY = b"a key of the institution"
REFERENCES = ("units", "programmes", "partners")
TEXT = ("id", "code", "text")
EMPTY = {"date": "datetime64[s]", "num": "float", "int": "Int64", "bool": "boolean"}  # columns the file lacks
JUDGED_BY_SQL = ("condition", "cross")
ROWS, COUNTS = "COMPLETE", "BASIC"  # which rows break a rule, or how many


def load(inbox: Path, database: Path, big: tuple[str, ...]) -> dict[str, float]:
    """Load the feeds `big` from csv, and before them those that their rules look up. Gives seconds by stage."""
    seconds = dict.fromkeys(("read", "judge", "load"), 0.0)
    since = time.perf_counter()

    def passed(stage: str) -> None:
        nonlocal since
        now = time.perf_counter()
        seconds[stage] += now - since
        since = now

    with duckdb.connect(database) as connection:
        connection.execute("create schema feeds; create schema codes")
        for name in code_lists():
            _write(connection, f'codes."{name}"', code_table(name).to_pandas())
        for feed in feeds():
            _write(connection, f"feeds.{feed}", empty_table(load_contract(feed)).to_pandas())
        for feed in (*REFERENCES, *big):
            contract, files = load_contract(feed), sorted((inbox / feed).glob("*.csv"))
            frame = _read(contract, files)
            passed("read")
            bad = _broken(connection, contract, frame)
            passed("judge")
            frame.loc[bad].to_parquet(database.with_name(f"{feed}.parquet"))
            _write(connection, f"feeds.{feed}", _reduced(contract, frame.loc[~bad]))
            passed("load")
    return seconds


def _read(contract: Contract, files: list[Path]) -> pd.DataFrame:
    kinds = {column.name: "str" for column in contract.columns if column.type in TEXT}
    dates = [column.name for column in contract.columns if column.type == "date"]
    frames = [
        pd.read_csv(file, dtype=kinds, parse_dates=[*set(dates) & {*pd.read_csv(file, nrows=0)}]) for file in files
    ]
    frame = pd.concat(frames, ignore_index=True)
    for column in contract.columns:
        if column.name not in frame:
            frame[column.name] = pd.Series(None, index=frame.index, dtype=EMPTY.get(column.type, "str"))
        if column.privacy == "hash":
            persons = frame[column.name].dropna().unique()
            hashes = {person: hmac.digest(KEY, person.encode(), "sha256").hex()[:32] for person in persons}
            frame[column.name] = frame[column.name].map(hashes)
    return frame


def _broken(connection: duckdb.DuckDBPyConnection, contract: Contract, frame: pd.DataFrame) -> Any:
    """True for each row that breaks a rule of severity error; warnings are counted."""
    by_sql = [rule for rule in contract.rules if rule.kind in JUDGED_BY_SQL]
    if by_sql:
        connection.register("rows", frame.reset_index(names="row"))
        judged = ", ".join(f'coalesce({rule.condition}, false) as "{rule.name}"' for rule in by_sql)
        verdicts = connection.sql(f"select row, {judged} from rows as {contract.feed}").df().set_index("row")
        connection.unregister("rows")
        frame = frame.join(verdicts)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    batch = context.data_sources.pandas_default.read_dataframe(frame)
    bad = pd.Series(False, index=frame.index)
    for severity, result_format in (("error", ROWS), ("warning", COUNTS)):
        expected = [
            broken
            for rule in contract.rules
            if rule.severity == severity and (broken := _expected(connection, rule, contract))
        ]
        suite = gx.ExpectationSuite(f"{contract.feed} {severity}", expectations=expected)
        given: dict[str, Any] = {"result_format": result_format, "partial_unexpected_count": 0}
        for result in batch.validate(suite, result_format=given).results if expected else ():
            if result.result.get("unexpected_count") is None:
                raise SystemExit(f"{contract.feed}: {result.expectation_config} {result.exception_info}")
            bad.loc[result.result.get("unexpected_index_list") or []] = True
    return bad


def _expected(connection: duckdb.DuckDBPyConnection, rule: Rule, contract: Contract) -> gxe.Expectation | None:
    column = contract.column(rule.columns[0])
    if rule.kind in EXPECTATIONS and column.type != "list":
        return expectation(rule, contract)
    if rule.kind in JUDGED_BY_SQL:
        return gxe.ExpectColumnValuesToBeInSet(column=rule.name, value_set=[False])
    if rule.kind == "unique" and len(rule.columns) > 1:
        return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(rule.columns), ignore_row_if="never")
    if rule.kind == "unique":
        return gxe.ExpectColumnValuesToBeUnique(column=column.name)
    if rule.kind == "exists":
        feed, _, name = (rule.refers_to or "").partition(".")
        known_values = (
            [] if feed == contract.feed else connection.sql(f"select distinct {name} from feeds.{feed}").fetchall()
        )
        return (
            gxe.ExpectColumnValuesToBeInSet(column=column.name, value_set=[key for (key,) in known_values])
            if known_values
            else None
        )
    return None


def _reduced(contract: Contract, frame: pd.DataFrame) -> pd.DataFrame:
    """An age band in place of the year of birth."""
    for column in contract.columns:
        if column.privacy == "age_band":
            event = frame[EVENTS[contract.feed]]
            year = event.dt.year if contract.column(EVENTS[contract.feed]).type == "date" else event.str[:4].astype(int)
            bands = [band for _, band in reversed(AGE_BANDS)]
            ages = [lowest for lowest, _ in reversed(AGE_BANDS)]
            band = pd.cut(year - frame[column.name], [*ages, OLDEST_AGE + 1], right=False, labels=bands)
            frame = frame.drop(columns=column.name).assign(age_band=band.astype("str"))
    return frame.drop(columns=[column.name for column in contract.columns if column.privacy == "drop"])


def _write(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    connection.register("frame", frame)
    connection.execute(f"create or replace table {table} as from frame")
    connection.unregister("frame")
