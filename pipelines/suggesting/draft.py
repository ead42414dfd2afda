"""From an export to a drafted profile."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations

import polars as pl

from data_contracts.contract import Column, Contract
from pipelines.suggesting.guesses import Guess, guess
from pipelines.suggesting.profile_file import Draft
from pipelines.suggesting.value_formats import Reading, read_values

IGNORE = "-"
Ask = Callable[[Guess, frozenset[str]], str | None]
AskConstant = Callable[[Column], str | None]
AskValue = Callable[[Column, str, str | None], str | None]
MOST_ASKED = 20  # values that nobody knows, asked about in one column
MOST_PARTS = 3  # headings that a key is composed of


def draft(
    frame: pl.DataFrame,
    contract: Contract,
    ask: Ask,
    ask_constant: AskConstant = lambda _column: None,
    ask_value: AskValue = lambda _column, _cell, _nearest: None,
) -> Draft:
    """Draft a profile that reads the frame as the feed of the contract.

    `ask(guess, columns)` is called for each heading in doubt with the columns still free, and gives one of them,
    IGNORE to leave the heading unread, or None to leave the question open. `ask_constant(column)` is called once for
    each column that must be there and that the export does not contain, and gives its value in every row, or None.
    `ask_value(column, cell, nearest)` is called for each value of a mapped column that nobody knows, and gives ours.
    """
    guesses = guess(frame, contract)
    free = {column.name for column in contract.columns} - {it.column for it in guesses}
    settled = []
    for doubt in guesses:
        answer = ask(doubt, frozenset(free)) if doubt.verdict == "asked" else None
        settled.append(_answered(doubt, answer))
        free.discard(answer or "")
    headings = {it.heading: it.column for it in settled if it.column is not None}
    # Whoever answers in the file finds the values of the likeliest column there already.
    likely = best_answers(settled)
    certain = _settled(read_values(frame, headings, contract), contract, ask_value)
    perhaps = read_values(frame, _once(likely, set(headings.values())), contract)
    composed = _composed(frame, headings, {*headings.values(), *likely.values()}, contract)
    lacking = [
        column for column in contract.columns
        if column.required and column.name not in {*headings.values(), *likely.values(), *composed}
    ]  # fmt: skip
    constants = {column.name: value for column in lacking if (value := ask_constant(column)) is not None}
    return Draft(
        contract,
        tuple(settled),
        replace(
            certain,
            values=perhaps.values | certain.values,
            date_formats=tuple(dict.fromkeys((*certain.date_formats, *perhaps.date_formats))),
            decimal_comma=certain.decimal_comma or perhaps.decimal_comma,
        ),
        constants,
        composed,
        likely,
    )


def _settled(reading: Reading, contract: Contract, ask_value: AskValue) -> Reading:
    """With the values that somebody knows after all."""
    answered = {
        (name, cell): ours
        for name, cells in reading.unknown.items()
        for cell, nearest in list(cells.items())[:MOST_ASKED]
        if (ours := ask_value(contract.column(name), cell, nearest)) is not None
    }
    values = {name: dict(codes) for name, codes in reading.values.items()}
    for (name, cell), ours in answered.items():
        values.setdefault(name, {})[cell] = ours
    left = {
        name: {cell: nearest for cell, nearest in cells.items() if (name, cell) not in answered}
        for name, cells in reading.unknown.items()
    }
    return replace(reading, values=values, unknown={name: cells for name, cells in left.items() if cells})


def best_answers(guesses: Iterable[Guess]) -> dict[str, str]:
    """Heading in doubt → the column that fits it best, no column twice: known words first, then the best pairs."""
    pairs = [
        ((candidate.is_known, candidate.score), it.heading, candidate.column)
        for it in guesses
        if it.verdict == "asked"
        for candidate in it.candidates
    ]
    best: dict[str, str] = {}
    for _, heading, column in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if heading not in best and column not in best.values():
            best[heading] = column
    return best


def _composed(frame: pl.DataFrame, headings: dict[str, str], given: set[str], contract: Contract) -> dict[str, str]:
    """A key that the export lacks, from the fewest mapped headings that together make every row unique.

    An identifier and a day are among them where there are any: next year's file has the same persons again.
    """
    keys = [column.name for column in contract.columns if column.key and column.required]
    if len(keys) != 1 or keys[0] in given or frame.is_empty():
        return {}
    kinds = {column.name: column.type for column in contract.columns}
    parts = [theirs for theirs, ours in headings.items() if kinds[ours] in ("id", "date", "code")]
    needed = [of_kind for kind in ("id", "date") if (of_kind := {it for it in parts if kinds[headings[it]] == kind})]
    for count in range(max(1, len(needed)), MOST_PARTS + 1):
        for chosen in combinations(parts, count):
            if all(of_kind & {*chosen} for of_kind in needed) and _tell_rows_apart(frame.select(chosen)):
                return {keys[0]: "-".join(f"{{{heading}}}" for heading in chosen)}
    return {}


def _tell_rows_apart(cells: pl.DataFrame) -> bool:
    return not cells.is_duplicated().any() and not any(column.has_nulls() for column in cells.iter_columns())


def _once(headings: dict[str, str], taken: set[str]) -> dict[str, str]:
    """Each column under the first of its headings, those taken left out."""
    first = {column: heading for heading, column in reversed(headings.items()) if column not in taken}
    return {heading: column for column, heading in first.items()}


def _answered(doubt: Guess, answer: str | None) -> Guess:
    if answer is None:
        return doubt
    if answer == IGNORE:
        return replace(doubt, verdict="ignored", evidence="answered")
    return replace(doubt, verdict="mapped", column=answer, evidence="answered")
