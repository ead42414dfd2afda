"""Code lists: the csv files of `codes/`, each a code and its names, some with dates and sources."""

import io
from collections.abc import Container
from functools import cache
from pathlib import Path

import polars as pl

from data_contracts.errors import UtsynError
from data_contracts.local import LocalSettings, local
from data_contracts.text import COMPLETE, MESSAGES
from data_contracts.yaml_text import in_line

CODES = Path(__file__).parent / "codes"
NAME = f"name_{MESSAGES}"
MAY_BE_EMPTY = (
    *(f"name_{language}" for language in COMPLETE if language != MESSAGES),
    "valid_from",
    "valid_to",
    "listed_from",
    "listed_to",
    "source",
    "study_years",
    "semesters_before",
    "minimum_score",
    "lowest_score",
    "highest_score",
    "fee_group",
    "admitted_before",
    "reviewed_on",
    "note",
)

TRUTH = ("true or false", "true|false")
DAY = ("a day as 2026-08-01", r"\d{4}-\d{2}-\d{2}")
COUNT = ("a whole number", r"\d+")
NUMBER = ("a number", r"\d+(\.\d+)?")
# What a cell of an institution's own list must look like, in words and as a pattern
FORMS = {
    **dict.fromkeys(("is_degree", "is_eea", "needs_english", "pays_fee", "is_international"), TRUTH),
    **dict.fromkeys(("valid_from", "valid_to", "listed_from", "listed_to", "reviewed_on"), DAY),
    **dict.fromkeys(("study_years", "semesters_before", "admitted_before"), COUNT),
    **dict.fromkeys(("minimum_score", "lowest_score", "highest_score"), NUMBER),
    **dict.fromkeys(("lowest_eur", "highest_eur", "top_up_eur", "green_travel_eur"), NUMBER),
    **dict.fromkeys(("country_code",), ("two letters of ISO 3166", "[A-Z]{2}")),
    "cycle": ("first, second, long, third or other", "first|second|long|third|other"),
    "hosts": ("all or some", "all|some"),
    "fee_group": ("eu_eea_ch or other", "eu_eea_ch|other"),
}


class CodeListError(UtsynError):
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


def code_bytes(name: str) -> bytes:
    """The content of a code list's file, or of the institution's own list. Raises CodeListError."""
    own_list = dict(local().code_lists).get(name)
    return code_file(name).read_bytes() if own_list is None else own_list.encode()


def code_table(name: str) -> pl.DataFrame:
    """One row per code; every column is text, an empty cell is null. Raises CodeListError."""
    return _code_table(name, local())


@cache
def _code_table(name: str, _settings: LocalSettings) -> pl.DataFrame:
    shipped = pl.read_csv(code_file(name), infer_schema=False)
    if name not in dict(local().code_lists):
        return shipped
    try:
        own_codes = pl.read_csv(io.BytesIO(code_bytes(name)), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise CodeListError(f"[code_lists] of the configuration, {name}: is not a csv file: {error}") from error
    needed = [column for column in shipped.columns if column not in MAY_BE_EMPTY]
    unknown = set(own_codes.columns) - set(shipped.columns)
    if unknown or own_codes.is_empty() or any(c not in own_codes.columns or own_codes[c].has_nulls() for c in needed):
        raise CodeListError(
            f"[code_lists] of the configuration, {name}: needs the headings {', '.join(needed)} "
            f"and a value in every cell below them; it may have {', '.join(shipped.columns)}"
        )
    _check_forms(name, own_codes)
    return own_codes.select(_filled(column, own_codes.columns) for column in shipped.columns)


def _check_forms(name: str, own_codes: pl.DataFrame) -> None:
    """Raise CodeListError for the first cell that is not what its column holds, by its line."""
    for column in filter(FORMS.get, own_codes.columns):
        words, pattern = FORMS[column]
        wrong = own_codes.with_row_index("line", offset=2).filter(~pl.col(column).str.contains(f"^({pattern})$"))
        if len(wrong):
            raise CodeListError(
                f"[code_lists] of the configuration, {name}: {column}: found '{wrong[column][0]}', expected {words}"
                + in_line(wrong["line"][0])
            )
    repeated = own_codes.to_series(0).filter(own_codes.to_series(0).is_duplicated())
    if len(repeated) and not any(column.endswith("_from") for column in own_codes.columns):
        raise CodeListError(f"[code_lists] of the configuration, {name}: '{repeated[0]}' is there twice; keep one")


def _filled(column: str, own_columns: Container[str]) -> pl.Expr:
    """A column of an institution's list; a name in a language that it does not have is the English one."""
    cells = pl.col(column) if column in own_columns else pl.lit(None, pl.String()).alias(column)
    is_name = column.startswith("name_") and column != NAME
    return cells.fill_null(pl.col(NAME)) if is_name and NAME in own_columns else cells


def code_values(name: str) -> tuple[str, ...]:
    """The codes themselves (the first column), in the order of the file. Raises CodeListError."""
    return tuple(code_table(name).to_series(0).to_list())
