"""How the values of mapped columns are written: dates, decimals, and codes by other names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from rapidfuzz import fuzz, process

from data_contracts.contract import Column, Contract
from data_contracts.profiles import code_names
from pipelines.suggesting.fit import DATE_FORMATS, cells_of, code_of, understood, unread_dates
from pipelines.suggesting.heading_words import language_of

# Day and month change places: where both read every cell, only a person can decide.
TWINS = (
    *(("%d/%m/%Y", "%m/%d/%Y"), ("%d-%m-%Y", "%m-%d-%Y"), ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")),
    ("%d/%m/%y", "%m/%d/%y"),
)
THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+$")
MOST_NAMES = 50  # distinct values of a column of codes that may be the names of units: more are codes of another form
NEAR = 80  # from this likeness (0–100) a known value is named beside one that is not known


@dataclass(frozen=True)
class Reading:
    """What a profile has to say about values.

    values: our column → {theirs → ours}; unknown: our column → {value nobody knows → the nearest known one or
    None}; questions: what only a person can decide.
    """

    date_formats: tuple[str, ...]
    decimal_comma: bool
    values: dict[str, dict[str, str]]
    unknown: dict[str, dict[str, str | None]]
    questions: dict[str, str]


def read_values(frame: pl.DataFrame, headings: Mapping[str, str], contract: Contract) -> Reading:
    """How the columns mapped by `headings` (theirs → ours) are written."""
    vocabulary = language_of(frame.columns)
    cells = {ours: cells_of(frame, theirs) for theirs, ours in headings.items()}
    columns = [contract.column(name) for name in cells]
    questions: dict[str, str] = {}
    formats: dict[str, None] = {}
    days = [column for column in columns if column.type == "date"]
    for _ in days:  # what one column decides another follows: a profile's formats are the whole file's
        for column in days:
            formats |= dict.fromkeys(_date_formats(cells[column.name], column, tuple(formats))[0])
    for column in days:
        if question := _date_formats(cells[column.name], column, tuple(formats))[1]:
            questions[f"dates of {column.name}"] = question
    numbers = [
        cell for column in columns if column.type in ("int", "num") for cell in cells[column.name] if "," in cell
    ]
    if numbers and all(THOUSANDS.match(cell) for cell in numbers):
        questions["numbers"] = "is the comma in 1,234 a decimal comma? Set decimal_comma"
    names = code_names(contract)
    values: dict[str, dict[str, str]] = {}
    unknown: dict[str, dict[str, str | None]] = {}
    for column in columns:
        if column.type == "bool" or (column.codes is not None and column.type != "list"):
            understood = {*(column.codes or ("true", "false", "1", "0")), *names[column.name]}
            other = [cell for cell in cells[column.name] if cell not in understood]
            understood_cells = {cell: code for cell in other if (code := code_of(cell, column, vocabulary)) is not None}
            values |= {column.name: understood_cells} if understood_cells else {}
            rest = {cell: _nearest(cell, column) for cell in other if cell not in understood_cells}
            unknown |= {column.name: rest} if rest else {}
        elif column.type == "id" and column.pattern and not column.privacy and len(cells[column.name]) <= MOST_NAMES:
            form = re.compile(column.pattern)
            names_only: dict[str, str | None] = {cell: None for cell in cells[column.name] if not form.search(cell)}
            unknown |= {column.name: names_only} if names_only else {}
    has_comma = bool(numbers) and "numbers" not in questions
    return Reading(tuple(formats), has_comma, values, unknown, questions)


def _date_formats(cells: Sequence[str], column: Column, decided: Sequence[str]) -> tuple[list[str], str | None]:
    """The fewest formats beside those `decided` that read the cells, the one that reads most first; and a question
    where twins tie.
    """
    chosen: list[str] = []
    rest = unread_dates(cells, column, decided)
    while rest:
        left = {form: unread_dates(rest, column, (form,)) for form in DATE_FORMATS}
        best = min(left, key=lambda form: len(left[form]))
        if len(left[best]) == len(rest):
            break
        for day_first, month_first in TWINS:
            if best in (day_first, month_first) and left[day_first] == left[month_first]:
                return chosen, f"is the day first or the month? Add {day_first} or {month_first} to date_formats"
        chosen.append(best)
        rest = left[best]
    return chosen, None


def _nearest(cell: str, column: Column) -> str | None:
    known_columns = understood(column.name, column.codes or ())
    match = process.extractOne(cell.casefold(), list(known_columns), scorer=fuzz.ratio, score_cutoff=NEAR)
    return known_columns[match[0]] if match else None
