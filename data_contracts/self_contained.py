"""Self-contained contracts, for tools that know the Open Data Contract Standard and nothing of Utsyn.

They describe csv files with our headings. Codes are spelled out, settings of the institution are filled in, and rules
that read other feeds are in the one contract of all feeds alone.
"""

import re
from collections.abc import Iterator
from typing import Any

import sqlglot
import yaml
from sqlglot import exp

from data_contracts.codes import code_lists, code_table
from data_contracts.contract import FEEDS, SUFFIX, feeds
from data_contracts.local import local
from data_contracts.yaml_text import parse_yaml

BUNDLE = "utsyn"
SEPARATOR = "|"  # of the items of a list in a cell
OBJECT = "object_of_this_rule"  # in the place of {object} while a query is parsed


def contracts() -> dict[str, str]:
    """File name → text: a contract of each feed by itself, and `utsyn.odcs.yaml` with all of them."""
    texts = {feed: (FEEDS / f"{feed}{SUFFIX}").read_text(encoding="utf-8") for feed in feeds()}
    written = {feed: parse_yaml(local().in_rules(text)) for feed, text in texts.items()}
    single = {feed: {**written[feed], "servers": [_files(f"{feed}/*.csv")]} for feed in feeds()}
    bundle = {
        **{key: written[feeds()[0]][key] for key in ("apiVersion", "kind", "version", "status")},
        "id": BUNDLE,
        "name": "All feeds of Utsyn",
        "description": {"purpose": "Every feed that Utsyn reads, with the rules that look from one feed into another."},
        "servers": [_files("{model}/*.csv")],
        "schema": [_table(feed, written[feed]["schema"][0], is_alone=False) for feed in feeds()],
    }
    documents = {f"{BUNDLE}{SUFFIX}": bundle}
    for feed, contract in single.items():
        documents[f"{feed}{SUFFIX}"] = {**contract, "schema": [_table(feed, contract["schema"][0], is_alone=True)]}
    return {name: _text(content) for name, content in documents.items()}


def _text(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)


def _files(path: str) -> dict[str, str]:
    return {"server": "files", "type": "local", "path": path, "format": "csv"}


def _table(feed: str, table: dict[str, Any], *, is_alone: bool) -> dict[str, Any]:
    lists = [column["name"] for column in table["properties"] if column["logicalType"] == "array"]
    properties = [_column(column, is_alone=is_alone) for column in table["properties"]]
    quality = list(_rules(feed, table.get("quality", []), lists, is_alone=is_alone))
    return {**table, "physicalName": feed, "properties": properties, **({"quality": quality} if quality else {})}


def _column(column: dict[str, Any], *, is_alone: bool) -> dict[str, Any]:
    fields = {key: value for key, value in column.items() if key != "relationships" or not is_alone}
    is_list = fields.get("logicalType") == "array"
    if is_list:
        fields = {key: value for key, value in fields.items() if key != "items"} | {"logicalType": "string"}
    if "quality" in fields:
        checks = fields["quality"]
        fields["quality"] = [{**check, **_arguments(check.get("arguments"), is_list)} for check in checks]
    return fields


def _arguments(arguments: dict[str, Any] | None, is_list: bool) -> dict[str, Any]:
    """The codes of a check; where several are in one cell, a pattern. A check without arguments stays as it is."""
    if arguments is None:
        return {}
    pattern, codes = str(arguments.get("pattern", "")), None
    if "codeList" in arguments:
        codes = code_table(arguments["codeList"]).to_series(0).to_list()
    if not is_list:
        return {"arguments": {"validValues": codes} if codes is not None else {"pattern": pattern}}
    item = "|".join(map(re.escape, codes)) if codes is not None else pattern.removeprefix("^").removesuffix("$")
    return {"arguments": {"pattern": rf"^({item})(\{SEPARATOR}({item}))*$"}}


def _rules(feed: str, rules: list[dict[str, Any]], lists: list[str], *, is_alone: bool) -> Iterator[dict[str, Any]]:
    """Queries in DuckDB's SQL; what only a build can judge, against the one before, as text."""
    for rule in rules:
        if rule["type"] != "sql":
            kept = {key: rule[key] for key in ("name", "description", "customProperties", "severity") if key in rule}
            yield kept | {"type": "text"}
            continue
        query = sqlglot.parse_one(rule["query"].replace("{object}", OBJECT), dialect="duckdb")
        others = {table.name for table in query.find_all(exp.Table) if table.db == "feeds"} - {feed}
        if is_alone and others:
            continue
        yield {**rule, "query": _portable(query, lists).sql("duckdb").replace(OBJECT, "{object}")}


def _portable(query: exp.Expr, lists: list[str]) -> exp.Expr:
    """Without our schemas: a feed by its name, a code list by its rows, and a list as the text that it is in a file."""

    def changed(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and node.name in lists:
            return exp.func("string_split", node.copy(), exp.Literal.string(SEPARATOR), dialect="duckdb")
        if isinstance(node, exp.Table) and node.db == "feeds":
            return exp.to_table(node.name, alias=node.alias or None)
        if isinstance(node, exp.Table) and node.db == "codes" and node.name in code_lists():
            return _rows_of(node.name, node.alias or node.name)
        if isinstance(node, exp.Table) and node.db == "meta":  # of which rules read the day alone that a build is as of
            return _source(f"(select current_date as as_of) as {node.alias}")
        return node

    return query.transform(changed)


def _rows_of(code_list: str, alias: str) -> exp.Expr:
    table = code_table(code_list)
    rows = ", ".join(
        "(" + ", ".join("null" if cell is None else exp.Literal.string(cell).sql("duckdb") for cell in row) + ")"
        for row in table.iter_rows()
    )
    return _source(f"(values {rows}) as {alias}({', '.join(table.columns)})")


def _source(sql: str) -> exp.Expr:
    source = sqlglot.parse_one(f"select * from {sql}", dialect="duckdb").find(exp.From)
    assert source is not None
    relation: exp.Expr = source.this
    return relation
