"""The feed stays: students abroad and visiting students, in the order they depart."""

import numpy as np
import polars as pl

from pipelines.demo.calendar import SHARES, kinds, with_dates
from pipelines.demo.destinations import with_place
from pipelines.demo.details import with_details
from pipelines.demo.institution import Generator, scaled, serial, series, some
from pipelines.demo.outgoing import counted_out
from pipelines.demo.students import students
from pipelines.demo.uncounted import uncounted_out, unfinished
from pipelines.demo.units import unit_on


def stays(
    rng: Generator,
    programmes: pl.DataFrame,
    agreements: pl.DataFrame,
    graduates: pl.DataFrame,
    scale: float,
) -> pl.DataFrame:
    """One row per stay that ends in 2013 or later, or is planned for 2026."""
    out = [counted_out(rng, programmes, graduates, scale), uncounted_out(rng, programmes, graduates, scale)]
    sides = {"out": pl.concat(out, how="diagonal"), "in": _incoming(rng, programmes, scale)}
    placed = [
        with_place(with_dates(side, rng), agreements, direction, rng).with_columns(pl.lit(direction).alias("direction"))
        for direction, side in sides.items()
    ]
    citizen = pl.col("is_citizen_of_country") & pl.col("citizenship").is_not_null()
    return (
        with_details(pl.concat(placed, how="diagonal"), rng)
        .sort("date_from", "direction", "person_id")
        .with_columns(
            serial("M", 7).alias("stay_id"),
            unit_on("unit_code", "date_from"),
            pl.when(citizen).then("country").otherwise("citizenship").alias("citizenship"),
        )
    )


def _incoming(rng: Generator, programmes: pl.DataFrame, scale: float) -> pl.DataFrame:
    """Visiting students: counted ones by end year and those not over; they follow courses, not a programme."""
    years = series()["counted_in"]
    end_years = np.repeat(list(years), [scaled(number, scale) for number in years.values()])
    part = students(rng, programmes, "V", end_years, goes_abroad=False)
    part = part.with_columns(pl.Series("kind", kinds(rng, part.height, SHARES)))
    both = pl.concat([part, unfinished(rng, programmes, "X", "in", scale)])
    return both.with_columns(
        pl.lit(None, pl.String).alias("programme_code"),
        pl.when(pl.col("degree_level") == "bachelor").then("degree_level").otherwise(pl.lit("master"))
        .alias("degree_level"),
        pl.Series("is_citizen_of_country", some(rng, both.height, 0.93)),
    )  # fmt: skip
