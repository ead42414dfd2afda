"""Students who are not among the graduates: they have not finished, never will, or finished before 2016."""

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.demo.graduates import COUNTED_LEVELS, USUAL_AGE
from pipelines.demo.institution import Generator, faculties
from pipelines.demo.people import with_person

YEARS_INTO_STUDIES = 2


def students(
    rng: Generator,
    programmes: pl.DataFrame,
    prefix: str,
    end_years: npt.NDArray[np.int64],
    *,
    goes_abroad: bool,
    levels: tuple[str, ...] = COUNTED_LEVELS,
) -> pl.DataFrame:
    """One student of a standing programme for each of the end years; those who go abroad by exchange rates."""
    rates = faculties().select("faculty", "exchange_rate", "graduation_share", "women_share")
    known = (
        programmes.filter(
            pl.col("degree_level").is_in(levels), pl.col("valid_from") < "2012", pl.col("valid_to").is_null()
        )
        .join(rates, on="faculty", how="left", maintain_order="left")
        .with_columns(
            (
                pl.col("size")
                / pl.col("size").sum().over("faculty")
                * pl.col("graduation_share")
                * (pl.col("exchange_rate") * pl.col("pull") if goes_abroad else pl.lit(1.0))
            ).alias("weight")
        )
    )
    weight = known["weight"].to_numpy()
    places = rng.choice(known.height, size=len(end_years), p=weight / weight.sum())
    columns = ["programme_code", "degree_level", "unit_code", "campus", "faculty", "women_share"]
    frame = (
        known[np.asarray(places)]
        .select(columns)
        .with_columns(
            pl.Series("end_year", end_years, dtype=pl.Int64),
            pl.col("degree_level").replace_strict(USUAL_AGE, return_dtype=pl.Int64).alias("usual_age"),
        )
    )
    frame = frame.with_columns((pl.col("end_year") - YEARS_INTO_STUDIES).alias("start_year"))
    return with_person(frame, prefix, rng)
