"""The feed degree_applications: who applied for a master's degree here, from application to registration."""

import numpy as np
import polars as pl

from pipelines.demo.citizens import citizenship_group
from pipelines.demo.fees import FEE_FROM, exempt_status
from pipelines.demo.institution import YEARS, Generator, later, rules_of, some
from pipelines.demo.people import numbered
from pipelines.demo.units import unit_on

STAGES = ("applied", "offered", "accepted", "registered")
KEY = ("programme_code", "year", "citizenship_group", "department")
NEVER_ASKED = ("eu_eea_ch", "admitted_before_2023")


def degree_applications(rng: Generator, studies: pl.DataFrame) -> pl.DataFrame:
    """One row per application for the autumns 2016–2025; who registered is among the students."""
    came = (
        studies.filter(
            pl.col("degree_level") == "master", "international_degree_student", pl.col("citizenship").is_not_null()
        )
        .with_columns((pl.col("first") // 2).alias("year"), citizenship_group().alias("citizenship_group"))
        .filter(pl.col("year").is_in(list(YEARS)))
        .select("person_id", *KEY, "fee_status", pl.lit(STAGES.index("registered"), pl.Int64).alias("stage"))
        .sort("person_id")
    )
    every = pl.concat([came, _lost(rng, came)], how="diagonal")
    return _with_fee(rng, _with_days(rng, every)).sort("applied_on", "person_id")


def _lost(rng: Generator, came: pl.DataFrame) -> pl.DataFrame:
    """Applicants who got no further than a stage: as many as the table says, at the programmes of those who came."""
    frames = []
    for (year, group), part in came.group_by("year", "citizenship_group", maintain_order=True):
        for stage, per_registered in rules_of("degree_applications")["lost"][group].items():
            count = round(part.height * per_registered[int(str(year)) >= FEE_FROM])
            places = rng.integers(0, part.height, count)
            frames.append(part[places].select(*KEY, pl.lit(STAGES.index(stage), pl.Int64).alias("stage")))
    lost = pl.concat(frames) if frames else came.select(*KEY, "stage").clear()
    return lost.select(numbered("Q", lost.height), *KEY, "stage")


def _with_days(rng: Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """The day of each stage that was reached."""
    rules, count = rules_of("degree_applications"), rows.height
    group = pl.col("citizenship_group")

    def by_group(name: str, place: int) -> pl.Series:
        bounds = {key: value[place] for key, value in rules[name].items()}
        return rows.select(group.replace_strict(bounds, return_dtype=pl.Int64)).to_series()

    def reached(stage: str, day: pl.Expr) -> pl.Expr:
        return pl.when(pl.col("stage") >= STAGES.index(stage)).then(day).alias(f"{stage}_on")

    into = (rng.random(count) ** 0.5 * by_group("applies", 1).to_numpy()).astype(np.int64)
    fewest, most = rules["late"]["days"]
    late = some(rng, count, rules["late"]["share"])
    into = np.where(late, by_group("applies", 1).to_numpy() + rng.integers(fewest, most + 1, count), into)
    waits = rng.integers(by_group("offer_after", 0).to_numpy(), by_group("offer_after", 1).to_numpy() + 1)
    applied = pl.date("year", 1, 1) + pl.duration(days=pl.lit(by_group("applies", 0) + pl.Series(into)))
    offered = applied + pl.duration(days=pl.lit(pl.Series(waits)))
    first_day = pl.date("year", 1, 1) + pl.duration(days=rules["registers_from"])
    return rows.with_columns(
        reached("applied", applied),
        reached("offered", offered),
        reached("accepted", offered + later(rng, count, *rules["accept_after"])),
        reached("registered", first_day + later(rng, count, 0, rules["registers_within"])),
        pl.col("department").alias("unit_code"),
    ).with_columns(unit_on("unit_code", "applied_on"))


def _with_fee(rng: Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """Add fee_status and, for those who asked for exemption since the fee came, the days of it."""
    rules, count = rules_of("degree_applications")["exemption"], rows.height
    status = (
        pl.when(pl.col("citizenship_group") != "other").then(pl.lit("eu_eea_ch"))
        .when(pl.col("year") < FEE_FROM).then(pl.lit("admitted_before_2023"))
        .otherwise(exempt_status(rng, count, "degree"))
    )  # fmt: skip
    refused = pl.Series(some(rng, count, rules["refused_share"]))
    asks = ~pl.col("fee_status").is_in(NEVER_ASKED) & ((pl.col("fee_status") != "liable") | refused)
    asked_on = pl.col("applied_on") + later(rng, count, *rules["asked_after"])
    decided = pl.col("fee_status") != "pending"
    return (
        rows.with_columns(pl.coalesce("fee_status", status).alias("fee_status"))
        .with_columns(pl.when(asks).then(asked_on).alias("exemption_applied_on"))
        .with_columns(
            pl.when(decided)
            .then(pl.col("exemption_applied_on") + later(rng, count, *rules["decided_after"]))
            .alias("exemption_decided_on")
        )
    )
