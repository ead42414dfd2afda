"""Stays abroad that no count takes: too short, online, withdrawn, or not over at the end of 2025."""

import numpy as np
import polars as pl

from pipelines.demo.calendar import SHARES, kinds
from pipelines.demo.graduates import COUNTED_LEVELS
from pipelines.demo.institution import YEARS, Generator, scaled, series
from pipelines.demo.students import students

LAST_YEAR = YEARS[-1]
PHD = ("phd",)
OF_GRADUATES, YEARS_TO_GRADUATION = 0.7, (1, 2)


def uncounted_out(rng: Generator, programmes: pl.DataFrame, graduates: pl.DataFrame, scale: float) -> pl.DataFrame:
    """One row per stay: person, programme, `end_year`, `kind`, and some with `status`, `activity`, `virtual`."""
    away: dict[str, float] = {"spring": 0.5, "autumn": 0.5}
    short = {"short": 1.0}
    names = ("below_three_months_out", "short_blended_out", "virtual_out")
    finished_by = dict(zip(names, rng.spawn(len(names)), strict=True))

    def part(
        prefix: str, name: str, shares: dict[str, float], levels: tuple[str, ...] = COUNTED_LEVELS
    ) -> pl.DataFrame:
        years = series()[name]
        end_years = np.repeat(list(years), [scaled(number, scale) for number in years.values()])
        who = students(rng, programmes, prefix, end_years, goes_abroad=True, levels=levels)
        if name in finished_by:
            who = _graduating(finished_by[name], who, graduates)
        return who.with_columns(pl.Series("kind", kinds(rng, who.height, shares)))

    return pl.concat(
        [
            part("T", "below_three_months_out", {"below_three_months": 1.0}),
            part("K", "short_blended_out", short).with_columns(activity=pl.lit("short_blended")),
            part("D", "short_doctoral_out", short, PHD).with_columns(activity=pl.lit("short_doctoral")),
            part("W", "withdrawn_out", SHARES).with_columns(status=pl.lit("withdrawn")),
            part("O", "virtual_out", away).with_columns(virtual=pl.lit(True)),
            unfinished(rng, programmes, "U", "out", scale),
        ],
        how="diagonal",
    )


def _graduating(rng: Generator, who: pl.DataFrame, graduates: pl.DataFrame) -> pl.DataFrame:
    """Most of them persons who graduate in one of the two years after the stay, where there are any yet."""
    counted = graduates.filter("is_counted")
    parts = []
    for (year,), part in who.group_by("end_year", maintain_order=True):
        soon = counted.filter((pl.col("year") - pl.lit(year)).is_in(YEARS_TO_GRADUATION))
        graduating = soon.filter(pl.col("start_year") < pl.lit(year))
        count = min(round(part.height * OF_GRADUATES), graduating.height)
        chosen = (
            graduating[np.sort(rng.choice(graduating.height, size=count, replace=False))]
            if count
            else graduating.clear()
        )
        parts += [chosen.with_columns(pl.lit(year, pl.Int64).alias("end_year")), part[count:]]
    return pl.concat(parts, how="diagonal").select(who.columns) if parts else who


def unfinished(rng: Generator, programmes: pl.DataFrame, prefix: str, direction: str, scale: float) -> pl.DataFrame:
    """Stays that are under way on the last day of 2025, and stays planned for 2026."""
    ongoing = scaled(series()["ongoing"][direction], scale)
    planned = scaled(series()["planned"][direction], scale)
    part = students(rng, programmes, prefix, np.full(ongoing + planned, LAST_YEAR + 1), goes_abroad=direction == "out")
    kind = np.concatenate([kinds(rng, ongoing, {"year": 0.8, "winter": 0.2}),
                           kinds(rng, planned, {"spring": 0.8, "autumn": 0.2})])  # fmt: skip
    return part.with_columns(pl.Series("kind", kind))
