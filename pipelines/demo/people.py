"""What every person has: a number, a gender, a year of birth, a citizenship."""

import numpy as np
import polars as pl

from pipelines.demo.institution import Generator, some

ABROAD = ["SE", "DE", "PL", "CN", "IN", "IR", "PK", "UA", "SY", "ER", "US", "VN", "LT", "DK", "GB", "PH", "BD", "IT"]
CITIZENSHIP_UNKNOWN_FROM = 2021
FOREIGN_SHARE = 0.09


def numbered(prefix: str, count: int) -> pl.Series:
    """Person numbers of our own making: `G0000001` and on."""
    return pl.select(
        (pl.lit(prefix) + pl.int_range(1, count + 1).cast(pl.String).str.zfill(7)).alias("person_id")
    ).to_series()


def with_person(frame: pl.DataFrame, prefix: str, rng: Generator) -> pl.DataFrame:
    """Add person_id, gender, birth_year, citizenship to one row per person.

    Needs `start_year`, `usual_age` then, and `women_share`. Citizenship is unknown for a part of those who started
    in 2021 or later.
    """
    count = frame.height
    lot = rng.random(count)
    rare = pl.Series(rng.choice(["x", "unknown", "no"], size=count, p=[0.003, 0.003, 0.994]))
    older = rng.geometric(0.42, count) - 1 + np.where(some(rng, count, 0.07), rng.integers(5, 22, count), 0)
    foreign = pl.Series(some(rng, count, FOREIGN_SHARE))
    citizenship = pl.Series(np.array(ABROAD)[rng.integers(0, len(ABROAD), count)])
    unknown = pl.Series(some(rng, count, 0.14))
    return frame.with_columns(
        numbered(prefix, count),
        pl.when(rare == "x").then(pl.lit("x"))
        .when(rare == "unknown").then(None)
        .when(pl.Series(lot) < pl.col("women_share")).then(pl.lit("f"))
        .otherwise(pl.lit("m")).alias("gender"),
        (pl.col("start_year") - pl.col("usual_age") - pl.Series(older)).alias("birth_year"),
        pl.when((pl.col("start_year") >= CITIZENSHIP_UNKNOWN_FROM) & unknown).then(None)
        .when(foreign).then(citizenship)
        .otherwise(pl.lit("NO")).alias("citizenship"),
    )  # fmt: skip
