"""The feed nominations: whom partners nominated, and when they applied, were decided on and arrived."""

import polars as pl

from pipelines.demo import semesters
from pipelines.demo.institution import Generator, happened, later, rules_of, serial, some
from pipelines.demo.nominees import ARRIVED, NEVER_APPLIED, REJECTED, nominees
from pipelines.demo.units import unit_on


def nominations(rng: Generator, stays: pl.DataFrame) -> pl.DataFrame:
    """One row per nomination for 2016 and later, as it is when the year 2025 ends."""
    return (
        _with_days(rng, nominees(rng, stays, rules_of("nominations")))
        .sort("nominated_on", "partner_id", maintain_order=True)
        .with_columns(
            serial("NO", 6).alias("nomination_id"),
            semesters.name(pl.col("semester_number")).alias("semester"),
            unit_on("unit_code", "nominated_on"),
        )
    )


def _with_days(rng: Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the day of each step; what is after 2025 is still to come, and a nomination after it is left out."""
    rules, count = rules_of("nominations"), rows.height
    wait = {name: later(rng, count, *bounds) for name, bounds in rules["days"].items()}
    late = {name: pl.Series(some(rng, count, share)) for name, share in rules["late_share"].items()}
    nominate_by, apply_by = _deadlines()
    nominated = (
        pl.when(late["nominated"]).then(nominate_by + wait["nominated_late"]).otherwise(nominate_by - wait["nominated"])
    )
    applied = pl.when(late["applied"]).then(apply_by + wait["applied_late"]).otherwise(apply_by - wait["applied"])
    decided = pl.min_horizontal(pl.col("applied_on") + wait["decided"], pl.col("arrives_on") - pl.duration(days=1))
    is_last = rows["semester_number"] == semesters.LAST + 1
    undecided = is_last & pl.Series(some(rng, count, rules["undecided_share"]))
    outcome, is_decided = pl.col("outcome"), pl.col("decided_on").is_not_null()
    return (
        rows.with_columns(happened(nominated, pl.lit(True)).alias("nominated_on"))
        .with_columns(
            happened(pl.max_horizontal(applied, "nominated_on"), outcome != NEVER_APPLIED).alias("applied_on"),
        )
        .with_columns(happened(decided, pl.col("applied_on").is_not_null() & ~pl.lit(undecided)).alias("decided_on"))
        .with_columns(
            pl.when(is_decided & (outcome == REJECTED)).then(pl.lit("rejected"))
            .when(is_decided).then(pl.lit("admitted"))
            .when(pl.col("applied_on").is_not_null()).then(pl.lit("pending")).alias("decision"),
            pl.when(is_decided).then("rejection_reason").alias("rejection_reason"),
            happened(pl.col("arrives_on"), is_decided & (outcome == ARRIVED)).alias("arrived_on"),
        )
        .filter(pl.col("nominated_on").is_not_null())
    )  # fmt: skip


def _deadlines() -> tuple[pl.Expr, pl.Expr]:
    """To nominate and to apply by."""
    rules = rules_of("nominations")
    year, in_autumn = pl.col("semester_number") // 2, pl.col("semester_number") % 2 == semesters.AUTUMN
    nominate_by = (
        pl.when(in_autumn).then(pl.date(year, *rules["nominated_by"]["autumn"]))
        .otherwise(pl.date(year - 1, *rules["nominated_by"]["spring"]))
    )  # fmt: skip
    apply_by = (
        pl.when(in_autumn & (pl.col("citizenship_group") == "other"))
        .then(pl.date(year, *rules["applies_by"]["autumn_other"]))
        .when(in_autumn).then(pl.date(year, *rules["applies_by"]["autumn_eu"]))
        .otherwise(pl.date(year - 1, *rules["applies_by"]["spring"]))
    )  # fmt: skip
    return nominate_by, apply_by
