"""A few rows for each rule that a build found broken, to look them up in the file they came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp

from data_contracts.contract import Contract, Rule
from data_contracts.stored_columns import stored
from pipelines.attached import quoted
from pipelines.building.loading import breaking
from pipelines.masking import shown, shown_columns

EXAMPLES = 5
STAYS_IN_THE_CELL = ("in_list", "matches", "in_range")  # kinds of warnings whose cell is loaded as it came


@dataclass(frozen=True)
class Example:
    """A row that breaks a rule: its data row in the file (from 1) and the cells that the rule looks at."""

    row: int
    cells: Mapping[str, str | None]


Found = dict[tuple[int, str], list[Example]]


def quarantined_examples(connection: duckdb.DuckDBPyConnection, contract: Contract, rows: Path) -> Found:
    """By file number and rule: the first rows that were quarantined, their cells as they came."""
    present = connection.read_parquet(str(rows)).columns
    return _first(
        connection,
        "(select *, unnest(broken_rules) as rule from read_parquet($rows))",
        contract,
        {column: quoted(column) for column in shown_columns(contract, present)},
        {"rows": str(rows)},
    )


def loaded_examples(connection: duckdb.DuckDBPyConnection, contract: Contract, rules: Sequence[Rule]) -> Found:
    """By file number and rule: the first loaded rows that break one of these warnings.

    Rules over columns that are not stored were judged while reading, and so was what cannot be of its column's
    type: the cell is empty in the loaded row, so that there is nothing left to show.
    """
    table = stored(contract)
    names = {column.name for column in table.columns}
    cells = {
        name: f"array_to_string({quoted(name)}, '|')"
        if contract.column(name).type == "list"
        else f"{quoted(name)}::varchar"
        for name in shown_columns(contract, names)
    }
    examples: Found = {}
    for rule in rules:
        of_rows = rule.condition is not None or rule.refers_to is not None
        if set(rule.columns) <= names and (of_rows or rule.kind in STAYS_IN_THE_CELL):
            relation = breaking(table, rule) if of_rows else _wrong(table, rule)
            literal = exp.Literal.string(rule.name).sql("duckdb")
            examples |= _first(connection, f"(select *, {literal} as rule from {relation})", contract, cells, {})
    return examples


def _first(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    contract: Contract,
    cells: Mapping[str, str],
    parameters: Mapping[str, str],
) -> Found:
    columns = {rule.name: [name for name in rule.columns if name in cells] for rule in contract.rules}
    rows = connection.execute(
        f"""select source_file, rule, source_row{"".join(f", {cell}" for cell in cells.values())}
        from {relation}
        qualify row_number() over (partition by source_file, rule order by source_row) <= {EXAMPLES}
        order by source_file, rule, source_row""",
        parameters,
    ).fetchall()
    by_rule: Found = {}
    for file_no, rule, row, *values in rows:
        cell_values = dict(zip(cells, values, strict=True))
        example = Example(row, {name: shown(cell_values[name]) for name in columns.get(rule, ())})
        by_rule.setdefault((file_no, rule), []).append(example)
    return by_rule


def _wrong(contract: Contract, rule: Rule) -> str:
    """SQL to stand after `from`: loaded rows whose cell, or an item of it, is off the list, the form or the range."""
    column = contract.column(rule.columns[0])
    value = exp.column("item" if column.type == "list" else column.name, quoted=True)
    if rule.kind == "in_list":
        wrong: exp.Expr = value.isin(*(column.codes or ())).not_()
    elif rule.kind == "in_range":
        low, high = column.minimum, column.maximum
        wrong = exp.or_(*([value < low] if low is not None else []), *([value > high] if high is not None else []))
    else:
        wrong = exp.func("regexp_matches", value, exp.Literal.string(column.pattern or "")).not_()
    test = wrong.sql("duckdb")
    if column.type == "list":
        test = f"len(list_filter({quoted(column.name)}, lambda item: {test})) > 0"
    return f"{quoted('feeds', contract.feed)} where {test}"
