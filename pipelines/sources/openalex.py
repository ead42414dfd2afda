"""OpenAlex, the open register of scholarly works: pages of its interface as JSON lines, or Parquet of its snapshot.

The interface is asked for the institution's works alone. A file of the snapshot holds those of all the world, so only
the works are read in which the institution takes part, known by its ROR. Of the institutions that it is compared with
only counts by year are asked for; the name of their file says whose they are (`counts_all_01xtthb56.jsonl`).
"""

import re
from pathlib import Path
from typing import Any

import polars as pl

from models.config import Config
from pipelines.reading.json_lines import read_json_lines
from pipelines.reading.readers import ReadError
from pipelines.sources.source import SourceReader
from pipelines.sources.works import ROR, lines, works

ADDRESS = r"^https?://openalex\.org/"
NEEDED = ("id", "publication_year", "authorships")
COUNTS = re.compile(r"counts_(all|international)_([0-9a-z]+)\.jsonl(\.gz)?")
EMPTY = pl.DataFrame(schema=dict.fromkeys(("ror_id", "year", "is_international", "is_own", "works"), pl.String))


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A file of works → works, one row per work and institution of its authors; of counts → work_counts, one row per
    year. Raises ReadError.
    """
    own_rors = config.institution.ror
    if matches := COUNTS.fullmatch(path.name):
        return {
            "works": works(lines([]), own_rors, "openalex")["works"],
            "work_counts": _counts(path, matches, own_rors),
        }
    if path.suffix.lower() == ".parquet":
        named = _of_snapshot(path, own_rors)
    else:
        named = lines([row for work in read_json_lines(path, NEEDED) for row in _rows(work)])
    cleaned = named.with_columns(pl.col("work_id", "institution_id").str.replace(ADDRESS, ""))
    return {**works(cleaned, own_rors, "openalex"), "work_counts": EMPTY}


READER = SourceReader(feeds=("works", "work_counts"), read=read)


def _counts(path: Path, name: re.Match[str], own_rors: tuple[str, ...]) -> pl.DataFrame:
    """ror_id, year, is_international, is_own, works of groups by year, as the interface answers `group_by`."""
    kind, ror_id = name[1], name[2]
    rows = [
        (ror_id, _text(group["key"]), str(kind == "international").lower(), str(ror_id in own_rors).lower(),
         _text(group["count"]))
        for group in read_json_lines(path, ("key", "count"))
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=EMPTY.schema, orient="row")


def _rows(work: dict[str, Any]) -> list[dict[str, str | None]]:
    source = (work.get("primary_location") or {}).get("source") or {}
    about = {
        "work_id": work["id"],
        "year": _text(work["publication_year"]),
        "work_type": work.get("type"),
        "issn": source.get("issn_l"),
        "doi": work.get("doi"),
    }
    named = [one for author in work["authorships"] or () for one in author.get("institutions") or ()]
    return [about | _institution(one) for one in named] or [about | _institution({})]


def _institution(one: dict[str, Any]) -> dict[str, str | None]:
    return {
        "institution_id": one.get("id"),
        "ror_id": one.get("ror"),
        "institution_name": one.get("display_name"),
        "country": one.get("country_code"),
    }


def _of_snapshot(path: Path, own_rors: tuple[str, ...]) -> pl.DataFrame:
    """The same of a file of the snapshot, the works of the institution alone."""
    try:
        held = pl.scan_parquet(path).collect_schema()
        if missing := [name for name in NEEDED if name not in held]:
            raise ReadError(f"{path}: has no column {', '.join(missing)}. Submit the works of OpenAlex's snapshot.")
        source = pl.col("primary_location").struct.field("source").struct.field("issn_l")
        authors = pl.scan_parquet(path).select(
            pl.col("id").alias("work_id"),
            pl.col("publication_year").cast(pl.String).alias("year"),
            (pl.col("type") if "type" in held else pl.lit(None, pl.String)).alias("work_type"),
            (source if "primary_location" in held else pl.lit(None, pl.String)).alias("issn"),
            (pl.col("doi") if "doi" in held else pl.lit(None, pl.String)).alias("doi"),
            "authorships",
        )
        institution = pl.col("institution").struct.field
        named = (
            authors.explode("authorships")
            .with_columns(pl.col("authorships").struct.field("institutions").alias("institution"))
            .explode("institution")
            .select(
                "work_id",
                institution("id").alias("institution_id"),
                "year",
                institution("ror").str.replace(ROR, "").alias("ror_id"),
                institution("display_name").alias("institution_name"),
                institution("country_code").alias("country"),
                "work_type",
                "issn",
                "doi",
            )
            .collect()
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ReadError(f"{path}: is not a file of OpenAlex's works ({str(error).partition(chr(10))[0]}).") from error
    takes_part = pl.col("ror_id").is_in(list(own_rors)).fill_null(value=False).any().over("work_id")
    return named.filter(takes_part)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
