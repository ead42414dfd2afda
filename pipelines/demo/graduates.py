"""The feed graduates: who finished what and when, with bachelors who go on to a master."""

import numpy as np
import polars as pl

from pipelines.demo.balancing import apportion
from pipelines.demo.citizens import pays_no_fee
from pipelines.demo.fees import FEE_FROM
from pipelines.demo.institution import YEARS, Generator, faculties, scaled, series, some
from pipelines.demo.people import with_person
from pipelines.demo.units import unit_on

COUNTED_LEVELS = ("bachelor", "master", "integrated_master", "professional")
USUAL_AGE = {"bachelor": 19, "master": 22, "integrated_master": 19, "professional": 19, "phd": 25, "year_unit": 19}
PERSON = ("person_id", "gender", "birth_year", "citizenship")
CHAINED_SHARE = 0.5
CAME_SHARE, CAME_SHARE_SINCE_THE_FEE = 0.4, 0.15


def graduates(rng: Generator, programmes: pl.DataFrame, scale: float) -> pl.DataFrame:
    """One row per graduation 2016–2025: canonical columns, `year`, `start_year`, `faculty`, `pull`, `is_counted`.

    `start_year` is the year the studies began; `is_counted` marks degree levels bachelor to professional.
    """
    rows = _sized(rng, programmes, scale)
    count = rows.height
    delay = rng.choice([0, 1, 2], size=count, p=[0.74, 0.19, 0.07])
    rows = rows.with_columns(
        (pl.col("year") - pl.col("study_years") - pl.Series(delay)).alias("start_year"),
        pl.col("degree_level").replace_strict(USUAL_AGE, return_dtype=pl.Int64).alias("usual_age"),
        pl.col("degree_level").is_in(COUNTED_LEVELS).alias("is_counted"),
        _graduated_on(rng, count),
    )
    rows = with_person(rows, "G", rng)
    rows = _chain(rng, rows)
    nameless = pl.Series(some(rng, count, 0.02)) & ~pl.col("is_chained")
    return rows.with_columns(
        pl.when(~nameless).then(pl.date(pl.col("start_year"), 8, 15)).alias("started_on"),
        unit_on("unit_code", "graduated_on"),
        _came_for_the_degree(pl.Series(rng.random(count))).alias("international_degree_student"),
        pl.lit(False).alias("revoked"),
    )


def _came_for_the_degree(lot: pl.Series) -> pl.Expr:
    """Two of five foreign citizens; since the fee of 2023 fewer of those masters who must pay it."""
    must_pay = (pl.col("start_year") >= FEE_FROM) & (pl.col("degree_level") == "master") & ~pays_no_fee()
    share = pl.when(must_pay).then(CAME_SHARE_SINCE_THE_FEE).otherwise(CAME_SHARE)
    return (pl.col("citizenship") != "NO") & (lot < share)


def _sized(rng: Generator, programmes: pl.DataFrame, scale: float) -> pl.DataFrame:
    """One row per graduation with its programme and `year`, the faculties in their published shares."""
    shares = faculties()
    counts = []
    for year in YEARS:
        standing = pl.col("valid_to").is_null() | (pl.col("valid_to").str.head(4).cast(pl.Int64) >= year)
        opened = pl.col("valid_from").str.head(4).cast(pl.Int64) + pl.col("study_years") + 2 <= year
        weight = pl.when(standing & opened).then("size").otherwise(0.0)
        counted = pl.col("degree_level").is_in(COUNTED_LEVELS)
        total = scaled(series()["graduations"][year], scale)
        of_faculty = apportion(total, shares["graduation_share"].to_numpy())
        groups = [counted & (pl.col("faculty") == code) for code in shares["faculty"]]
        wanted = [*of_faculty.tolist()]
        for level, number in series()["other_graduations"].items():
            groups.append(pl.col("degree_level") == level)
            wanted.append(scaled(number, scale))
        for group, number in zip(groups, wanted, strict=True):
            part = programmes.filter(group).with_columns(weight.alias("weight"))
            weights = part["weight"].to_numpy()
            sizes = rng.multinomial(number, weights / weights.sum())
            counts.append(
                part.select("programme_code", pl.Series("count", sizes), pl.lit(year, pl.Int64).alias("year"))
            )
    columns = ["programme_code", "degree_level", "unit_code", "campus", "study_years", "faculty", "pull"]
    return (
        pl.concat(counts)
        .filter(pl.col("count") > 0)
        .select(pl.all().exclude("count").repeat_by("count"))
        .explode("programme_code", "year")
        .join(programmes.select(columns), on="programme_code", how="left", maintain_order="left")
        .join(shares.select("faculty", "women_share"), on="faculty", how="left", maintain_order="left")
    )


def _graduated_on(rng: Generator, count: int) -> pl.Expr:
    """Most graduate in June, some after the summer, before Christmas or in the winter."""
    season = rng.choice(4, size=count, p=[0.70, 0.12, 0.12, 0.06])
    first_day = np.array([161, 228, 346, 15])[season]
    day = first_day + rng.integers(0, np.array([20, 40, 9, 70])[season])
    return (pl.date(pl.col("year"), 1, 1) + pl.duration(days=pl.lit(pl.Series(day)))).alias("graduated_on")


def _chain(rng: Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """Half of the masters are bachelors of the summer they began, in the same faculty: one person, two degrees."""
    rows = rows.with_row_index("row").with_columns(pl.Series("lot", rng.random(rows.height)))
    in_time = pl.col("graduated_on") <= pl.date(pl.col("year"), 8, 10)
    by = ["faculty", "meeting"]
    rank = pl.col("lot").rank("ordinal").over(by).alias("place")
    bachelors = (
        rows.filter((pl.col("degree_level") == "bachelor") & in_time)
        .with_columns(pl.col("year").alias("meeting"))
        .select(*by, rank, *PERSON)
    )
    masters = (
        rows.filter((pl.col("degree_level") == "master") & (pl.col("lot") < CHAINED_SHARE))
        .with_columns(pl.col("start_year").alias("meeting"))
        .select("row", *by, rank)
    )
    chained = masters.join(bachelors, on=[*by, "place"], how="inner").select("row", *PERSON)
    return (
        rows.join(chained, on="row", how="left", suffix="_before", maintain_order="left")
        .with_columns(
            pl.col("person_id_before").is_not_null().alias("is_chained"),
            *(
                pl.when(pl.col("person_id_before").is_not_null()).then(f"{name}_before").otherwise(name).alias(name)
                for name in PERSON
            ),
        )
        .drop("lot", "row", *(f"{name}_before" for name in PERSON))
    )
