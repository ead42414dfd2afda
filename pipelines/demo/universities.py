"""Participations of other universities in Horizon Europe, so that the institution has a place among them."""

import numpy as np
import polars as pl

from pipelines.demo.balancing import apportion
from pipelines.demo.institution import LAST_DAY, Generator, drawn, rules_of, table

FRAMEWORK = "HORIZON"
POOL = {"global_challenges": 1600, "excellent_science": 2600, "innovative_europe": 500}
SIGNED = {2021: 0.05, 2022: 0.24, 2023: 0.25, 2024: 0.24, 2025: 0.22}
INNOVATIVE_SHARE, COORDINATED_SHARE = 0.06, 0.4
MEAN_EUR = 600_000
FIRST_NUMBER = 101_060_000


def university_participations(rng: Generator) -> pl.DataFrame:
    """One row per project and university; each university's euros sum to the table's, in all and in pillar 2."""
    pools = {pillar: part for (pillar,), part in _pool(rng).group_by("pillar", maintain_order=True)}
    rows = []
    for university in table("universities").iter_rows(named=True):
        total, pillar_2 = 1e6 * float(university["eur_million"]), float(university["pillar_2_share"])
        shares = {"global_challenges": pillar_2, "innovative_europe": INNOVATIVE_SHARE}
        shares["excellent_science"] = 1 - sum(shares.values())
        who = {name: university[name] for name in ("organisation_id", "organisation_name", "country")}
        rows += [
            _taken(rng, pools[pillar], round(total * share)).with_columns(**_literal(who))
            for pillar, share in shares.items()
        ]
    first = pl.col("organisation_id") == pl.col("organisation_id").first().over("project_id")
    return (
        pl.concat(rows)
        .sort("project_id", "organisation_id")
        .with_columns(
            pl.when(first & pl.col("is_coordinated")).then(pl.lit("coordinator")).otherwise(pl.lit("participant"))
            .alias("role")
        )
    )  # fmt: skip


def _pool(rng: Generator) -> pl.DataFrame:
    """Projects to take part in: number, pillar, action, dates."""
    pillars = rules_of("projects")["pillars"][FRAMEWORK]
    actions = {action: numbers[0] for action, numbers in rules_of("projects")[FRAMEWORK]["actions"].items()}
    frames = []
    for pillar, count in POOL.items():
        of_pillar = {action: size for action, size in actions.items() if pillars[action.split("-")[0]] == pillar}
        frames.append(
            pl.DataFrame({"pillar": [pillar] * count}).with_columns(
                drawn(rng, count, of_pillar).alias("action"),
                drawn(rng, count, SIGNED).alias("call_year"),
                pl.Series("day", rng.integers(0, 364, count)),
                pl.Series("months", rng.integers(24, 61, count)),
                pl.Series("is_coordinated", rng.random(count) < COORDINATED_SHARE),
            )
        )
    number = (FIRST_NUMBER + 3 * pl.int_range(pl.len())).cast(pl.String)
    signed_on = pl.date("call_year", 1, 1) + pl.duration(days="day")
    closed = pl.col("ends_on") <= LAST_DAY
    return (
        pl.concat(frames)
        .with_columns(number.alias("project_id"), signed_on.alias("signed_on"))
        .with_columns(pl.col("signed_on").dt.offset_by("3mo").dt.truncate("1mo").alias("starts_on"))
        .with_columns(
            pl.col("starts_on").dt.offset_by(pl.concat_str("months", pl.lit("mo"))).dt.offset_by("-1d").alias("ends_on")
        )
        .with_columns(
            pl.when(closed).then(pl.lit("closed")).otherwise(pl.lit("signed")).alias("status"),
            **_literal({"framework": FRAMEWORK, "organisation_type": "HES", "is_own": False}),
        )
    )


def _taken(rng: Generator, projects: pl.DataFrame, total: int) -> pl.DataFrame:
    """Projects of a pool with contributions that sum to the total, whole euros."""
    count = max(round(total / MEAN_EUR), 1)
    chosen = projects[np.sort(rng.choice(projects.height, size=count, replace=False))]
    return chosen.with_columns(
        pl.Series("contribution_eur", apportion(total, rng.lognormal(0, 0.6, count))).cast(pl.Float64)
    )


def _literal(values: dict[str, object]) -> dict[str, pl.Expr]:
    return {name: pl.lit(value) for name, value in values.items()}
