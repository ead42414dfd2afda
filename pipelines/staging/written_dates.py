"""Days as people and programs write them → ISO 8601, where the values of a whole column leave no doubt.

`25.05.2020` is read as it is. `05/06/2020` may be in June or in May: it is read where some day of the column is
past the twelfth, and otherwise left for the contract to refuse.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache

import polars as pl
from babel.dates import get_month_names

from data_contracts.cell_parser import ISO_DATE
from data_contracts.contract import Contract
from data_contracts.countries import LANGUAGES

TIME = r"[ T]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?$"
NUMBERS = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$")
YEAR_FIRST = re.compile(r"^(\d{4})([./])(\d{1,2})\2(\d{1,2})$")
TOGETHER = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
MONTH_NAMED = re.compile(r"^(\d{1,2})[.\s-]*(?:de\s+)?([^\W\d_]+)\.?[\s,-]*(?:de\s+)?(\d{4})$")
Reading = Callable[[str], date | None]
Readings = Mapping[str, Mapping[str, str]]  # by column: as written → ISO 8601


def written_days(rows: pl.DataFrame, contract: Contract) -> dict[str, set[str]]:
    """By date column of text, the values that are days but not in ISO 8601, without their time of day."""
    days: dict[str, set[str]] = {}
    for name in _date_columns(rows, contract):
        cells = rows.get_column(name).drop_nulls().unique()
        written = cells.filter(~cells.str.contains(ISO_DATE))
        days[name] = {cell for cell in written.str.replace(TIME, "").unique() if _day_first(cell) or _month_first(cell)}
    return {name: cells for name, cells in days.items() if cells}


def readings(days: Mapping[str, Iterable[str]]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """How the values of each whole column are read, and the columns whose days and months nobody can distinguish."""
    read: dict[str, dict[str, str]] = {}
    doubtful = []
    for name, cells in days.items():
        possible = [_all_read(cells, order) for order in (_day_first, _month_first)]
        most = max(map(len, possible))
        best = [reading for reading in possible if len(reading) == most]
        if most and all(reading == best[0] for reading in best):
            read[name] = {cell: day.isoformat() for cell, day in best[0].items()}
        elif most:
            doubtful.append(name)
    return read, doubtful


def with_iso_days(rows: pl.DataFrame, read: Readings) -> pl.DataFrame:
    """The rows with ISO days in place of those that are read; what is not stays as it is written."""
    for name, days in read.items():
        cells = rows.get_column(name)
        iso = cells.str.replace(TIME, "").replace_strict(dict(days), default=None, return_dtype=pl.String)
        rows = rows.with_columns(pl.Series(name, iso).fill_null(cells))
    return rows


def _date_columns(rows: pl.DataFrame, contract: Contract) -> list[str]:
    names = [column.name for column in contract.columns if column.type == "date"]
    return [name for name in names if rows.schema[name] == pl.String]


def _all_read(cells: Iterable[str], order: Reading) -> dict[str, date]:
    return {cell: day for cell in cells if (day := order(cell)) is not None}


def _day_first(cell: str) -> date | None:
    if numbers := NUMBERS.match(cell):
        return _day(numbers[4], numbers[3], numbers[1])
    return _in_one_order(cell)


def _month_first(cell: str) -> date | None:
    numbers = NUMBERS.match(cell)
    if numbers and numbers[2] != ".":  # with points nobody writes the month first
        return _day(numbers[4], numbers[1], numbers[3])
    return _day_first(cell) if numbers else _in_one_order(cell)


def _in_one_order(cell: str) -> date | None:
    if numbers := YEAR_FIRST.match(cell):
        return _day(numbers[1], numbers[3], numbers[4])
    if numbers := TOGETHER.match(cell):
        return _day(*numbers.groups())
    if (named := MONTH_NAMED.match(cell)) and (month := _months().get(named[2].casefold())):
        return _day(named[3], month, named[1])
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    with suppress(ValueError):
        return date(int(year), int(month), int(day))
    return None


@cache
def _months() -> dict[str, int]:
    """Month by its name, whole or short, in the languages of Europe; a name of two months is out."""
    months: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    months.setdefault(name.casefold().strip("."), set()).add(month)
    return {name: min(numbers) for name, numbers in months.items() if len(numbers) == 1 and not name.isdigit()}
