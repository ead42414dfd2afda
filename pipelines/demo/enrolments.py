"""The feed enrolments: a semester's registered students, from who studies what from when to when."""

from collections.abc import Iterator

import polars as pl

from pipelines.demo import semesters
from pipelines.demo.fees import FEE_FROM
from pipelines.demo.institution import Generator, some
from pipelines.demo.units import unit_on

CREDITS_BEFORE = {"master": 180, "phd": 300}
CREDITS_A_SEMESTER, SMALLEST_COURSE, MOST_CREDITS = 30, 7.5, 600
ACTIVE_SHARE = 0.94


def enrolments(rng: Generator, studies: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each semester 2016–2025 by name, with one row per registered person: the contract's columns."""
    paced = studies.with_columns(pl.Series("pace", rng.normal(0.94, 0.09, studies.height)))
    for semester in range(semesters.FIRST, semesters.LAST + 1):
        rows = paced.filter(pl.col("first") <= semester, pl.col("last") >= semester).sort("person_id")
        number = pl.lit(semester, pl.Int64)
        yield (
            rows.select(semesters.name(number)).item(0, 0),
            rows.with_columns(
                semesters.name(number).alias("semester"),
                semesters.first_day(number).alias("day"),
                pl.col("department").alias("unit_code"),
                _credits(semester).alias("ects_completed"),
                pl.when(pl.lit(semester >= 2 * FEE_FROM + semesters.AUTUMN)).then("fee_status").alias("fee_status"),
                pl.Series("active", some(rng, rows.height, ACTIVE_SHARE)),
            ).with_columns(unit_on("unit_code", "day")),
        )


def _credits(semester: int) -> pl.Expr:
    """Credits when the semester begins, those of earlier degrees included; they never shrink."""
    before = pl.col("degree_level").replace_strict(CREDITS_BEFORE, default=0, return_dtype=pl.Int64)
    earned = (semester - pl.col("first")) * CREDITS_A_SEMESTER * pl.col("pace").clip(0.4, 1.1)
    return (before + (earned / SMALLEST_COURSE).floor() * SMALLEST_COURSE).clip(upper_bound=MOST_CREDITS)
