"""Persons leave here as keyed hashes and age bands; what names them stays outside the warehouse."""

import hmac
import os
import secrets
import tempfile
from collections.abc import Collection
from pathlib import Path

import polars as pl
from polars_hash import col as hash_of

from data_contracts.contract import Contract
from pipelines.reading.readers import ReadError

KEY_VARIABLE = "UTSYN_PERSON_KEY"
KEY_FILE = "person.key"
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


def person_key(warehouse: Path) -> bytes:
    """The institution's secret: UTSYN_PERSON_KEY of the environment, else the warehouse's key file.

    The file is made at first use, for its owner's eyes alone. Raises ReadError where it cannot be made or
    read, or is empty.
    """
    if from_environment := os.environ.get(KEY_VARIABLE, "").strip():
        return from_environment.encode()
    path = warehouse / KEY_FILE
    try:
        if not path.exists():
            _make_key(path)
        path.chmod(0o600)
        key = path.read_bytes().strip()
    except OSError as error:
        raise ReadError(f"{path}: the key of the person numbers cannot be used ({error.strerror}).") from error
    if not key:
        raise ReadError(
            f"{path}: is empty. Restore it from a copy; if you remove it, a new key is made "
            "and no person will be recognised from earlier builds."
        )
    return key


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
    """Keyed hashes of persons, null of null; a key that is no text is out of the fast hash's reach."""
    try:
        text = key.decode()
    except UnicodeDecodeError:
        hashes = [None if person is None else hmac.digest(key, person.encode(), "sha256").hex() for person in persons]
        return pl.Series(hashes, dtype=pl.String).str.head(HASH_LENGTH)
    return (
        persons.to_frame().select(hash_of(persons.name).chash.hmac_sha256(key=text).str.head(HASH_LENGTH)).to_series()
    )


def _make_key(path: Path) -> None:
    """Write a whole key or none: another process may be making it too, and then its key stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
