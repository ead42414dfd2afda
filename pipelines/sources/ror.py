"""The Research Organization Registry (ROR): an index or a data dump as csv, one row per organisation."""

from functools import cache, lru_cache
from pathlib import Path

import polars as pl

from data_contracts.yaml_text import parse_yaml
from models.config import Config
from pipelines.reading.readers import read_table
from pipelines.sources.countries import country_codes
from pipelines.sources.headings import as_published, under_our_names
from pipelines.sources.source import Snapshot, SourceReader

HEADINGS = Path(__file__).with_name("ror_headings.yaml")
SOURCE = "ror"
REQUIRED = ("ror_id", "name", "country", "status")
PLACE = ("country", "city", "latitude", "longitude")
ADDRESS = r"^(?:https?://)?(?:www\.)?ror\.org/"
WEBSITES = ("links.type.website", "domains", "links[0]", "links")  # of the data dumps; an index has none
SEVERAL = r"\s*;\s*"  # the dump joins several values so


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A file of ROR → research_organisations, one row per row of the file. Raises ReadError.

    An organisation in several places is at the first of them.
    """
    table = as_published(read_table(path), headings(), config.headings.get(SOURCE, {}), path)
    rows = under_our_names(table, headings(), REQUIRED, path, source=SOURCE, slips=True)
    rows = rows.with_columns(pl.col(PLACE).str.replace(SEVERAL + ".*$", ""))
    return {
        "research_organisations": rows.with_columns(
            pl.col("ror_id").str.to_lowercase().str.replace(ADDRESS, ""),
            country_codes(rows.get_column("country")).alias("country"),
            pl.col("types").str.to_lowercase().str.replace_all(SEVERAL, "|"),
            pl.col("status").str.to_lowercase(),
            pl.col("release").str.extract(r"^(v[0-9.]+)/"),
        )
    }


def websites(path: Path) -> pl.DataFrame:
    """website and country of the organisations of a file, a row for each; none where it names no websites."""
    return _websites(path, path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=4)
def _websites(path: Path, _modified: int, _bytes: int) -> pl.DataFrame:
    frame = read_table(path)
    countries = next((name for name in frame.columns if name in headings()["country"]), None)
    places = [name for name in frame.columns if name in WEBSITES]
    if countries is None or not places:
        return pl.DataFrame(schema={"website": pl.String, "country": pl.String})
    first = frame.get_column(countries).cast(pl.String).str.replace(SEVERAL + ".*$", "")
    return (
        frame.select(
            pl.concat_str([pl.col(name).cast(pl.String) for name in places], separator=";", ignore_nulls=True)
            .str.replace_all(SEVERAL, ";")
            .str.split(";")
            .alias("website"),
            country_codes(first).alias("country"),
        )
        .explode("website")
        .filter(pl.col("website") != "")
        .drop_nulls()
    )


@cache
def headings() -> dict[str, list[str]]:
    """Our column → the headings that mean it."""
    read: dict[str, list[str]] = parse_yaml(HEADINGS.read_text(encoding="utf-8"))
    return read


# Every file is the whole registry, as new as the newest release (`v1.68`) that touched one of its entries.
SNAPSHOT = Snapshot(
    feed="research_organisations",
    subject="'the registry'",
    edition="max(cast(string_split(substr(release, 2), '.') as integer[]))",
)
READER = SourceReader(feeds=("research_organisations",), read=read, snapshot=SNAPSHOT, headings=headings)
