"""The European Commission's dated lists of institutions that hold an Erasmus charter (ECHE).

Each list has its own headings (`eche_headings.yaml`), and the day it stood is in the file's name alone. An OID that
the Commission's own look-up did not find is not an OID: `Not Found`, or the formula itself where nobody evaluated it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import polars as pl

from data_contracts.yaml_text import parse_yaml
from models.config import Config
from pipelines.reading.file_dates import day_in_name
from pipelines.reading.layout import Layout
from pipelines.reading.readers import read_table
from pipelines.sources.countries import country_codes
from pipelines.sources.erasmus_codes import erasmus_code
from pipelines.sources.headings import as_published, under_our_names
from pipelines.sources.source import SourceReader

SOURCE = "eche"
HEADINGS = Path(__file__).with_name("eche_headings.yaml")
REQUIRED = ("erasmus_code", "name", "country")
CODE = r"^[A-Z]{1,3} [A-Z-]+[0-9]{2,3}$"
DAY_FIRST = r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$"  # the Commission writes the day first
NO_VALUE = r"(?i)^(not found|n/?a|none|null|-|0|#.*|=.*|.*vlookup\(.*)$"


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A list of charter holders → institutions, one row per row of the list. Raises ReadError."""
    return {"institutions": charter_holders(path, config.headings.get(SOURCE, {}))}


def charter_holders(path: Path, more_headings: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """The list as canonical text: codes normalised, `listed_on` from the file's name. Raises ReadError."""
    is_code = erasmus_code(pl.col("cell").cast(pl.String)).str.contains(CODE)
    table = as_published(read_table(path, Layout(keeps_unnamed=True)), headings(), more_headings, path)
    rows = under_our_names(table, headings(), REQUIRED, path, {"erasmus_code": is_code}, SOURCE, slips=True)
    return rows.with_columns(
        erasmus_code(pl.col("erasmus_code")),
        _given("pic").str.replace(r"\.0+$", ""),
        _given("oid").str.to_uppercase(),
        country_codes(rows.get_column("country")).alias("country"),
        *(_iso_day(name) for name in ("charter_from", "charter_to")),
        pl.lit(listed_on(path), pl.String).alias("listed_on"),
    )


def listed_on(path: Path) -> str | None:
    """The day in a file's name (`eche_2024-09-12.xlsx`, `…_08042026.xlsx`), the first of a month, or None."""
    return day_in_name(path.stem)


@cache
def headings() -> dict[str, list[str]]:
    """Our column → the headings that mean it."""
    read: dict[str, list[str]] = parse_yaml(HEADINGS.read_text(encoding="utf-8"))
    return read


READER = SourceReader(feeds=("institutions",), read=read, headings=headings)


def _iso_day(name: str) -> pl.Expr:
    day, month, year = (pl.col(name).str.extract(DAY_FIRST, group) for group in (1, 2, 3))
    iso = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2), separator="-")
    return pl.coalesce(iso, pl.col(name)).alias(name)


def _given(name: str) -> pl.Expr:
    cell = pl.col(name).str.strip_chars()
    return pl.when(~cell.str.contains(NO_VALUE)).then(cell).alias(name)
