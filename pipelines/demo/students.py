"""Students who are not among the graduates: they have not finished, never will, or finished before 2016."""

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.demo.graduates import COUNTED_LEVELS, USUAL_AGE
from pipelines.demo.institution import Generator, faculties
from pipelines.demo.people import with_person

# How many years into their studies, of a hundred: a stay ends one to three years before the degree, as graduates' do
YEARS_INTO_STUDIES = {
    "bachelor": {1: 35, 2: 55, 3: 10},
    "master": {1: 80, 2: 20},
    "integrated_master": {2: 9, 3: 35, 4: 56},
    "professional": {3: 9, 4: 35, 5: 56},
}
USUAL_YEARS = {2: 100}


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
    known_students = (
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
    weight = known_students["weight"].to_numpy()
    places = rng.choice(known_students.height, size=len(end_years), p=weight / weight.sum())
    columns = ["programme_code", "degree_level", "unit_code", "campus", "faculty", "women_share"]
    frame = (
        known_students[np.asarray(places)]
        .select(columns)
        .with_columns(
            pl.Series("end_year", end_years, dtype=pl.Int64),
            pl.col("degree_level").replace_strict(USUAL_AGE, return_dtype=pl.Int64).alias("usual_age"),
        )
    )
    frame = frame.with_columns((pl.col("end_year") - _years_into(rng, frame["degree_level"])).alias("start_year"))
    return with_person(frame, prefix, rng)


def _years_into(rng: Generator, levels: pl.Series) -> pl.Series:
    """How many years before its year of reference each student began, by degree level."""
    separate_rng = rng.spawn(1)[0]  # so that all that is drawn later stays as it was
    lots = separate_rng.random(len(levels)) * 100
    years = np.zeros(len(levels), dtype=np.int64)
    for level in levels.unique().sort():
        parts = YEARS_INTO_STUDIES.get(level, USUAL_YEARS)
        mine = (levels == level).to_numpy()
        places = np.searchsorted(np.cumsum(list(parts.values())), lots[mine], side="right")
        years[mine] = np.array(list(parts))[places]
    return pl.Series(years)
