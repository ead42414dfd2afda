"""Persons leave here as keyed hashes and age bands; what names them stays outside the warehouse."""

import hmac
from collections.abc import Collection, Iterable

import polars as pl
from polars_hash import col as hash_of

from data_contracts.contract import Contract

HASH_LENGTH = 32

# The column whose year is the year of the event that a person's age is taken at.
EVENTS = {
    "graduates": "graduated_on",
    "enrolments": "semester",
    "stays": "date_from",
}
# Lowest age of each band, downwards.
AGE_BANDS = ((40, "40_plus"), (35, "35_39"), (30, "30_34"), (25, "25_29"), (20, "20_24"), (0, "under_20"))
UNKNOWN_AGE = "unknown"
OLDEST_AGE = 120  # past it the birth year is a slip


def hash_identifiers(frame: pl.DataFrame, contract: Contract, key: bytes, also: Collection[str] = ()) -> pl.DataFrame:
    """Replace person identifiers by HMAC-SHA-256 under the key (32 hex characters); blank becomes null.

    also: columns that are not a person's by contract, but hold one's identifier here.
    """
    for column in contract.columns:
        if (column.privacy == "hash" or column.name in also) and column.name in frame.columns:
            cells = frame.get_column(column.name).cast(pl.String).str.strip_chars()
            persons = cells.set(cells == "", None)
            frame = frame.with_columns(_hmac(persons, key).alias(column.name))
    return frame


def reduce(frame: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """Replace the birth year by `age_band`, the age reached in the year of the event; drop names.

    Takes typed rows and rows of text; a birth year or event that cannot be read gives the band `unknown`.
    """
    born = [column.name for column in contract.columns if column.privacy == "age_band"]
    dropped = [column.name for column in contract.columns if column.privacy == "drop"]
    for name in born:
        age = _event_year(frame, EVENTS[contract.feed]) - pl.col(name).cast(pl.Int64, strict=False)
        frame = frame.with_columns(_age_band(age).alias(name)).rename({name: "age_band"})
    return frame.drop(dropped)


def _age_band(age: pl.Expr) -> pl.Expr:
    band = pl.lit(UNKNOWN_AGE)
    for lowest, name in reversed(AGE_BANDS):
        band = pl.when(age >= lowest).then(pl.lit(name)).otherwise(band)
    return pl.when(age <= OLDEST_AGE).then(band).otherwise(pl.lit(UNKNOWN_AGE))


def _event_year(frame: pl.DataFrame, name: str) -> pl.Expr:
    if frame.schema[name] == pl.Date:
        return pl.col(name).dt.year().cast(pl.Int64)
    return pl.col(name).str.slice(0, 4).cast(pl.Int64, strict=False)


def _hmac(persons: pl.Series, key: bytes) -> pl.Series:
    """Keyed hashes of persons, null of null; a key that is not text is out of the fast hash's reach."""
    try:
        text = key.decode()
    except UnicodeDecodeError:
        hashes = [None if person is None else hmac.digest(key, person.encode(), "sha256").hex() for person in persons]
        return pl.Series(hashes, dtype=pl.String).str.head(HASH_LENGTH)
    return (
        persons.to_frame().select(hash_of(persons.name).chash.hmac_sha256(key=text).str.head(HASH_LENGTH)).to_series()
    )


def hashes_of(persons: Iterable[str], key: bytes) -> list[str]:
    """The keyed hashes of identifiers as they are in files, blanks around them left out."""
    return _hmac(pl.Series("person", [person.strip() for person in persons], dtype=pl.String), key).to_list()
