"""Erasmus+ mobility (key action 1) of all of Europe, in every release the European Commission has made of it.

A row is an aggregate: its participants are summed, rows are never counted, and two equal rows are two aggregates.
So a row is identified by the content of its file and its place in it, and the same file submitted twice counts once.
Headings, tokens for nothing and values are in `erasmus_ka1.yaml`; columns are found by heading, never by place.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from data_contracts.yaml_text import parse_yaml
from models.config import Config
from pipelines.sources.countries import country_codes
from pipelines.sources.erasmus_before_2014 import OF_EARLIER_FILES, as_later, headings_before_2014, is_before_2014
from pipelines.sources.erasmus_ka1_matching import FOLDER, LISTS, MoreHeadings, fold, identified, lists_beside
from pipelines.sources.erasmus_ka1_sheets import tables
from pipelines.sources.headings import as_published, folded, under_our_names
from pipelines.sources.source import Snapshot, SourceReader

DEFINITIONS = Path(__file__).with_suffix(".yaml")
SIDES = ("sending", "receiving")
COUNTRIES = ("nationality", "participant_country", "sending_country", "receiving_country")
ORGANISATION = ("name", "country", "erasmus_code")
CHECKSUM_LENGTH = 12
EARLIER = "before_2014"  # the release of the files of 2008 to 2014


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A mobility file → erasmus_flows, one row per row of all its sheets, and unknown_organisations.

    Raises ReadError.
    """
    defined = definitions()
    more = config.headings.get(FOLDER, {})
    marks = {folded(name) for name in (*defined["headings"]["participants"], *more.get("participants", ()))}
    marks |= OF_EARLIER_FILES
    published = [as_published(table, headings(), more, path) for table in tables(path, marks)]
    flows = _cleaned(pl.concat([_named(table, defined, path) for table in published]), defined)
    for side in SIDES:
        flows = _with_institution(flows, side, path, config.headings.get(LISTS, {}))
    file = _checksum(path)
    return {
        "erasmus_flows": flows.select(_record_id(file), pl.all()),
        "unknown_organisations": _unknown(flows).select(_record_id(file), pl.all()),
    }


def headings() -> dict[str, list[str]]:
    """Our column, or a heading of the files of 2008 to 2014, → the headings that mean it."""
    of_ours: dict[str, list[str]] = definitions()["headings"]
    return of_ours | {heading: [heading] for heading in headings_before_2014()}


# A file is a year of mobility by its start, and the current release has revised every year of the one of 2021. A year
# may be in several files of one release.
SNAPSHOT = Snapshot(
    feed="erasmus_flows",
    subject="substr(start_month, 1, 4)",
    edition="max(release = 'current')",
    then_by_name=False,
)
READER = SourceReader(
    feeds=("erasmus_flows", "unknown_organisations"),
    read=read,
    beside=lists_beside,
    snapshot=SNAPSHOT,
    headings=headings,
)


def _named(table: pl.DataFrame, defined: dict[str, Any], path: Path) -> pl.DataFrame:
    if is_before_2014(table.columns):
        rows = under_our_names(as_later(table, path), defined["headings"], defined["required"], path, source=FOLDER)
        return rows.with_columns(pl.lit(EARLIER).alias("release"))
    is_of_2021 = folded(defined["release_of_2021"]) in map(folded, table.columns)
    rows = under_our_names(table, defined["headings"], defined["required"], path, source=FOLDER)
    return rows.with_columns(pl.lit("2021" if is_of_2021 else "current").alias("release"))


def _cleaned(rows: pl.DataFrame, defined: dict[str, Any]) -> pl.DataFrame:
    """Canonical text; what cannot be put into our form stays as written, for the contract to judge."""
    cells = pl.all().str.strip_chars()
    rows = rows.select(pl.when(~cells.str.contains(defined["says_nothing"])).then(cells))
    lowest, highest = defined["plausible_age"]
    age = pl.col("published_age").cast(pl.Float64, strict=False)
    return rows.with_columns(
        _academic_year(pl.col("academic_year")).alias("academic_year"),
        *(_month(pl.col(name)).alias(name) for name in ("start_month", "end_month")),
        *(_mapped(name, values) for name, values in defined["values"].items()),
        *(country_codes(rows.get_column(name)).alias(name) for name in COUNTRIES),
        pl.when(age.is_between(lowest, highest)).then(age).alias("age"),
    )


