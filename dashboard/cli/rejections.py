"""What a rule found in place of what it expects, and the rows that a file would lose, with their reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from data_contracts.codes import code_table
from data_contracts.contract import Column, Contract, Rule
from data_contracts.text import named_columns
from pipelines.masking import HIDDEN, neutral
from pipelines.nearest import nearest

MOST_VALUES = 5  # of a rule, those in the most rows
MOST_CODES = 12  # named of a code list
OF_ONE_COLUMN = ("in_full", "parses", "in_list", "matches", "in_range")
FORMS = {
    "date": "a date: 2025-01-31, or 31.01.2025 where a whole column leaves no doubt",
    "bool": "true or false",
    "int": "a whole number",
    "num": "a number with a decimal point, or with a comma where the profile says decimal_comma: true",
}


@dataclass(frozen=True)
class ValueFound:
    """A value that breaks a rule, the rows that have it, and the known code most like it."""

    value: str
    rows: int
    nearest: str | None = None


def expected(rule: Rule, contract: Contract) -> str | None:
    """The form that a cell of the rule's column should have; None for a rule that no single cell breaks."""
    if rule.kind == "present":
        return "a value in every row; one that the file does not say can be a constant of the profile"
    if rule.kind not in OF_ONE_COLUMN:
        return None
    column = contract.column(rule.columns[0])
    codes = column.codes or ()
    more = f" and {len(codes) - MOST_CODES} more, see `utsyn feeds show`" if len(codes) > MOST_CODES else ""
    low, high = ("…" if end is None else f"{end:.12g}" for end in (column.minimum, column.maximum))
    forms = {
        "in_list": f"a code of the list {column.code_list}: {', '.join(codes[:MOST_CODES])}{more}",
        "matches": f"the form {column.pattern}",
        "in_full": "every digit: format the column as text before the file is saved",
        "in_range": f"a number from {low} to {high}",
    }
    return forms.get(rule.kind) or FORMS[column.type]


def values_found(rows: pl.DataFrame, rule: Rule, contract: Contract) -> tuple[ValueFound, ...]:
    """The values of the rows that break a rule of one column, the most frequent first; none of a person's column."""
    if rule.kind not in OF_ONE_COLUMN:
        return ()
    column = contract.column(rule.columns[0])
    if column.privacy is not None:
        return ()
    cells = _as_text(rows.get_column(column.name)).drop_nulls().alias("value")
    counted = cells.value_counts(name="rows").sort(["rows", "value"], descending=[True, False]).head(MOST_VALUES)
    return tuple(
        ValueFound(value, count, _nearest_code(value, column) if rule.kind == "in_list" else None)
        for value, count in counted.select("value", "rows").iter_rows()
    )


def rejected_rows(rows: pl.DataFrame, by_rule: Mapping[str, Sequence[int]], contract: Contract) -> pl.DataFrame:
    """The rows that break a rule of severity error, with its names before them; cells of persons are hidden.

    Text that a spreadsheet would take for a formula gets an apostrophe.
    """
    errors = {rule.name for rule in contract.rules if rule.severity == "error"}
    reasons: dict[int, list[str]] = {}
    for name in (name for name in by_rule if name in errors):
        for row in by_rule[name]:
            reasons.setdefault(row, []).append(name)
    table = pl.DataFrame(
        [(row, " | ".join(names)) for row, names in sorted(reasons.items())],
        schema={"source_row": pl.Int64, "broken_rules": pl.String},
        orient="row",
    )
    private = {column.name for column in contract.columns if column.privacy}
    shown = rows.select(
        "source_row",
        *(
            pl.when(pl.col(column.name).is_not_null()).then(pl.lit(HIDDEN)).alias(column.name)
            if column.name in private
            else _as_text(rows.get_column(column.name)).map_elements(neutral, return_dtype=pl.String)
            for column in contract.columns
        ),
    )
    return table.join(shown, on="source_row", how="left", maintain_order="left")


def _nearest_code(value: str, column: Column) -> str | None:
    if not column.code_list:
        return None
    table = code_table(column.code_list)
    names = {str(code): str(code) for code in table.to_series(0)}
    for heading in named_columns(table.columns).values():
        names |= {str(name): str(code) for name, code in zip(table[heading], table.to_series(0), strict=True) if name}
    match = nearest(value, names)
    return names[match] if match is not None else None


def _as_text(cells: pl.Series) -> pl.Series:
    return cells.list.join("|") if isinstance(cells.dtype, pl.List) else cells.cast(pl.String)
