"""The feed eu_applications: the proposals behind the own projects, and those that were not funded."""

import polars as pl

from pipelines.demo.institution import LAST_DAY, YEARS, Generator, drawn, later, rules_of, table

WAIT = (170, 290)  # days from submission to the signature
UNFUNDED = {"rejected": 0.86, "reserve": 0.11, "withdrawn": 0.03}
UNDECIDED_FROM = pl.date(YEARS[-1], 8, 1)
FIRST_UNDECIDED = 101_250_000
OFFSET = 8  # own projects are numbered 17 apart: this keeps unfunded proposals off their numbers
INFRASTRUCTURE_SHARE = {"INFRA": 0.8, "RIA": 0.08, "ERC": 0.05}
KEY = ("framework", "pillar", "action", "unit_code", "submitted_on")


def eu_applications(rng: Generator, participations: pl.DataFrame) -> pl.DataFrame:
    """One row per proposal; every own participation has one that was funded, under the same number."""
    success = table("eu_success").with_columns(pl.col("success_share", "reviewed_share").cast(pl.Float64))
    own_projects = participations.filter("is_own")
    funded = own_projects.with_columns(
        (pl.col("signed_on") - later(rng, own_projects.height, *WAIT)).alias("submitted_on"),
        pl.lit("funded").alias("outcome"),
        pl.col("project_id").alias("proposal_id"),
    ).select("proposal_id", *KEY, "outcome")
    decided = pl.concat([funded, _unfunded(rng, funded, success)])
    every = pl.concat([decided, _undecided(decided)])
    count = every.height
    return (
        _with_infrastructure(rng, every)
        .join(success, on=["framework", "action"], how="left", maintain_order="left")
        .with_columns(
            (pl.Series(rng.random(count)) < pl.col("reviewed_share")).alias("internally_reviewed"),
        )
        .sort("submitted_on", "proposal_id")
    )


def _unfunded(rng: Generator, funded: pl.DataFrame, success: pl.DataFrame) -> pl.DataFrame:
    """As many as the action's share of success calls for, like those funded and around the same days."""
    frames: list[pl.DataFrame] = []
    for framework, action, share in success.select("framework", "action", "success_share").iter_rows():
        part = funded.filter(framework=framework, action=action)
        count = round(part.height * (1 - share) / share)
        if count:
            frames.append(part[rng.integers(0, part.height, count)].select(KEY))
    rows = pl.concat(frames)
    count = rows.height
    first = pl.col("framework").replace_strict(
        {name: rules_of("projects")[name]["project_number_from"] for name in funded["framework"].unique()},
        return_dtype=pl.Int64,
    )
    number = first + OFFSET + 17 * pl.int_range(pl.len()).over("framework")
    moved = pl.col("submitted_on") + later(rng, count, -60, 60)
    within = pl.date(pl.col("submitted_on").dt.year(), 12, 31)
    return rows.select(
        number.cast(pl.String).alias("proposal_id"),
        *KEY[:-1],
        pl.min_horizontal(moved, within, LAST_DAY).alias("submitted_on"),
        drawn(rng, count, UNFUNDED).alias("outcome"),
    )


def _undecided(decided: pl.DataFrame) -> pl.DataFrame:
    """Proposals of the last months: like those of the same months a year before, not decided yet."""
    a_year_later = pl.col("submitted_on").dt.offset_by("1y")
    lately = decided.with_columns(a_year_later.alias("submitted_on")).filter(
        pl.col("submitted_on") >= UNDECIDED_FROM, pl.col("framework").is_in(["HORIZON", "ERASMUS2021"])
    )
    number = (FIRST_UNDECIDED + 17 * pl.int_range(pl.len())).cast(pl.String)
    return lately.filter(pl.col("submitted_on") <= LAST_DAY).with_columns(
        number.alias("proposal_id"), pl.lit("pending").alias("outcome")
    )


def _with_infrastructure(rng: Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """Some proposals build on a designated infrastructure: that of their department, or any but the last listed."""
    of_unit = table("infrastructures").group_by("unit_code", maintain_order=True).first()
    every = table("infrastructures")["infrastructure_id"].to_numpy()
    kind = pl.col("action").str.split("-").list.first()
    share = kind.replace_strict(INFRASTRUCTURE_SHARE, default=0.0, return_dtype=pl.Float64)
    some_other = pl.Series(every[rng.integers(0, len(every) - 1, rows.height)])
    return rows.join(of_unit, on="unit_code", how="left", maintain_order="left").with_columns(
        pl.when(pl.Series(rng.random(rows.height)) < share)
        .then(pl.coalesce("infrastructure_id", some_other))
        .alias("infrastructure_id")
    )
