"""Norwegian identity numbers that slipped into columns of other things are masked on ingest, before any verdict.

A number is eleven digits, perhaps with a blank, point or hyphen after the sixth, that begin like a day of birth (a
D-number adds 40 to the day, other kinds 40, 65 or 80 to the month) and end in the two check digits that the National
Registry Regulations (folkeregisterforskriften § 2-2-1) prescribe.
"""

import hmac
import re

import polars as pl

from data_contracts.contract import Contract
from pipelines.masking import HIDDEN

DIGITS = 11
SMALLEST = 10 ** (DIGITS - 1)
LOOKS_LIKE_ONE = r"([0-9]{6})[ \u00a0.-]?([0-9]{5})"
NUMBER = re.compile(f"(?<![0-9]){LOOKS_LIKE_ONE}(?![0-9])")
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
BIRTH_DAYS = {day + added for day in range(1, 32) for added in (0, 40)}
BIRTH_MONTHS = {month + added for month in range(1, 13) for added in (0, 40, 65, 80)}
HASH_LENGTH = 32


def mask_identity_numbers(frame: pl.DataFrame, contract: Contract, key: bytes) -> pl.DataFrame:
    """The same rows, with `(hidden)` where a cell holds an identity number; columns that privacy takes care of stay.

    An identifier that is one becomes its keyed hash (32 hex characters), so that rows can still be distinguished and
    looked up in other feeds.
    """
    masked = []
    for column in contract.columns:
        if column.privacy is None and column.name in frame.columns:
            cells = frame.get_column(column.name)
            new = {cell: _hashed(cell, key) if column.type == "id" else _masked(cell) for cell in _suspects(cells)}
            if changed := {cell: text for cell, text in new.items() if text != cell}:
                masked.append(_as_text(cells).replace(changed))
    return frame.with_columns(masked)


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits begin like a day of birth and end in the right check digits."""
    day, month = int(digits[:2]), int(digits[2:4])
    is_a_day = day in BIRTH_DAYS and month in BIRTH_MONTHS
    return is_a_day and all(
        sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11 == 0
        for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS)
    )


def _masked(cell: str) -> str:
    return NUMBER.sub(lambda match: HIDDEN if is_identity_number(match[1] + match[2]) else match[0], cell)


def _hashed(cell: str, key: bytes) -> str:
    """A part of an identifier is masked as elsewhere."""
    whole = NUMBER.fullmatch(cell.strip())
    if whole and is_identity_number(whole[1] + whole[2]):
        return hmac.digest(key, (whole[1] + whole[2]).encode(), "sha256").hex()[:HASH_LENGTH]
    return _masked(cell)


def _suspects(cells: pl.Series) -> pl.Series:
    """The cells that may hold a number, each once; what is too short or too small for one is passed over at a look."""
    if cells.dtype.is_temporal():
        return cells.clear().cast(pl.String)
    text = _as_text(cells.filter(cells.cast(pl.Float64) >= SMALLEST) if cells.dtype.is_numeric() else cells)
    text = text.filter(text.str.len_bytes() >= DIGITS)
    return text.filter(text.str.contains(LOOKS_LIKE_ONE)).unique()


def _as_text(cells: pl.Series) -> pl.Series:
    """Typed cells of a parquet file as the text that a quarantine would keep of them."""
    if isinstance(cells.dtype, pl.List):
        return cells.cast(pl.List(pl.String)).list.join("|")
    return cells.cast(pl.String)
