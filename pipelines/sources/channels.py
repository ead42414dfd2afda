"""The Norwegian register of scholarly publication channels: levels year by year.

The lists are wide, a column of levels per year (`level_2025`, `Nivå 2025`); they become long. Journals and publishers
each have numbers of their own kind; they come in one list (`channel_register.csv.gz`) or, from DBH, in one list each. A
year without a level says nothing and gives no row; with `X`, where the level is not decided yet, it has no level.
"""

import gzip
import io
import re
import zlib
from pathlib import Path

import polars as pl

from models.config import Config
from pipelines.reading.readers import ReadError, decode, read_table
from pipelines.sources.headings import as_published, under_our_names
from pipelines.sources.source import SourceReader

SOURCE = "channel_register"
LARGEST = 500_000_000  # bytes of a list once unpacked; that of 2025 has 13 million
LEVEL = re.compile(r"^(?:level_|Nivå )(\d{4})$")
UNDECIDED = "X"
KINDS = {"journals": "journal", "publishers": "publisher"}
HEADINGS = {
    "set": ["set"],
    "journal_id": ["journal_id", "Tidsskrift id"],
    "publisher_id": ["publisher_id", "Forlag id"],
    "title": ["title", "Original tittel"],
    "issn_print": ["issn_print", "Print ISSN"],
    "issn_online": ["issn_online", "Online ISSN"],
    "field": ["group_field", "NPI Fagfelt"],
}


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A list of channels → publication_channels, one row per channel and year that the list says a level of.

    A channel that never had a level gives one row without year and level. Raises ReadError.
    """
    register = _unpacked(path) if path.suffix.lower() == ".gz" else read_table(path)
    register = as_published(register, HEADINGS, config.headings.get(SOURCE, {}), path)
    named = under_our_names(register, HEADINGS, ("title",), path, source=SOURCE)
    years = {match[1]: heading for heading in register.columns if (match := LEVEL.match(heading))}
    if not years or all(named[number].null_count() == named.height for number in ("journal_id", "publisher_id")):
        raise ReadError(
            f"{path}: is not a list of channels: it needs their numbers (journal_id or publisher_id) and a column of "
            "levels per year (level_2025). Submit the register of journals and publishers."
        )
    channels = named.select(
        _kind().alias("kind"),
        pl.when(_kind() == "publisher").then("publisher_id").otherwise("journal_id").alias("channel_id"),
        "title",
        *(pl.col(name).str.to_uppercase() for name in ("issn_print", "issn_online")),
        "field",
        *(register[heading].cast(pl.String).alias(year) for year, heading in years.items()),
    )
    known_columns = channels.columns[: -len(years)]
    levels = channels.unpivot(list(years), index=known_columns, variable_name="year", value_name="level").drop_nulls(
        "level"
    )
    never = channels.filter(pl.all_horizontal(pl.col(list(years)).is_null())).select(
        *known_columns, pl.lit(None, pl.String).alias("year"), pl.lit(None, pl.String).alias("level")
    )
    undecided = pl.col("level").replace({UNDECIDED: None})
    return {"publication_channels": pl.concat([levels, never]).with_columns(undecided)}


READER = SourceReader(feeds=("publication_channels",), read=read, headings=lambda: HEADINGS)


def _unpacked(path: Path) -> pl.DataFrame:
    """The csv inside a gzip file, never more of it than is allowed."""
    try:
        with gzip.open(path) as file:
            data = file.read(LARGEST + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError(f"{path}: is not a complete gzip file ({error}). Fetch it again.") from error
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


def _kind() -> pl.Expr:
    """What the list calls it, else what it has a number for: a journal's row may also name its publisher's."""
    by_number = pl.when(pl.col("journal_id").is_not_null()).then(pl.lit("journal")).otherwise(pl.lit("publisher"))
    return pl.coalesce(pl.col("set").replace(KINDS), by_number)
