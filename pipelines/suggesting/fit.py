"""Do a column's cells look like a contract's column? Judged with the readings of the door itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import polars as pl

from data_contracts.cell_parser import as_typed
from data_contracts.contract import Column, feeds
from data_contracts.contract_parser import load_contract
from data_contracts.countries import country_of
from data_contracts.profiles import code_names, shipped
from pipelines.suggesting.vocabulary import Vocabulary

ENOUGH = 2_000  # distinct cells looked at
TRUTH = ("true", "false")
DATE_FORMATS = (
    *("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y"),
    *("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y"),
)


@dataclass(frozen=True)
class Fit:
    """The share of the cells looked at that a column can hold, and that in words."""

    share: float
    evidence: str


def cells_of(frame: pl.DataFrame, heading: str) -> tuple[str, ...]:
    """The distinct cells of a column that hold anything, as text, sorted, at most ENOUGH."""
    column = frame.get_column(heading)
    text = column.list.join("|") if isinstance(column.dtype, pl.List) else column.cast(pl.String, strict=False)
    cells = text.str.strip_chars().drop_nulls().unique()
    return tuple(cells.filter(cells != "").sort().head(ENOUGH))


def fit(cells: Sequence[str], column: Column, vocabulary: Vocabulary | None = None) -> Fit | None:
    """How well the cells fit a column; None where nothing can be said: no cells, or a column of free text."""
    items = _items(cells, column)
    if not items:
        return None
    if column.codes is not None or column.type == "bool":
        understood_cells = sum(code_of(item, column, vocabulary) is not None for item in items)
        return _fit(understood_cells, items, f"of the list {column.code_list}" if column.codes else "yes or no")
    if column.type == "date":
        return _fit(len(items) - unread(items, column, DATE_FORMATS), items, "dates")
    if column.type in ("int", "num"):
        wrong = min(unread(items, column, decimal_comma=comma) for comma in (False, True))
        return _fit(len(items) - wrong, items, "numbers of its range")
    if column.pattern is not None:
        return _fit(int(pl.Series(items).str.contains(column.pattern).sum()), items, "of its form")
    return None


def unread(
    cells: Sequence[str], column: Column, date_formats: Sequence[str] = (), *, decimal_comma: bool = False
) -> int:
    """How many cells the door would not read as the column's type, or not within its range."""
    return len(cells) - int(_read(cells, column, date_formats, decimal_comma).sum())


def unread_dates(cells: Sequence[str], column: Column, date_formats: Sequence[str]) -> tuple[str, ...]:
    """The cells that neither ISO 8601 nor one of the formats reads."""
    return tuple(pl.Series(cells, dtype=pl.String).filter(~_read(cells, column, date_formats, decimal_comma=False)))


def code_of(cell: str, column: Column, vocabulary: Vocabulary | None = None) -> str | None:
    """Our code for a value as an export writes it, or None where it is not known or could be several."""
    if vocabulary:
        named = vocabulary.truth if column.type == "bool" else vocabulary.values.get(column.name, {})
        code_of_name = {theirs.casefold(): ours for theirs, ours in named.items()}
        code = code_of_name.get(cell.casefold())
        if code is not None and (not column.codes or code in column.codes):
            return code
    code = understood(column.name, column.codes or ()).get(cell.casefold())
    return code or (country_of(cell) if column.code_list == "countries" else None)


@cache
def understood(column: str, codes: tuple[str, ...]) -> dict[str, str]:
    """Value in small letters → our code: the codes, their names, and what shipped profiles map to them."""
    own_codes = {code.casefold(): code for code in codes or TRUTH}
    columns: dict[str, set[str]] = {}
    for theirs, ours in _mapped()[column if codes else TRUTH]:
        if ours in own_codes.values():
            columns.setdefault(theirs.casefold(), set()).add(ours)
    return {theirs: min(ours) for theirs, ours in columns.items() if len(ours) == 1} | own_codes


@cache
def _mapped() -> dict[str | tuple[str, ...], set[tuple[str, str]]]:
    """Column → what shipped profiles and code lists say in any feed; a yes is a yes in every column of type bool."""
    mapped: dict[str | tuple[str, ...], set[tuple[str, str]]] = {TRUTH: set()}
    for contract in map(load_contract, feeds()):
        for values in (code_names(contract), *(profile.values for profile in shipped(contract.feed))):
            for column in contract.columns:
                of = TRUTH if column.type == "bool" else column.name
                mapped.setdefault(of, set()).update(values.get(column.name, {}).items())
    return mapped


def _items(cells: Sequence[str], column: Column) -> list[str]:
    parts = [item.strip() for cell in cells for item in cell.split("|")] if column.type == "list" else list(cells)
    return sorted({part for part in parts if part})


def _fit(fitting: int, cells: Sequence[str], what: str) -> Fit:
    return Fit(fitting / len(cells), f"{fitting} of {len(cells)} distinct values are {what}")


def _read(cells: Sequence[str], column: Column, date_formats: Sequence[str], decimal_comma: bool) -> pl.Series:
    alone = replace(load_contract(feeds()[0]), columns=(column,), rules=())
    typed = as_typed(
        pl.DataFrame({column.name: cells}, schema={column.name: pl.String}), alone, date_formats, decimal_comma
    )
    value = typed.get_column(column.name)
    read = value.is_not_null()
    if column.minimum is not None:
        read &= (value >= column.minimum).fill_null(value=False)
    if column.maximum is not None:
        read &= (value <= column.maximum).fill_null(value=False)
    return read
