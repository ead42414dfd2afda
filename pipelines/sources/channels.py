"""The Norwegian register of scholarly publication channels (`channel_register.csv.gz`): levels year by year.

The list is wide, a column of levels per year (`level_2025`); it becomes long. Journals and publishers stand in
the same list, each with a number of its own kind. A year without a level says nothing and gives no row.
"""

import gzip
import io
import re
import zlib
from pathlib import Path

import polars as pl

from models.config import Config
from pipelines.conform import nearest
from pipelines.readers import ReadError, decode, read_table
from pipelines.sources.source import SourceReader

LARGEST = 500_000_000  # bytes of a list once unpacked; that of 2025 has 13 million
LEVEL = re.compile(r"^level_(\d{4})$")
KINDS = {"journals": "journal", "publishers": "publisher"}
KIND = "set"
TEXTS = {"title": "title", "issn_print": "issn_print", "issn_online": "issn_online", "field": "group_field"}
NUMBERS = ("journal_id", "publisher_id")


def read(path: Path, _config: Config) -> dict[str, pl.DataFrame]:
    """The register → publication_channels, one row per channel and year with a level.

    A channel that never had a level gives one row without year and level. Raises ReadError.
    """
    register = _unpacked(path) if path.suffix.lower() == ".gz" else read_table(path)
    years = {heading: found[1] for heading in register.columns if (found := LEVEL.match(heading))}
    _check_headings(register, bool(years), path)
    channels = register.select(
        pl.col(KIND).replace(KINDS).alias("kind"),
        _number().alias("channel_id"),
        *(_issn(theirs) if ours.startswith("issn") else pl.col(theirs).alias(ours) for ours, theirs in TEXTS.items()),
        *years,
    )
    known = [*channels.columns[: -len(years)]]
    levels = channels.unpivot(list(years), index=known, variable_name="year", value_name="level")
    levels = levels.drop_nulls("level").with_columns(pl.col("year").replace(years))
    never = channels.filter(pl.all_horizontal(pl.col(list(years)).is_null())).select(
        *known, pl.lit(None, pl.String).alias("year"), pl.lit(None, pl.String).alias("level")
    )
    return {"publication_channels": pl.concat([levels, never])}


READER = SourceReader(feeds=("publication_channels",), read=read)


def _unpacked(path: Path) -> pl.DataFrame:
    """The csv inside a gzip file, never more of it than is allowed."""
    try:
        with gzip.open(path) as file:
            data = file.read(LARGEST + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError(f"{path}: is no whole gzip file ({error}). Fetch it again.") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error
    if len(data) > LARGEST:
        raise ReadError(f"{path}: unpacks to more than {LARGEST // 1_000_000} MB, which no list of channels has.")
    try:
        return pl.read_csv(io.BytesIO(decode(data).encode()), infer_schema=False).select(
            pl.all().str.strip_chars().replace("", None)
        )
    except pl.exceptions.PolarsError as error:
        raise ReadError(f"{path}: holds no csv that can be read ({str(error).partition(chr(10))[0]}).") from error


def _number() -> pl.Expr:
    """The number of the row's own kind: a journal's row also names the number of its publisher."""
    journal, publisher = NUMBERS
    return pl.when(pl.col(KIND) == "publishers").then(pl.col(publisher)).otherwise(pl.col(journal))


def _issn(heading: str) -> pl.Expr:
    return pl.col(heading).str.to_uppercase()


def _check_headings(register: pl.DataFrame, has_levels: bool, path: Path) -> None:
    missing = [heading for heading in (KIND, *NUMBERS, *TEXTS.values()) if heading not in register.columns]
    if not has_levels:
        missing.append("level_2025")
    if missing:
        raise ReadError(
            f"{path}: missing heading '{missing[0]}', "
            f"the nearest in the file is '{nearest(missing[0], register.columns)}'. "
            "Hand in the register of channels, journals and publishers in one list with a column of levels per year."
        )
