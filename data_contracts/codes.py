"""Code lists: the csv files of `codes/`, each a code and its names, some with dates and sources."""

from functools import cache
from pathlib import Path

import polars as pl

CODES = Path(__file__).parent / "codes"


class CodeListError(Exception):
    """No code list has that name; the message names those that exist."""


def code_lists() -> tuple[str, ...]:
    """Names of all code lists, sorted."""
    return tuple(sorted(path.stem for path in CODES.glob("*.csv")))


def code_file(name: str) -> Path:
    """The file of a code list. Raises CodeListError."""
    path = CODES / f"{name}.csv"
    if not path.is_file():
        raise CodeListError(f"no code list '{name}'; known: {', '.join(code_lists())}")
    return path


@cache
def code_table(name: str) -> pl.DataFrame:
    """One row per code; every column is text, an empty cell is null. Raises CodeListError."""
    return pl.read_csv(code_file(name), infer_schema=False)


@cache
def code_values(name: str) -> tuple[str, ...]:
    """The codes themselves (the first column), in the order of the file. Raises CodeListError."""
    return tuple(code_table(name).to_series(0).to_list())
