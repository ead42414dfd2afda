"""Who applies to go abroad in a round: those who leave, and others who drop out on the way."""

import numpy as np
import polars as pl

from pipelines.demo import semesters
from pipelines.demo.graduates import COUNTED_LEVELS
from pipelines.demo.institution import Generator, drawn, table

FIRST_ROUND, LAST_ROUND = 2 * 2018, 2 * 2026
COVID_YEARS = (2020, 2021)
CHOICE = ("partner_id", "country", "scheme")
COLUMNS = ("round_number", "person_id", "programme_code", "department", *CHOICE, "form", "leaves_on", "stage",
           "withdrawn_reason")  # fmt: skip


def applicants(
    rng: Generator, stays: pl.DataFrame, programmes: pl.DataFrame, studies: pl.DataFrame, stay_home_share: float
) -> pl.DataFrame:
    """One row per applicant and round: the choice that led furthest, `stage` reached and reason for leaving.

    Who has a stay applied for it; who withdrew from a stay had been admitted.
    """
    department = programmes.select("programme_code", pl.col("unit_code").alias("department"))
    leaving = (
        _leaving(stays)
        .join(department, on="programme_code", how="left", maintain_order="left")
        .select(*COLUMNS[:-2], "status")
    )
    withdrawn = pl.col("status") == "withdrawn"
    reasons = _losses(rng, leaving, only="admitted")["withdrawn_reason"]
    leaving = leaving.with_columns(
        pl.when(withdrawn).then(pl.lit("admitted")).otherwise(pl.lit("departed")).alias("stage"),
        pl.when(withdrawn).then(reasons).alias("withdrawn_reason"),
    )
    return pl.concat([leaving.select(COLUMNS), _staying(rng, leaving, stays, studies, stay_home_share)])


def _leaving(stays: pl.DataFrame) -> pl.DataFrame:
    form = (
        pl.when(pl.col("activity") == "traineeship").then(pl.lit("internship"))
        .when(pl.col("scheme") == "individual").then(pl.lit("freemover"))
        .otherwise(pl.lit("exchange"))
    )  # fmt: skip
    return stays.filter(
        pl.col("direction") == "out", ~pl.col("virtual"), ~pl.col("activity").str.starts_with("short")
    ).with_columns(
        semesters.semester_of(pl.col("date_from")).alias("round_number"),
        form.alias("form"),
        pl.col("date_from").alias("leaves_on"),
    ).filter(pl.col("round_number").is_between(FIRST_ROUND, LAST_ROUND))  # fmt: skip


def _staying(
    rng: Generator, leaving: pl.DataFrame, stays: pl.DataFrame, studies: pl.DataFrame, share: float
) -> pl.DataFrame:
    """Students without a stay who applied for places that others of the round went to."""
    abroad = stays.filter(direction="out")["person_id"]
    at_home = studies.filter(~pl.col("person_id").is_in(abroad.implode()), pl.col("degree_level").is_in(COUNTED_LEVELS))
    frames = []
    for (number,), gone in leaving.sort("round_number", maintain_order=True).group_by(
        "round_number", maintain_order=True
    ):
        first_chance = pl.col("first") + 2
        stayings = at_home.filter(first_chance <= number, pl.col("last") >= number)
        count = min(round(gone.height * share), stayings.height)
        who = stayings[np.sort(rng.choice(stayings.height, size=count, replace=False))]
        places = gone[rng.integers(0, gone.height, count)].select("round_number", *CHOICE, "form")
        frames.append(who.select("person_id", "programme_code", "department").hstack(places))
    staying = pl.concat(frames).with_columns(pl.lit(None, pl.Date).alias("leaves_on"))
    return staying.hstack(_losses(rng, staying)).select(COLUMNS)


def _losses(rng: Generator, rows: pl.DataFrame, only: str | None = None) -> pl.DataFrame:
    """`stage` reached and `withdrawn_reason` for each row; other reasons in the years of covid."""
    losses = table("application_losses").with_columns(pl.col("share", "share_2020").cast(pl.Float64))
    losses = losses.filter(pl.col("stage") == only) if only else losses
    covid = (rows["round_number"] // 2).is_in(COVID_YEARS).to_numpy()
    usual, then = (
        drawn(rng, rows.height, dict(enumerate(losses[name]))).to_numpy() for name in ("share", "share_2020")
    )
    return losses[np.where(covid, then, usual)].select("stage", "withdrawn_reason")
