"""The contracts for other tools hold the standard, need nothing of Utsyn, and judge as Utsyn judges."""

import json
import re
from importlib.resources import files
from typing import Any

import duckdb
import jsonschema
import open_data_contract_standard
import pytest
import yaml

from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from data_contracts.self_contained import contracts

WRITTEN = contracts()
BUNDLE = yaml.safe_load(WRITTEN["utsyn.odcs.yaml"])
TYPES = {"string": "varchar", "integer": "bigint", "number": "double", "boolean": "boolean", "date": "date"}


@pytest.fixture(scope="module")
def standard() -> jsonschema.protocols.Validator:
    schema = files(open_data_contract_standard) / "schema.json"
    return jsonschema.Draft201909Validator(json.loads(schema.read_text(encoding="utf-8")))


def checks(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """All checks of a table, its columns' too."""
    return [
        *schema.get("quality", []),
        *(check for column in schema["properties"] for check in column.get("quality", [])),
    ]


def queries(schema: dict[str, Any]) -> dict[str, str]:
    """Rule → its query over the table itself."""
    return {c["name"]: c["query"].replace("{object}", schema["name"]) for c in checks(schema) if c["type"] == "sql"}


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    """The tables of all feeds as the bundle describes them, empty."""
    connection = duckdb.connect()
    for schema in BUNDLE["schema"]:
        columns = ", ".join(f'"{column["name"]}" {TYPES[column["logicalType"]]}' for column in schema["properties"])
        connection.execute(f"create table {schema['name']} ({columns})")
    return connection


def insert(connection: duckdb.DuckDBPyConnection, feed: str, **cells: object) -> None:
    connection.execute(
        f"insert into {feed} by name select {', '.join(f'? as {name}' for name in cells)}", [*cells.values()]
    )


def broken(connection: duckdb.DuckDBPyConnection, feed: str, rule: str) -> int:
    [table] = [schema for schema in BUNDLE["schema"] if schema["name"] == feed]
    [(rows,)] = connection.execute(queries(table)[rule]).fetchall()
    return int(rows)


@pytest.mark.parametrize("name", WRITTEN)
def test_each_holds_the_standards_own_schema(name: str, standard: jsonschema.protocols.Validator) -> None:
    assert [error.message for error in standard.iter_errors(yaml.safe_load(WRITTEN[name]))] == []


def test_there_is_one_of_each_feed_and_one_of_all() -> None:
    assert set(WRITTEN) == {"utsyn.odcs.yaml", *(f"{feed}.odcs.yaml" for feed in feeds())}
    assert tuple(schema["name"] for schema in BUNDLE["schema"]) == feeds()


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_is_left_that_only_utsyn_knows(name: str) -> None:
    assert re.findall(r"codeList|engine: utsyn|\bfeeds\.\w+|\bcodes\.\w+|\bmeta\.\w+|: ':\w+'", WRITTEN[name]) == []


def test_codes_are_spelled_out_and_lists_are_the_text_of_a_cell() -> None:
    [agreements] = [schema for schema in BUNDLE["schema"] if schema["name"] == "agreements"]
    levels = next(column for column in agreements["properties"] if column["name"] == "degree_levels")
    pattern = re.compile(levels["quality"][0]["arguments"]["pattern"])
    assert pattern.match("bachelor|master")
    assert not pattern.match("bachelor|none")
    [stays] = [schema for schema in BUNDLE["schema"] if schema["name"] == "stays"]
    country = next(column for column in stays["properties"] if column["name"] == "country")
    assert set(country["quality"][0]["arguments"]["validValues"]) == set(
        load_contract("stays").column("country").codes or ()
    )


def test_a_rule_that_reads_another_feed_is_in_the_bundle_alone() -> None:
    [alone] = yaml.safe_load(WRITTEN["stays.odcs.yaml"])["schema"]
    [together] = [schema for schema in BUNDLE["schema"] if schema["name"] == "stays"]
    only = set(queries(together)) - set(queries(alone))
    rules = {rule.name: rule for rule in load_contract("stays").rules}
    assert only
    assert {rules[name].kind for name in only} == {"cross"}


@pytest.mark.parametrize("feed", feeds())
def test_every_query_runs_on_the_tables_that_are_described(feed: str, database: duckdb.DuckDBPyConnection) -> None:
    [table] = [schema for schema in BUNDLE["schema"] if schema["name"] == feed]
    for rule in queries(table):
        assert broken(database, feed, rule) == 0


def test_queries_judge_rows_of_one_feed_of_two_and_by_a_code_list(database: duckdb.DuckDBPyConnection) -> None:
    insert(database, "stays", stay_id="S1", date_from="2025-05-10", date_to="2025-01-10", unit_code="631000")
    insert(database, "units", unit_code="631000", valid_from="2026-01-01")
    insert(database, "agreements", agreement_id="A1", unit_codes="631000|999999")
    assert broken(database, "stays", "stay_ends_on_or_after_it_starts") == 1
    assert broken(database, "agreements", "unit_codes_exist_in_units") == 1
    insert(database, "units", unit_code="999999", valid_from="2026-01-01")
    assert broken(database, "agreements", "unit_codes_exist_in_units") == 0
