"""Why those who are not citizens of the EU or EEA pay tuition fees or do not."""

import polars as pl

from pipelines.demo import semesters
from pipelines.demo.citizens import pays_no_fee
from pipelines.demo.institution import Generator, drawn, table

FEE_FROM = 2023


def with_fee_status(rng: Generator, studies: pl.DataFrame) -> pl.DataFrame:
    """Add fee_status: citizens of the EU and EEA pay nothing, nor do who began before the fee; null where unknown."""
    count = studies.height
    return studies.with_columns(
        pl.when(pl.col("citizenship").is_null()).then(None)
        .when(pays_no_fee()).then(pl.lit("eu_eea_ch"))
        .when(pl.col("first") < 2 * FEE_FROM + semesters.AUTUMN).then(pl.lit("admitted_before_2023"))
        .when("international_degree_student").then(exempt_status(rng, count, "degree"))
        .otherwise(exempt_status(rng, count, "other")).alias("fee_status")
    )  # fmt: skip


def exempt_status(rng: Generator, count: int, came_for: str) -> pl.Series:
    """A fee status for each of count persons who came for a degree (`degree`) or live here (`other`)."""
    statuses = table("fee_statuses").filter(came_for=came_for).select("fee_status", pl.col("share").cast(pl.Float64))
    return drawn(rng, count, dict(statuses.iter_rows()))
