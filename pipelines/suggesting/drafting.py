"""From an export to a drafted profile."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from data_contracts.contract import Contract
from pipelines.suggesting.guessing import Guess, guess
from pipelines.suggesting.reading import read_values
from pipelines.suggesting.writing import Draft

IGNORE = "-"
Ask = Callable[[Guess, frozenset[str]], str | None]


def draft(frame: pl.DataFrame, contract: Contract, ask: Ask) -> Draft:
    """Draft a profile that reads the frame as the feed of the contract.

    `ask(guess, columns)` is called for each heading in doubt with the columns still free, and gives one of them,
    IGNORE to leave the heading unread, or None to leave the question open.
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
    likely = {it.heading: it.candidates[0].column for it in settled if it.verdict == "asked" and it.candidates}
    certain = read_values(frame, headings, contract)
    perhaps = read_values(frame, _once(likely, set(headings.values())), contract)
    return Draft(
        contract,
        tuple(settled),
        replace(
            certain,
            values=perhaps.values | certain.values,
            date_formats=tuple(dict.fromkeys((*certain.date_formats, *perhaps.date_formats))),
            decimal_comma=certain.decimal_comma or perhaps.decimal_comma,
        ),
    )


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
