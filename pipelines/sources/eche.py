"""The European Commission's dated lists of institutions that hold an Erasmus charter (ECHE).

Each list has its own headings (`eche_headings.yaml`), and the day it stood is in the file's name alone. An OID that
the Commission's own look-up did not find is no OID: `Not Found`, or the formula itself where nobody evaluated it.
"""

import re
from functools import cache
from pathlib import Path

import polars as pl

from data_contracts.yaml_text import parse_yaml
from models.config import Config
from pipelines.reading.readers import read_table
from pipelines.sources.countries import country_codes
from pipelines.sources.erasmus_codes import erasmus_code
from pipelines.sources.headings import under_our_names
from pipelines.sources.source import SourceReader

HEADINGS = Path(__file__).with_name("eche_headings.yaml")
REQUIRED = ("erasmus_code", "name", "country")
DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
NO_VALUE = r"(?i)^(not found|n/?a|none|null|-|0|#.*|=.*|.*vlookup\(.*)$"


def read(path: Path, _config: Config) -> dict[str, pl.DataFrame]:
    """A list of charter holders → institutions, one row per row of the list. Raises ReadError."""
    return {"institutions": charter_holders(path)}


def charter_holders(path: Path) -> pl.DataFrame:
    """The list as canonical text: codes normalised, `listed_on` from the file's name. Raises ReadError."""
    rows = under_our_names(read_table(path), headings(), REQUIRED, path)
    return rows.with_columns(
        erasmus_code(pl.col("erasmus_code")),
        _given("pic").str.replace(r"\.0+$", ""),
        _given("oid").str.to_uppercase(),
        country_codes(rows.get_column("country")).alias("country"),
        pl.lit(listed_on(path), pl.String).alias("listed_on"),
    )


def listed_on(path: Path) -> str | None:
    """The day in a file's name (`eche_2024-09-12.xlsx`), the first of a month without a day, or None."""
    found = DAY.search(path.stem)
    return f"{found[1]}-{found[2]}-{found[3] or '01'}" if found else None


@cache
def headings() -> dict[str, list[str]]:
    """Our column → the headings that mean it."""
    read: dict[str, list[str]] = parse_yaml(HEADINGS.read_text(encoding="utf-8"))
    return read


READER = SourceReader(feeds=("institutions",), read=read)


def _given(name: str) -> pl.Expr:
    cell = pl.col(name).str.strip_chars()
    return pl.when(~cell.str.contains(NO_VALUE)).then(cell).alias(name)
