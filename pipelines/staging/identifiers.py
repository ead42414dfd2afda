"""Identifiers that a spreadsheet has damaged: `2,02251E+16`, `1000101,00`, or the zeros before a number gone.

Such a value names nobody, or somebody else: the row is set aside before identifiers of persons are hashed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data_contracts.contract import Column, Contract
from data_contracts.profile import Profile

SCIENTIFIC = r"^[+-]?\d{1,3}(?:[.,]\d+)?[eE]\+\d{1,3}$|^[+-]?\d{1,3}[.,]\d+[eE]\d{1,3}$"
DECIMAL = r"^\d{4,}[.,]0+$"  # 1000101,00: a number that was calculated with
DIGITS = r"^\d+$"
ENOUGH = 20  # distinct values from which on a column has a width
SAME_WIDTH = 0.95  # the share of values that gives a column its width
IN_A_ROW = 0.5  # the share of all numbers between the least and the greatest from which on they are consecutive
Damaged = Mapping[str, pl.Series]


@dataclass(frozen=True)
class Widths:
    """By column, how many digits its identifiers have; columns of several lengths are not among them."""

    digits: Mapping[str, int]


def widths(rows: pl.DataFrame, contract: Contract, profile: Profile) -> Widths:
    """The widths of the numbers that name persons and rows, from the rows given."""
    by_column = {}
    for column in contract.columns:
        is_named = column.type == "id" and (column.privacy == "hash" or column.key) and not column.pattern
        if is_named and column.name not in profile.any_width:
            width = _width(rows.get_column(column.name))
            if width:
                by_column[column.name] = width
    return Widths(by_column)


def damaged(rows: pl.DataFrame, contract: Contract, known_widths: Widths) -> dict[str, pl.Series]:
    """Rule → whether each row breaks it, for the rules that identifiers are written in full."""
    by_rule = {}
    for rule in (rule for rule in contract.rules if rule.kind == "in_full"):
        column = contract.column(rule.columns[0])
        broken = _broken(rows.get_column(column.name).cast(pl.String), column, known_widths)
        if broken.any():
            by_rule[rule.name] = broken.alias(rule.name)
    return by_rule


def _broken(cells: pl.Series, column: Column, known_widths: Widths) -> pl.Series:
    broken = cells.str.contains(SCIENTIFIC) | cells.str.contains(DECIMAL)
    if width := known_widths.digits.get(column.name):
        broken |= cells.str.contains(DIGITS) & (cells.str.len_chars() < width)
    return broken.fill_null(value=False)


def _width(cells: pl.Series) -> int | None:
    values = cells.cast(pl.String).drop_nulls().unique()
    values = values.filter(~values.str.contains(SCIENTIFIC))
    if values.len() < ENOUGH:
        return None
    numbers = values.filter(values.str.contains(DIGITS))
    lengths = numbers.str.len_chars().value_counts(name="values")
    usual = lengths.filter(pl.col("values") >= SAME_WIDTH * values.len())
    return None if usual.is_empty() or _are_consecutive(numbers) else int(usual.item(0, 0))


def _are_consecutive(numbers: pl.Series) -> bool:
    """1 to 1000 have different lengths, and no zeros are missing."""
    values = numbers.cast(pl.UInt64, strict=False).drop_nulls()
    if values.len() < numbers.len():
        return False
    least, greatest = int(values.min()), int(values.max())  # type: ignore[arg-type]
    return values.len() / (greatest - least + 1) >= IN_A_ROW
