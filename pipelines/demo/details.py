"""What a stay has beside its place and dates: activity, status, credits, grant."""

import numpy as np
import polars as pl

from pipelines.demo.institution import LAST_DAY, Generator, some

ACTIVITIES = {"study": 0.83, "traineeship": 0.08, "fieldwork": 0.04, "thesis": 0.05}
ERASMUS = ("erasmus_plus", "erasmus_plus_global")
PROGRAMME_OF_2021 = 2021
DAYS_PER_CREDIT = 4.7
YEAR_OF_CREDITS = 60
EUR_A_DAY_BEFORE = 14  # before 2021
RATES, GLOBAL_RATE = (470, 500, 530), 700  # a month of 30 days; outside Europe
TRAINEESHIP, TOP_UP, GREEN_TRAVEL = 150, 250, 50
PARTLY_PAID_SHARE, PARTLY_PAID = 0.03, 0.7  # the rest comes after the stay


def with_details(frame: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """Complete stays that have dates and a place; where `status`, `activity` or `virtual` is set it stays."""
    count = frame.height
    by_date = (
        pl.when(pl.col("date_to") <= LAST_DAY)
        .then(pl.lit("completed"))
        .when(pl.col("date_from") <= LAST_DAY)
        .then(pl.lit("ongoing"))
        .otherwise(pl.lit("planned"))
    )
    activity = pl.Series(rng.choice(list(ACTIVITIES), size=count, p=list(ACTIVITIES.values())))
    begins = pl.col("date_from").dt.year()
    erasmus = pl.col("scheme").is_in(ERASMUS)
    of_2021 = erasmus & (begins >= PROGRAMME_OF_2021)
    days = (pl.col("date_to") - pl.col("date_from")).dt.total_days() + 1
    planned = (days / DAYS_PER_CREDIT).clip(upper_bound=YEAR_OF_CREDITS).round(0)
    passed = pl.Series(rng.choice([1.0, 1.0, 1.0, 0.75, 0.5, 0.0], size=count))
    spread = pl.Series(np.round(rng.normal(0, 60, count)))
    frame = frame.with_columns(
        pl.coalesce("status", by_date).alias("status"),
        pl.coalesce("activity", activity).alias("activity"),
        pl.col("virtual").fill_null(False),
        planned.alias("ects_planned"),
        pl.when(of_2021).then(pl.Series(some(rng, count, 0.18))).alias("green_travel"),
        pl.when(of_2021).then(pl.Series(some(rng, count, 0.06))).alias("fewer_opportunities_top_up"),
    ).with_columns(
        pl.when(of_2021).then(_grant(rng, count, days))
        .when(erasmus).then((days * EUR_A_DAY_BEFORE + spread).clip(lower_bound=100))
        .alias("grant_eur"),
    )  # fmt: skip
    return frame.with_columns(
        pl.when(pl.col("status") == "completed").then((pl.col("ects_planned") * passed).round(1))
        .alias("ects_recognised")
    )  # fmt: skip


def _grant(rng: Generator, count: int, days: pl.Expr) -> pl.Expr:
    """The grant of the programme of 2021, within its rates but for a few that are paid in part, in whole euros."""
    study = pl.Series(rng.choice(RATES, size=count))
    paid = pl.Series(np.where(some(rng, count, PARTLY_PAID_SHARE), PARTLY_PAID, 1.0))
    monthly = (
        pl.when(pl.col("scheme") == "erasmus_plus_global").then(GLOBAL_RATE)
        .when(pl.col("activity") == "traineeship").then(study + TRAINEESHIP)
        .otherwise(study)
    ) + pl.when("fewer_opportunities_top_up").then(TOP_UP).otherwise(0)  # fmt: skip
    once = pl.when("green_travel").then(GREEN_TRAVEL).otherwise(0)
    return (paid * (monthly * days / 30 + once)).round(0)
