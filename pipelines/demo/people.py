"""What every person has: a number, a gender, a year of birth, a citizenship."""

import numpy as np
import polars as pl

from pipelines.demo.institution import Generator, some

ABROAD = ["SE", "DE", "PL", "CN", "IN", "IR", "PK", "UA", "SY", "ER", "US", "VN", "LT", "DK", "GB", "PH", "BD", "IT"]
CITIZENSHIP_UNKNOWN_FROM = 2021


def numbered(prefix: str, count: int) -> pl.Series:
    """Person numbers of our own making: `G0000001` and on."""
    return pl.select(
        (pl.lit(prefix) + pl.int_range(1, count + 1).cast(pl.String).str.zfill(7)).alias("person_id")
    ).to_series()


def with_person(
    frame: pl.DataFrame, prefix: str, started: str, age_at_start: str, rng: Generator, foreign_share: float = 0.09
) -> pl.DataFrame:
    """Add person_id, gender, birth_year, citizenship to one row per person.

    `started` names the column of the first year of study (int), `age_at_start` that of the usual age then;
    `women_share` must be there. Citizenship is unknown for a part of those who started in 2021 or later.
    """
    count = frame.height
    draw = rng.random(count)
    older = rng.geometric(0.42, count) - 1 + np.where(some(rng, count, 0.07), rng.integers(5, 22, count), 0)
    foreign = pl.Series(some(rng, count, foreign_share))
    citizenship = pl.Series(np.array(ABROAD)[rng.integers(0, len(ABROAD), count)])
    unknown = pl.Series(some(rng, count, 0.14))
    return frame.with_columns(
        numbered(prefix, count),
        pl.when(pl.Series(draw) < 0.003).then(pl.lit("x"))
        .when(pl.Series(draw) > 0.997).then(None)
        .when(pl.Series(draw) < pl.col("women_share")).then(pl.lit("f"))
        .otherwise(pl.lit("m")).alias("gender"),
        (pl.col(started) - pl.col(age_at_start) - pl.Series(older)).alias("birth_year"),
        pl.when((pl.col(started) >= CITIZENSHIP_UNKNOWN_FROM) & unknown).then(None)
        .when(foreign).then(citizenship)
        .otherwise(pl.lit("NO")).alias("citizenship"),
    )  # fmt: skip
