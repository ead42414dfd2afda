"""The feed quality_assurances: every assurance of an agreement, back to the first."""

from datetime import date

import polars as pl

from pipelines.demo.institution import Generator, some

FIRST_YEAR = 2014
YEARS_ASSURED = 5
ASSURED_BEFORE = 0.6  # of the agreements assured now, those that had been once before
ENDED_ASSURED = 0.5  # of the agreements that have ended
FIRST_DAY = date(FIRST_YEAR, 1, 1)


def quality_assurances(rng: Generator, agreements: pl.DataFrame) -> pl.DataFrame:
    """One row per assurance: the one that the agreement names, and for some the one that ran out before it."""
    latest = agreements.filter(pl.col("quality_assured_on").is_not_null()).select(
        "agreement_id",
        "valid_from",
        pl.col("quality_assured_on").alias("assured_on"),
        pl.col("quality_valid_until").alias("valid_until"),
    )
    earlier = (
        latest.filter(pl.Series(some(rng, latest.height, ASSURED_BEFORE)))
        .with_columns(pl.col("assured_on").dt.offset_by(f"-{YEARS_ASSURED}y"), valid_until="assured_on")
        .filter(pl.col("assured_on") >= pl.max_horizontal("valid_from", pl.lit(FIRST_DAY)))
    )
    ended = agreements.filter(pl.col("status") == "terminated").select(
        "agreement_id",
        "valid_from",
        (pl.col("valid_to").dt.offset_by(f"-{YEARS_ASSURED}y")).alias("assured_on"),
        pl.col("valid_to").alias("valid_until"),
    )
    ended = ended.filter(
        pl.Series(some(rng, ended.height, ENDED_ASSURED)),
        pl.col("assured_on") >= pl.max_horizontal("valid_from", pl.lit(FIRST_DAY)),
    )
    columns = ["agreement_id", "assured_on", "valid_until"]
    return pl.concat([earlier, latest, ended]).select(columns).sort("agreement_id", "assured_on")
