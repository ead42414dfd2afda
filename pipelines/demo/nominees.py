"""Whom partners nominate: those who came, and others like them who did not; and what they bring."""

from typing import Any

import numpy as np
import polars as pl

from pipelines.demo import semesters
from pipelines.demo.agreements import FIELDS
from pipelines.demo.citizens import citizenship_group
from pipelines.demo.institution import FACULTIES, Generator, drawn

ARRIVED, NEVER_APPLIED, REJECTED = "arrived", "never_applied", "rejected"
COVID_YEARS = (2020, 2021)
SEMESTERS_BEFORE_MASTER = 6
TOEFL_ON_PAPER = 515  # more than on the internet test, near enough above 90
CREDITS_A_SEMESTER, FEWEST_CREDITS, TOO_FEW_CREDITS = 30, 60, 37.5
COLUMNS = ("partner_id", "agreement_id", "country", "citizenship", "degree_level", "campus", "faculty", "unit_code",
           "semester_number", "arrives_on", "outcome")  # fmt: skip


def nominees(rng: Generator, stays: pl.DataFrame, rules: dict[str, Any]) -> pl.DataFrame:
    """One row per nominee under an agreement for 2016 and later: `outcome`, `arrives_on`, and columns of the feed."""
    came = (
        stays.filter(pl.col("direction") == "in", pl.col("agreement_id").is_not_null(), ~pl.col("virtual"))
        .with_columns(
            semesters.semester_of(pl.col("date_from")).alias("semester_number"),
            pl.col("date_from").alias("arrives_on"),
            pl.lit(ARRIVED).alias("outcome"),
        )
        .filter(pl.col("semester_number") >= semesters.FIRST)
        .select(COLUMNS)
    )
    return _described(rng, pl.concat([came, _lost(rng, came, rules["lost"])]), rules)


def _lost(rng: Generator, came: pl.DataFrame, lost: dict[str, list[float]]) -> pl.DataFrame:
    """Nominees like those who came, who did not."""
    covid = (came["semester_number"] // 2).is_in(COVID_YEARS).to_numpy()
    frames = [
        came.filter(pl.Series(rng.random(came.height) < np.where(covid, then, usual))).with_columns(
            pl.lit(outcome).alias("outcome"), pl.lit(None, pl.Date).alias("arrives_on")
        )
        for outcome, (usual, then) in lost.items()
    ]
    return pl.concat(frames)


def _described(rng: Generator, rows: pl.DataFrame, rules: dict[str, Any]) -> pl.DataFrame:
    """Add what a nominee brings: citizenship group, credits, field, campus, proof of English."""
    count = rows.height
    is_master = (rows["degree_level"] != "bachelor").to_numpy()
    semesters_done = pl.Series(rng.integers(np.where(is_master, SEMESTERS_BEFORE_MASTER, 2), 9))
    earned = semesters_done * CREDITS_A_SEMESTER * pl.Series(rng.uniform(0.85, 1.0, count))
    few = pl.col("outcome").eq(REJECTED) & pl.col("rejection_reason").eq("too_few_ects")
    toefl = pl.Series(rng.integers(90, 119, count).astype(np.float64))
    ielts = pl.Series(rng.integers(13, 18, count) / 2)
    proofs = {group: drawn(rng, count, shares) for group, shares in rules["english"].items()}
    proof = pl.col("citizenship_group")
    return (
        rows.with_columns(
            pl.coalesce(citizenship_group(), citizenship_group("country")).alias("citizenship_group"),
            pl.when(pl.col("outcome") == REJECTED).then(drawn(rng, count, rules["rejection_reasons"]))
            .alias("rejection_reason"),
        )
        .with_columns(
            semesters_done.alias("semesters_completed"),
            pl.when(few.fill_null(False)).then(TOO_FEW_CREDITS).otherwise(earned.round(0).clip(FEWEST_CREDITS))
            .alias("ects_completed"),
            pl.col("faculty").replace_strict(dict(zip(FACULTIES, FIELDS, strict=True)), return_dtype=pl.String)
            .alias("field"),
            pl.when(pl.col("rejection_reason") == "more_than_one_campus").then(pl.lit("gjovik|trondheim"))
            .otherwise("campus").alias("campuses"),
            pl.when(proof == "nordic").then(proofs["nordic"])
            .when(proof == "eu_eea_ch").then(proofs["eu_eea_ch"])
            .otherwise(proofs["other"]).alias("english_proof"),
        )
        .with_columns(
            pl.when(pl.col("english_proof") == "toefl_ibt").then(toefl)
            .when(pl.col("english_proof") == "toefl_paper").then(toefl + TOEFL_ON_PAPER)
            .when(pl.col("english_proof") == "ielts_academic").then(ielts).alias("english_score")
        )
    )  # fmt: skip
