"""The Research Organization Registry (ROR) as an index: one row per organisation, with its place and its state."""

from pathlib import Path

import polars as pl

from models.config import Config
from pipelines.readers import read_table
from pipelines.sources.countries import country_codes
from pipelines.sources.headings import under_our_names
from pipelines.sources.source import SourceReader

HEADINGS = {
    "ror_id": ("ror_id", "id"),
    "name": ("name",),
    "country": ("country_code", "country.country_code"),
    "city": ("city",),
    "latitude": ("lat", "latitude"),
    "longitude": ("lng", "longitude"),
    "types": ("types",),
    "status": ("status",),
    "release": ("path_in_ror-records",),
}
REQUIRED = ("ror_id", "name", "country", "status")
ADDRESS = r"^(?:https?://)?(?:www\.)?ror\.org/"


def read(path: Path, _config: Config) -> dict[str, pl.DataFrame]:
    """An index of ROR → research_organisations, one row per row of the file. Raises ReadError."""
    rows = under_our_names(read_table(path), HEADINGS, REQUIRED, path)
    return {
        "research_organisations": rows.with_columns(
            pl.col("ror_id").str.to_lowercase().str.replace(ADDRESS, ""),
            country_codes(rows.get_column("country")).alias("country"),
            pl.col("types").str.to_lowercase(),
            pl.col("status").str.to_lowercase(),
            pl.col("release").str.extract(r"^(v[0-9.]+)/"),
        )
    }


READER = SourceReader(feeds=("research_organisations",), read=read)
