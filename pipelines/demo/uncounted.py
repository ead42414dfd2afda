"""Stays abroad that no count takes: too short, online, withdrawn, or not over at the end of 2025."""

import numpy as np
import polars as pl

from pipelines.demo.calendar import SHARES, kinds
from pipelines.demo.institution import YEARS, Generator, scaled, series
from pipelines.demo.students import students

LAST_YEAR = YEARS[-1]
SHORT_ACTIVITIES = {"short_blended": 0.75, "short_doctoral": 0.1, "study": 0.15}


def uncounted_out(rng: Generator, programmes: pl.DataFrame, scale: float) -> pl.DataFrame:
    """One row per stay: person, programme, `end_year`, `kind`, and some with `status`, `activity`, `virtual`."""
    groups = (
        ("T", "below_three_months_out", {"below_three_months": 1.0}),
        ("K", "short_out", {"short": 1.0}),
        ("W", "withdrawn_out", SHARES),
        ("O", "virtual_out", {"spring": 0.5, "autumn": 0.5}),
    )
    parts = {}
    for prefix, name, shares in groups:
        years = series()[name]
        end_years = np.repeat(list(years), [scaled(number, scale) for number in years.values()])
        part = students(rng, programmes, prefix, end_years, by="pull")
        parts[name] = part.with_columns(pl.Series("kind", kinds(rng, part.height, shares)))
    short = parts["short_out"]
    activity = rng.choice(list(SHORT_ACTIVITIES), size=short.height, p=list(SHORT_ACTIVITIES.values()))
    return pl.concat(
        [
            parts["below_three_months_out"],
            short.with_columns(pl.Series("activity", activity)),
            parts["withdrawn_out"].with_columns(pl.lit("withdrawn").alias("status")),
            parts["virtual_out"].with_columns(pl.lit(True).alias("virtual")),
            unfinished(rng, programmes, "U", "out", scale),
        ],
        how="diagonal",
    )


def unfinished(rng: Generator, programmes: pl.DataFrame, prefix: str, direction: str, scale: float) -> pl.DataFrame:
    """Stays that are under way on the last day of 2025, and stays planned for 2026."""
    ongoing = scaled(series()["ongoing"][direction], scale)
    planned = scaled(series()["planned"][direction], scale)
    part = students(rng, programmes, prefix, np.full(ongoing + planned, LAST_YEAR + 1))
    kind = np.concatenate([kinds(rng, ongoing, {"year": 0.8, "winter": 0.2}),
                           kinds(rng, planned, {"spring": 0.55, "autumn": 0.45})])  # fmt: skip
    return part.with_columns(pl.Series("kind", kind))
