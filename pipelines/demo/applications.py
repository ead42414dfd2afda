"""The feed applications: each choice of each applicant, with the day of every step it came to."""

import numpy as np
import polars as pl

from data_contracts.codes import code_table
from pipelines.demo import semesters
from pipelines.demo.applicants import CHOICE, applicants
from pipelines.demo.application_steps import STAGES, STEPS, with_steps
from pipelines.demo.institution import Generator, drawn, later, rules_of, serial, some
from pipelines.demo.units import unit_on

ONE_CHOICE = ("freemover", "internship")
OF_ALL_CHOICES = ("answered_on", "withdrawn_on", "withdrawn_reason")
OF_ONE_CHOICE = (*(column for column, _, _ in STEPS if column not in OF_ALL_CHOICES), "preapproval_status",
                 "host_decision", "departed_on")  # fmt: skip


def applications(rng: Generator, stays: pl.DataFrame, programmes: pl.DataFrame, studies: pl.DataFrame) -> pl.DataFrame:
    """One row per application and choice, for the rounds of spring 2018 to spring 2026, as it is when 2025 ends."""
    who = applicants(rng, stays, programmes, studies, rules_of("applications")["stay_home_share"])
    rows = with_steps(rng, _submitted(rng, who), rules_of("applications"))
    rows = (
        rows.sort("round_number", "track", "submitted_on", "person_id", maintain_order=True)
        .with_columns(serial("AP", 6).alias("application_id"), pl.col("department").alias("unit_code"))
        .with_columns(
            unit_on("unit_code", "submitted_on"),
            semesters.name(pl.col("round_number")).alias("round"),
            _decision("preapproval_submitted_on", "preapproval_decided_on", "not_preapproved", "granted")
            .alias("preapproval_status"),
            _decision("nominated_on", "host_decision_on", "host_rejected", "admitted").alias("host_decision"),
        )
    )  # fmt: skip
    return _with_choices(rng, rows)


def _submitted(rng: Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """Add track, deadline and the day the application was sent in."""
    rules, count = rules_of("applications"), rows.height
    year, in_autumn = pl.col("round_number") // 2, pl.col("round_number") % 2 == semesters.AUTUMN
    early = pl.Series(some(rng, count, rules["early_share"])) | rows["country"].is_in(
        code_table("early_deadline_countries").filter(hosts="all")["country_code"].to_list()
    )
    dates = rules["deadlines"]
    deadline = (
        pl.when(in_autumn & early).then(pl.date(year, *dates["autumn"]["early"]))
        .when(in_autumn).then(pl.date(year, *dates["autumn"]["ordinary"]))
        .when(early).then(pl.date(year - 1, *dates["spring"]["early"]))
        .otherwise(pl.date(year - 1, *dates["spring"]["ordinary"]))
    )  # fmt: skip
    in_time = pl.col("deadline") - later(rng, count, *rules["days"]["in_time"])
    late = pl.col("deadline") + later(rng, count, *rules["days"]["late"])
    return rows.with_columns(
        pl.when(early).then(pl.lit("early")).otherwise(pl.lit("ordinary")).alias("track"),
        deadline.alias("deadline"),
    ).with_columns(
        pl.when(pl.Series(some(rng, count, rules["late_share"]))).then(late).otherwise(in_time).alias("submitted_on")
    )


def _decision(applied: str, decided: str, refusal: str, consent: str) -> pl.Expr:
    """pending until it is decided; null where nothing was asked."""
    refused = (pl.col("withdrawn_reason") == refusal).fill_null(False)
    return (
        pl.when(pl.col(decided).is_not_null() & refused).then(pl.lit("rejected"))
        .when(pl.col(decided).is_not_null()).then(pl.lit(consent))
        .when(pl.col(applied).is_not_null()).then(pl.lit("pending"))
    )  # fmt: skip


def _with_choices(rng: Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per choice: the one that led furthest has the steps, the others a place that others went to."""
    rules, count = rules_of("applications"), rows.height
    wanted, led = drawn(rng, count, rules["choices"]), drawn(rng, count, rules["allocated_choice"])
    choices = pl.when(pl.col("form").is_in(ONE_CHOICE)).then(1).otherwise(wanted)
    every = (
        rows.with_columns(choices.alias("choices"))
        .with_columns(pl.min_horizontal(led, "choices").alias("led"))
        .with_columns(pl.int_ranges(1, pl.col("choices") + 1).alias("priority"))
        .explode("priority")
    )
    led_furthest = pl.col("priority") == pl.col("led")
    offered = (pl.col("place") >= STAGES.index("allocated")) & led_furthest
    return every.hstack(_elsewhere(rng, every)).with_columns(
        *(pl.when(led_furthest).then(name).otherwise(f"other_{name}").alias(name) for name in CHOICE),
        *(pl.when(led_furthest).then(name).alias(name) for name in OF_ONE_CHOICE),
        pl.when(pl.col("answered_on").is_not_null()).then(offered).alias("allocated"),
    )


def _elsewhere(rng: Generator, every: pl.DataFrame) -> pl.DataFrame:
    """For each row the place of another of its round and track, as other_partner_id, other_country, other_scheme."""
    at = pl.int_range(pl.len())
    begins, size = every.select(
        at.min().over("round", "track").alias("begins"), pl.len().over("round", "track").alias("size")
    )
    places = begins.to_numpy() + (rng.random(every.height) * size.to_numpy()).astype(np.int64)
    elsewhere: pl.DataFrame = every[places]
    return elsewhere.select(pl.col(name).alias(f"other_{name}") for name in CHOICE)