def _academic_year(cell: pl.Expr) -> pl.Expr:
    """`2020-2021` and `2020-21` → `2020-2021`; a year that the next does not follow stays as written."""
    first, last = cell.str.extract(r"^(\d{4})[-/]\d+$"), cell.str.extract(r"^\d{4}[-/](\d{2}|\d{4})$")
    following = (first.cast(pl.Int64) + 1).cast(pl.String)
    return pl.when(following.str.ends_with(last)).then(first + "-" + following).otherwise(cell)


def _month(cell: pl.Expr) -> pl.Expr:
    """`2020-9`, `2020/09`, `09/2020` and the day a spreadsheet makes of them → `2020-09`."""
    forms = (r"^(?<y>\d{4})[-/](?<m>\d{1,2})(?:[-/]\d{1,2}(?:[ T].*)?)?$", r"^(?<m>\d{1,2})[-/](?<y>\d{4})$")
    parts = [cell.str.extract_groups(form).struct for form in forms]
    return pl.coalesce(*(part.field("y") + "-" + part.field("m").str.zfill(2) for part in parts), cell)


def _mapped(name: str, values: dict[str, str]) -> pl.Expr:
    ours = pl.col(name).str.to_lowercase().replace_strict(values, default=None, return_dtype=pl.String)
    return pl.coalesce(ours, pl.col(name)).alias(name)


def _with_institution(flows: pl.DataFrame, side: str, path: Path, more: MoreHeadings) -> pl.DataFrame:
    """The side's Erasmus code as decided, and what it rests on; every organisation is looked up once."""
    columns = {f"{side}_{part}": part for part in ORGANISATION}
    organisations = flows.select(list(columns)).unique(maintain_order=True)
    institutions = identified(organisations.rename(columns), lists_beside(path), more)
    decided = organisations.with_columns(
        institutions.get_column("erasmus_code").alias("decided"),
        institutions.get_column("known_by").alias(f"{side}_known_by"),
    )
    joined = flows.join(decided, on=list(columns), how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns(pl.col("decided").alias(f"{side}_erasmus_code")).drop("decided")


def _unknown(flows: pl.DataFrame) -> pl.DataFrame:
    """Organisations that nothing identifies, the largest first."""
    size = pl.col("participants").cast(pl.Int64, strict=False)
    mentions = pl.concat(
        flows.filter(pl.col(f"{side}_erasmus_code").is_null()).select(
            pl.lit(side).alias("side"),
            pl.col(f"{side}_name").alias("name"),
            pl.col(f"{side}_country").alias("country"),
            pl.when(size > 0).then(size).otherwise(0).alias("participants"),
        )
        for side in SIDES
    )
    sent, received = (pl.col("participants").filter(pl.col("side") == side).sum() for side in SIDES)
    spelled = mentions.group_by("name", "country", maintain_order=True).agg(
        sent.alias("participants_sent"), received.alias("participants_received"), pl.len().alias("mention_count")
    )
    size = pl.col("participants_sent") + pl.col("participants_received")
    return (
        spelled.sort("mention_count", descending=True, maintain_order=True)
        .group_by(fold(pl.col("name")).alias("folded"), "country", maintain_order=True)
        .agg(pl.col("name").first(), pl.col("participants_sent", "participants_received", "mention_count").sum())
        .drop("folded")
        .sort(size, descending=True, maintain_order=True)
    )


def _record_id(file: str) -> pl.Expr:
    return pl.format("{}-{}", pl.lit(file), pl.int_range(1, pl.len() + 1)).alias("record_id")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:CHECKSUM_LENGTH]


@cache
def definitions() -> dict[str, Any]:
    """What `erasmus_ka1.yaml` says."""
    read: dict[str, Any] = parse_yaml(DEFINITIONS.read_text(encoding="utf-8"))
    return read
