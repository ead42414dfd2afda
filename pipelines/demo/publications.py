"""The feed publications: as many per year and department as the database for higher education reports."""

from typing import Any

import numpy as np
import polars as pl

from pipelines.demo.balancing import Floats, Ints, apportion
from pipelines.demo.institution import YEARS, Generator, departments, series, some, table

SHARES_PER_PUBLICATION, UNITS_PER_PUBLICATION = 0.49, 1.08
LEVEL_2_SHARE = (0.205, 0.24)  # of the first and the last year
NOT_SCIENTIFIC_SHARE = 0.02
FIRST_NUMBER = 1_300_000
MOST_COUNTRIES = 4
COUNTRIES_SHARES = [0.55, 0.27, 0.12, 0.06]


def author_shares(year: int) -> float:
    """The institution's author shares in the publications of a year."""
    return round(float(series()["publications"][year][0]) * SHARES_PER_PUBLICATION, 4)


def department_numbers(rng: Generator) -> pl.DataFrame:
    """One row per year and department: `year`, `unit_code`, `publications`, `author_shares`.

    A publication of two departments counts in both, so that their numbers exceed the institution's; author shares sum
    to the institution's.
    """
    units = departments()
    weights = rng.lognormal(0, 0.7, units.len())
    frames = []
    for year, (total, _) in series()["publications"].items():
        numbers = apportion(round(total * UNITS_PER_PUBLICATION), weights)
        shares = np.round(author_shares(year) * numbers / numbers.sum(), 4)
        frames.append(
            pl.DataFrame({"year": year, "unit_code": units, "publications": numbers, "author_shares": shares})
        )
    return pl.concat(frames)


def publications(rng: Generator, numbers: pl.DataFrame) -> pl.DataFrame:
    """One row per publication and department; beside those counted some in channels that are not scientific."""
    of_faculty = table("fields").with_columns(pl.col("international_pull").cast(pl.Float64))
    counted = pl.concat([_of_year(rng, year, numbers.filter(year=year), of_faculty) for year in YEARS])
    uncounted = counted.sample(fraction=NOT_SCIENTIFIC_SHARE, seed=int(rng.integers(2**31))).with_columns(
        pl.lit(0, pl.Int64).alias("channel_level"),
        (pl.col("number") + len(YEARS) * 10_000).alias("number"),
    )
    both = pl.concat([counted, uncounted.unique("number", keep="first", maintain_order=True)])
    number = (FIRST_NUMBER + pl.col("number")).cast(pl.String)
    return both.sort("number", "unit_code").with_columns(number.alias("publication_id"))


def _of_year(rng: Generator, year: int, numbers: pl.DataFrame, of_faculty: pl.DataFrame) -> pl.DataFrame:
    """The publications of level 1 and 2: their units, level, countries and author shares."""
    total, international = series()["publications"][year]
    first, second = _units(rng, total, numbers["publications"].to_numpy())
    units = numbers["unit_code"]
    faculty = pl.DataFrame({"faculty": units[first].str.head(2)}).join(of_faculty, on="faculty", maintain_order="left")
    wish = faculty["international_pull"].to_numpy() + rng.gumbel(size=total)
    is_international = np.argsort(np.argsort(-wish)) < international
    begins, ends = LEVEL_2_SHARE
    level_2 = some(rng, total, begins + (ends - begins) * (year - YEARS[0]) / (len(YEARS) - 1))
    base = pl.DataFrame(
        {
            "number": np.arange(total) + 10_000 * (year - YEARS[0]),
            "year": year,
            "channel_level": 1 + level_2.astype(np.int64),
            "international": is_international,
            "countries": _countries(rng, is_international),
            "field": faculty["field"],
            "share": np.where(is_international, rng.beta(2.2, 4.5, total), rng.beta(6, 3.2, total)),
        }
    )
    has_second = second >= 0
    alone = base.with_columns(units[first].alias("unit_code"), pl.Series("most", np.where(has_second, 0.5, 1.0)))
    beside = base.filter(pl.Series(has_second)).with_columns(units[second[has_second]].alias("unit_code"), most=0.5)
    rows = pl.concat([alone, beside])
    return rows.with_columns(pl.Series("author_share", _fitted(rows, numbers))).drop("share", "most")


def _units(rng: Generator, total: int, numbers: Ints) -> tuple[Ints, Ints]:
    """Places of each publication's first department, and of a second other one or -1, each used in its number."""
    slots = rng.permutation(np.repeat(np.arange(len(numbers)), numbers))
    first, left = slots[:total], slots[total:]
    second = np.full(total, -1)
    free = rng.permutation(total)
    while len(left):
        tried, free = free[: len(left)], free[len(left) :]
        fits = first[tried] != left
        second[tried[fits]] = left[fits]
        left = left[~fits]
    return first, second


def _fitted(rows: pl.DataFrame, numbers: pl.DataFrame) -> Floats:
    """Author shares in proportion to `share`, at most `most`, that sum to each department's."""
    wanted = dict(numbers.select("unit_code", "author_shares").iter_rows())
    units = list(wanted)
    place = (
        rows["unit_code"].replace_strict({unit: n for n, unit in enumerate(units)}, return_dtype=pl.Int64).to_numpy()
    )
    most = rows["most"].to_numpy()
    shares: Floats = rows["share"].to_numpy() * most
    for _ in range(30):
        ratio = np.array(list(wanted.values())) / np.bincount(place, weights=shares, minlength=len(units))
        shares = np.minimum(shares * ratio[place], most)
    return np.round(shares, 4)


def _countries(rng: Generator, is_international: Any) -> pl.Series:
    """Norway, and for international publications up to four others, joined by |."""
    weights = table("copublishing").with_columns(pl.col("weight").cast(pl.Float64))
    weight = weights["weight"].to_numpy()
    count = len(is_international)
    others = weights["country"].to_numpy()[
        rng.choice(len(weight), size=(count, MOST_COUNTRIES), p=weight / weight.sum())
    ]
    wanted = np.where(is_international, rng.choice(MOST_COUNTRIES, size=count, p=COUNTRIES_SHARES) + 1, 0)
    return (
        pl.DataFrame(
            {"others": others, "wanted": wanted}, schema_overrides={"others": pl.Array(pl.String, MOST_COUNTRIES)}
        )
        .select(
            pl.col("others").arr.to_list().list.head(pl.col("wanted")).list.unique(maintain_order=True).list.join("|")
        )
        .select(pl.when(pl.col("others") == "").then(pl.lit("NO")).otherwise(pl.lit("NO|") + pl.col("others")))
        .to_series()
    )
