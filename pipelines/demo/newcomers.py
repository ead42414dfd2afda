"""Students who finish in no year we know of: who leave early, or are still at it when the year 2025 ends."""

from typing import Any

import numpy as np
import polars as pl

from pipelines.demo import semesters
from pipelines.demo.balancing import Ints
from pipelines.demo.graduates import COUNTED_LEVELS, USUAL_AGE
from pipelines.demo.institution import YEARS, Generator, faculties, series, some
from pipelines.demo.people import with_person

STAY_ON_SHARE, LEAVES_IN_SUMMER_SHARE = 0.65, 0.8
FIRST_STOCK = {2013: 0.2, 2014: 0.3, 2015: 0.5}
GRADUATIONS_A_YEAR = 7600
NONE = np.empty(0, dtype=np.int64)


def fill(rng: Generator, programmes: pl.DataFrame, known_studies: pl.DataFrame, target: dict[int, int]) -> pl.DataFrame:
    """Students who bring those known (`first`, `last`) up to the target of each autumn; the first year has a stock."""
    presents = [known_studies.select("first", "last")]
    begun: list[pl.DataFrame] = []
    for year, wanted in target.items():
        autumn = 2 * year + semesters.AUTUMN
        present = sum(part.filter(pl.col("first") <= autumn, pl.col("last") >= autumn).height for part in presents)
        missing = max(wanted - present, 0)
        years = (
            np.full(missing, year) if begun else rng.choice(list(FIRST_STOCK), missing, p=list(FIRST_STOCK.values()))
        )
        part = _study(rng, programmes, years, stay_until=autumn if begun else autumn + 1)
        begun.append(part)
        presents.append(part.select("first", "last"))
    return with_person(pl.concat(begun), "E", rng)


def entrants(rng: Generator, programmes: pl.DataFrame, years: Ints, prefix: str) -> pl.DataFrame:
    """One student for each of the years to begin in, at a programme of those given."""
    return with_person(_study(rng, programmes, years, stay_until=0), prefix, rng)


def _study(rng: Generator, programmes: pl.DataFrame, years: Ints, stay_until: int) -> pl.DataFrame:
    """Programme, `start_year`, `first` and `last` semester, none leaving before `stay_until`."""
    known_studies = _weighted(programmes)
    chosen = [_draw(rng, known_studies, int(year), int(count)) for year, count in _counted(years)]
    frame = known_studies[np.concatenate([NONE, *chosen])].with_columns(pl.Series("start_year", np.sort(years)))
    count = frame.height
    years_left = frame["start_year"] + frame["study_years"] - YEARS[-1]
    stays_on = (years_left > 0).to_numpy() & (rng.random(count) < STAY_ON_SHARE)
    length = rng.integers(1, 2 * frame["study_years"].to_numpy() + 1)
    length += (length % 2) * some(rng, count, LEAVES_IN_SUMMER_SHARE)
    first = 2 * frame["start_year"].to_numpy() + semesters.AUTUMN
    last = np.where(stays_on, semesters.LAST, np.maximum(first + length - 1, stay_until))
    return frame.with_columns(
        pl.Series("first", first),
        pl.Series("last", last),
        pl.col("degree_level").replace_strict(USUAL_AGE, return_dtype=pl.Int64).alias("usual_age"),
    )


def _counted(years: Ints) -> list[tuple[Any, Any]]:
    return list(zip(*np.unique(years, return_counts=True), strict=True))


def _weighted(programmes: pl.DataFrame) -> pl.DataFrame:
    """The programmes with a `weight`: how many graduate there in a year."""
    others = series()["other_graduations"]
    shares = faculties().select("faculty", "graduation_share", "women_share")
    counted = pl.col("degree_level").is_in(COUNTED_LEVELS)
    of_group = pl.when(counted).then(pl.col("graduation_share") * GRADUATIONS_A_YEAR).otherwise(
        pl.col("degree_level").replace_strict(others, default=0.0, return_dtype=pl.Float64)
    )  # fmt: skip
    group = pl.when(counted).then("faculty").otherwise("degree_level")
    return programmes.join(shares, on="faculty", how="left", maintain_order="left").select(
        "programme_code", "degree_level", "study_years", "women_share", "valid_from", "valid_to",
        (pl.col("size") / pl.col("size").sum().over(group) * of_group).alias("weight"),
    )  # fmt: skip


def _draw(rng: Generator, known_years: pl.DataFrame, year: int, count: int) -> Ints:
    """Places of programmes that admit students in that autumn."""
    closes = pl.col("valid_to").str.head(4).cast(pl.Int64)
    admits = (pl.col("valid_from") <= f"{year}-08-01") & (closes.is_null() | (closes >= year + pl.col("study_years")))
    weight = known_years.select(pl.when(admits).then("weight").otherwise(0.0))["weight"].to_numpy()
    return rng.choice(known_years.height, size=count, p=weight / weight.sum())
