"""Counted stays abroad: chosen so that graduations with a stay and stays by end year both hold."""

import numpy as np
import polars as pl

from pipelines.demo.balancing import Ints, apportion, draw_row, fit
from pipelines.demo.calendar import SHARES, SHARES_BEFORE_GRADUATION, kinds
from pipelines.demo.institution import Generator, faculties, scaled, series
from pipelines.demo.students import students

# How many of 100 graduates with a stay ended it 0, 1, 2 and 3 calendar years before graduating.
LAG = np.array([14.0, 48.0, 30.0, 8.0])
LONGEST_STUDIES = 5
# Stays of persons who have not graduated by 2025, beside those of graduates: more, the later they are.
NOT_GRADUATED = {2013: 3.0, 2014: 1.5, 2024: 2.0, 2025: 8.0}
FIRST_SUMMER_MONTH = 6
OFTEN_AWAY_UNTIL_AGE = 27


def counted_out(rng: Generator, programmes: pl.DataFrame, graduates: pl.DataFrame, scale: float) -> pl.DataFrame:
    """One row per counted stay: person, programme, `end_year` and `kind`."""
    with_stay = _choose(rng, graduates, scale)
    end_years = np.array(list(series()["counted_out"]), dtype=np.int64)
    supply = np.array([scaled(number, scale) for number in series()["counted_out"].values()])
    of_graduates = _end_years(rng, with_stay, end_years, supply)
    used = np.array([(of_graduates["end_year"] == int(year)).sum() for year in end_years])
    rest = np.maximum(supply - used, 0)
    others = students(rng, programmes, "S", np.repeat(end_years, rest), goes_abroad=True)
    others = others.with_columns(pl.Series("kind", kinds(rng, others.height, SHARES)))
    return pl.concat([of_graduates, others], how="diagonal")


def _choose(rng: Generator, graduates: pl.DataFrame, scale: float) -> pl.DataFrame:
    """Graduations that get a stay: the published share of each year, the faculties in their rates."""
    rates = faculties().select("faculty", "exchange_rate")
    counted = graduates.filter("is_counted")
    sizes = counted.group_by("year", "faculty").len("size").sort("year", "faculty").join(rates, on="faculty")
    quotas = []
    for (year,), part in sizes.sort("year", "faculty").group_by("year", maintain_order=True):
        share = series()["graduations_with_stay_percent"][year] / 100
        weight = (part["size"] * part["exchange_rate"]).to_numpy()
        wanted = apportion(scaled(series()["graduations"][year] * share, scale), weight)
        quotas.append(part.select("year", "faculty", pl.Series("quota", wanted)))
    luck = pl.Series(rng.gumbel(size=counted.height))
    older = pl.when(pl.col("year") - pl.col("birth_year") > OFTEN_AWAY_UNTIL_AGE).then(-0.9).otherwise(0.0)
    women = pl.when(pl.col("gender") == "f").then(0.18).otherwise(0.0)
    return (
        counted.join(pl.concat(quotas), on=["year", "faculty"], how="left", maintain_order="left")
        .with_columns((pl.col("pull").log() + older + women + luck).alias("chance"))
        .filter(pl.col("chance").rank("ordinal", descending=True).over("year", "faculty") <= pl.col("quota"))
    )


def _end_years(rng: Generator, with_stay: pl.DataFrame, end_years: Ints, supply: Ints) -> pl.DataFrame:
    """Give each graduation with a stay the year its stay ends in, so that both series hold.

    A stay begins at least a summer after the studies did and ends before the day of graduation.
    """
    length = (pl.col("year") - pl.col("start_year")).clip(upper_bound=LONGEST_STUDIES)
    in_winter = pl.col("graduated_on").dt.month() < FIRST_SUMMER_MONTH
    by = ["year", "length", "in_winter"]
    with_stay = with_stay.with_columns(length.alias("length"), in_winter.alias("in_winter")).sort(
        by, maintain_order=True
    )
    groups = with_stay.group_by(by, maintain_order=True).len("size")
    lag = groups["year"].to_numpy()[:, None] - end_years[None, :]
    soonest = groups["in_winter"].to_numpy().astype(np.int64)[:, None]
    possible = (lag >= soonest) & (lag < np.minimum(len(LAG), groups["length"].to_numpy()[:, None]))
    prior = np.where(possible, LAG[np.clip(lag, 0, len(LAG) - 1)], 0.0)
    others = 20.0 * np.array([NOT_GRADUATED.get(int(year), 1.0) for year in end_years])
    rows = groups["size"].to_numpy().astype(np.float64)
    left_over = max(float(supply.sum() - rows.sum()), 0.0)
    table = fit(np.vstack([prior, others]), np.append(rows, left_over), supply.astype(np.float64))
    drawn = np.concatenate([rng.permutation(np.repeat(end_years, draw_row(row, rng))) for row in table[:-1]])
    last = with_stay.with_columns(pl.Series("end_year", drawn, dtype=pl.Int64))
    ends_in_its_year = (last["end_year"] == last["year"]).to_numpy()
    kind = np.where(
        ends_in_its_year,
        kinds(rng, last.height, SHARES_BEFORE_GRADUATION),
        kinds(rng, last.height, SHARES),
    )
    return last.with_columns(pl.Series("kind", kind))
