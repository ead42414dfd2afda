"""Semesters as whole numbers that can be counted on: twice the year, and one more in the autumn."""

import polars as pl

from pipelines.demo.institution import YEARS

SPRING, AUTUMN = 0, 1
FIRST, LAST = 2 * YEARS[0] + SPRING, 2 * YEARS[-1] + AUTUMN
FIRST_MONTH = {SPRING: 1, AUTUMN: 8}


def autumn(year: pl.Expr) -> pl.Expr:
    """The number of the autumn of a year."""
    return 2 * year + AUTUMN


def semester_of(day: pl.Expr, autumn_from: int = 7) -> pl.Expr:
    """The number of the semester a date is in, the autumn beginning with that month."""
    return 2 * day.dt.year().cast(pl.Int64) + (day.dt.month() >= autumn_from).cast(pl.Int64)


def name(semester: pl.Expr) -> pl.Expr:
    """`2024-autumn`."""
    season = pl.when(semester % 2 == AUTUMN).then(pl.lit("autumn")).otherwise(pl.lit("spring"))
    return pl.concat_str((semester // 2).cast(pl.String), pl.lit("-"), season)


def first_day(semester: pl.Expr) -> pl.Expr:
    """1 January or 1 August."""
    month = pl.when(semester % 2 == AUTUMN).then(FIRST_MONTH[AUTUMN]).otherwise(FIRST_MONTH[SPRING])
    return pl.date(semester // 2, month, 1)
