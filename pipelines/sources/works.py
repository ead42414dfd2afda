"""What the registers of publications have in common: works with the institutions of their authors, each once."""

from collections.abc import Collection

import polars as pl

from pipelines.sources.countries import country_codes

COLUMNS = (
    *("work_id", "institution_id", "year", "is_own", "ror_id", "institution_name", "country"),
    *("work_type", "issn", "doi"),
)
NONE = "none"  # a work of whose institutions nothing is known
ROR = r"^(?:https?://)?(?:www\.)?ror\.org/"
DOI = r"^(?:https?://)?(?:dx\.)?doi\.org/"


def works(named: pl.DataFrame, own_ids: Collection[str], register: str) -> dict[str, pl.DataFrame]:
    """work_id, institution_id, year, ror_id, institution_name, country, work_type, issn, doi → the feed `works`.

    Text, one row per work and place in its list of authors. An institution that many authors name gives one row; so a
    work of 3,000 authors is one work. `own_ids` are the institution's identifiers: ROR or those of the register.
    """
    cleaned = named.with_columns(
        pl.format("{}:{}", pl.lit(register), pl.col("work_id")).alias("work_id"),
        pl.col("ror_id").str.replace(ROR, ""),
        country_codes(named.get_column("country")).alias("country"),
        pl.col("doi").str.to_lowercase().str.replace(DOI, ""),
        pl.coalesce("institution_id", pl.lit(NONE)).alias("institution_id"),
    )
    is_own = pl.col("ror_id").is_in(list(own_ids)) | pl.col("institution_id").is_in(list(own_ids))
    rows = cleaned.with_columns(is_own.fill_null(value=False).cast(pl.String).alias("is_own")).select(COLUMNS)
    once = rows.unique(["work_id", "institution_id"], keep="first", maintain_order=True)
    several = once.filter(pl.len().over("work_id") > 1, pl.col("institution_id") == NONE)
    return {"works": once.join(several, on=["work_id", "institution_id"], how="anti", maintain_order="left")}


def lines(named: list[dict[str, str | None]]) -> pl.DataFrame:
    """Rows as the function above takes them, every column there."""
    columns = [name for name in COLUMNS if name != "is_own"]
    return pl.DataFrame(named, schema=dict.fromkeys(columns, pl.String))
