"""Judges the rows of a frame by a contract: accepted and typed, or quarantined with the rules they broke."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from data_contracts.cell_parser import as_text, as_typed, blank_to_null
from data_contracts.conditions import polars_condition
from data_contracts.contract import Column, Contract, Rule
from data_contracts.repeating import repeating, spread

ROW_KINDS = ("present", "in_full", "parses", "in_list", "matches", "in_range", "condition")
AS_WRITTEN = "written_"


@dataclass(frozen=True)
class Split:
    """`accepted` + `quarantined` = the rows given, each in their order.

    accepted: canonical columns, typed (id, code, text → String, date → Date, bool → Boolean, int → Int64,
    num → Float64, list → List(String)), then `source_` columns. quarantined: canonical columns as the text
    they came as, `source_` columns, `broken_rules` List(String): every rule the row broke, warnings too.
    broken: rule → rows that break it, over all rows; rules that no row breaks are left out.
    """

    accepted: pl.DataFrame
    quarantined: pl.DataFrame
    broken: dict[str, int]


def split(
    frame: pl.DataFrame,
    contract: Contract,
    date_formats: Sequence[str] = (),
    decimal_comma: bool = False,
    damaged: Mapping[str, pl.Series] | None = None,
) -> Split:
    """Judge each row by the contract's row rules; a row that breaks one of severity error is quarantined.

    damaged: rule of the kind `in_full` → whether each row breaks it, judged before persons were hashed.

    frame: canonical columns as text or already typed, a missing one counts as empty; columns whose names
    begin with `source_` pass through. Key, exists and cross rules need whole feeds: the build judges them.
    """
    text = as_text(frame, contract)
    rules = [rule for rule in contract.rules if rule.kind in ROW_KINDS]
    alone = [rule for rule in rules if rule.kind != "in_full"]
    typed, broken = _judged(text, contract, alone, date_formats, decimal_comma)
    broken |= damaged or {}
    is_bad = pl.repeat(False, text.height, dtype=pl.Boolean, eager=True)
    for rule in rules:
        if rule.severity == "error" and rule.name in broken:
            is_bad |= broken[rule.name]
    return Split(
        accepted=typed.filter(~is_bad) if is_bad.any() else typed,
        quarantined=text.filter(is_bad).hstack([_reasons(broken, rules, is_bad)]),
        broken={rule.name: int(broken[rule.name].sum()) for rule in rules if rule.name in broken},
    )


def _reasons(broken: dict[str, pl.Series], rules: Sequence[Rule], is_bad: pl.Series) -> pl.Series:
    """The names of the rules that each bad row broke, in the contract's order."""
    names = [rule.name for rule in rules if rule.name in broken]
    if not names:
        return pl.Series("broken_rules", [], pl.List(pl.String))
    rows = pl.DataFrame([broken[name].filter(is_bad) for name in names])
    named = pl.concat_list(pl.when(pl.col(name)).then(pl.lit(name)) for name in names)
    return rows.select(named.list.drop_nulls().alias("broken_rules")).to_series()


def _judged(
    text: pl.DataFrame, contract: Contract, rules: Sequence[Rule], date_formats: Sequence[str], decimal_comma: bool
) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """Typed rows, and for each row rule that some row breaks whether each row does.

    A value that repeats is read and judged once for all the rows that it is in.
    """
    read: list[pl.Expr] = []
    breaches: list[pl.Expr] = []
    settled: set[str] = set()
    values_of = repeating(text.select(column.name for column in contract.columns))
    for name, values in values_of.items():
        alone = replace(contract, columns=(contract.column(name),))
        column_rules = [rule for rule in rules if rule.kind != "condition" and rule.columns[0] == name]
        written = values.to_frame()
        typed = as_typed(written, alone, date_formats, decimal_comma)
        if typed.schema != written.schema or not typed.equals(written):
            read.append(spread(values, typed.to_series()))
        for breach in breaking(written, typed, alone, column_rules).iter_columns():
            if breach.any():
                breaches.append(spread(values, breach))
        settled |= {rule.name for rule in column_rules}
    rest = replace(contract, columns=tuple(column for column in contract.columns if column.name not in values_of))
    typed = as_typed(text, rest, date_formats, decimal_comma).with_columns(read)
    broken = breaking(text, typed, contract, [rule for rule in rules if rule.name not in settled])
    return typed, {
        breach.name: breach
        for breach in (*broken.iter_columns(), *text.select(breaches).iter_columns())
        if breach.any()
    }


def breaking(text: pl.DataFrame, typed: pl.DataFrame, contract: Contract, rules: Sequence[Rule]) -> pl.DataFrame:
    """One Boolean column per row rule, true where the row breaks it; as many rows as the frames given."""
    written = text.select(pl.col(column.name).name.prefix(AS_WRITTEN) for column in contract.columns)
    return typed.hstack(written).select(_breach(rule, contract).fill_null(False).alias(rule.name) for rule in rules)


def _breach(rule: Rule, contract: Contract) -> pl.Expr:
    if rule.kind == "condition":
        return polars_condition(rule.condition or "")
    column = contract.column(rule.columns[0])
    written, value = blank_to_null(pl.col(AS_WRITTEN + column.name)), pl.col(column.name)
    match rule.kind:
        case "present":
            # A list of separators alone has no item, and no rule of its own says that it cannot be read.
            return value.is_null() if column.type == "list" else written.is_null()
        case "parses":
            return written.is_not_null() & value.is_null()
        case "in_list":
            return _any_item(column, lambda item: ~item.is_in(column.codes or ()))
        case "matches":
            return _any_item(column, lambda item: ~item.str.contains(column.pattern or ""))
        case _:
            return _out_of_range(value, column)


def _any_item(column: Column, is_wrong: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """The test on the cell, or on each item of a list."""
    cell = pl.col(column.name)
    return cell.list.eval(is_wrong(pl.element())).list.any() if column.type == "list" else is_wrong(cell)


def _out_of_range(value: pl.Expr, column: Column) -> pl.Expr:
    low, high = column.minimum, column.maximum
    below = value < low if low is not None else pl.lit(False)
    above = value > high if high is not None else pl.lit(False)
    return below | above
