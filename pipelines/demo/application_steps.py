"""The steps of an application after it was sent in: which were taken, and on which day."""

from typing import Any

import polars as pl

from pipelines.demo.institution import Generator, drawn, happened, later, some

STAGES = ("applied", "preapproved", "allocated", "nominated", "admitted", "confirmed", "departed")
# The column of each step, the day it is counted from, and the stage whose applicants took it.
STEPS = (
    ("preapproval_submitted_on", "submitted_on", "preapproved"),
    ("preapproval_decided_on", "preapproval_submitted_on", "preapproved"),
    ("answered_on", "deadline", "preapproved"),
    ("nominated_on", "answered_on", "nominated"),
    ("host_decision_on", "nominated_on", "admitted"),
    ("acceptance_uploaded_on", "host_decision_on", "admitted"),
    ("loan_fund_confirmed_on", "acceptance_uploaded_on", "confirmed"),
)
# Who was refused took the step that refused them, though they came no further.
REFUSALS = {
    "preapproval_submitted_on": "not_preapproved",
    "preapproval_decided_on": "not_preapproved",
    "answered_on": "not_preapproved",
    "host_decision_on": "host_rejected",
}


def with_steps(rng: Generator, rows: pl.DataFrame, rules: dict[str, Any]) -> pl.DataFrame:
    """Add a date per step and `place`, the stage as a number; what is after 2025 is still to come, and null.

    Needs submitted_on, deadline, stage, withdrawn_reason and leaves_on, which every step comes before.
    """
    count = rows.height
    stage = pl.col("stage").replace_strict({stage: place for place, stage in enumerate(STAGES)}, return_dtype=pl.Int64)
    in_time = (pl.col("round_number") // 2).replace_strict(rules["answered_in_time_share"], return_dtype=pl.Float64)
    waits = {name: later(rng, count, *bounds) for name, bounds in rules["days"].items()}
    waits["answered_on"] = (
        pl.when(pl.Series(rng.random(count)) < in_time).then(waits["answered_on"]).otherwise(waits["answered_late"])
    )
    rows = rows.with_columns(
        stage.alias("place"),
        pl.max_horizontal("deadline", "submitted_on").alias("deadline"),
        _waits_for(rng, rows, rules["waits_for_share"]).alias("waits_for"),
    )
    for place, (column, after, reached) in enumerate(STEPS):
        day = _day(column, after, STAGES.index(reached), waits[column])
        rows = rows.with_columns(pl.when(pl.col("waits_for") > place).then(day).alias(column))
    has_loan = pl.Series(some(rng, count, rules["loan_share"]))
    last_step = pl.max_horizontal("submitted_on", *(column for column, _, _ in STEPS))
    rows = rows.with_columns(
        pl.when(has_loan).then("loan_fund_confirmed_on").alias("loan_fund_confirmed_on"),
        happened(pl.col("leaves_on"), pl.col("stage") == "departed").alias("departed_on"),
        happened(last_step + waits["withdrawn_on"], pl.col("withdrawn_reason").is_not_null()).alias("withdrawn_on"),
    )
    return rows.with_columns(
        pl.when(pl.col("withdrawn_on").is_not_null()).then("withdrawn_reason").alias("withdrawn_reason")
    )


def _waits_for(rng: Generator, rows: pl.DataFrame, shares: dict[str, float]) -> pl.Series:
    """The place in STEPS of the step that each row still waits for; beyond the last for who waits for none."""
    places = {place: shares.get(column, 0.0) for place, (column, _, _) in enumerate(STEPS)}
    places[len(STEPS)] = 1 - sum(shares.values())
    may_wait = (rows["round_number"] == rows["round_number"].max()) & rows["withdrawn_reason"].is_null()
    return drawn(rng, rows.height, places).zip_with(may_wait, pl.Series([len(STEPS)]).new_from_index(0, rows.height))


def _day(column: str, after: str, reached: int, wait: pl.Expr) -> pl.Expr:
    refused = (pl.col("withdrawn_reason") == REFUSALS.get(column, "")).fill_null(False)
    day = pl.min_horizontal(pl.col(after) + wait, pl.col("leaves_on") - pl.duration(days=1))
    taken = pl.col(after).is_not_null() & ((pl.col("place") >= reached) | refused)
    return happened(day, taken).alias(column)
