"""The feed staff: who is employed in which years, hired and gone so that the full-time equivalents hold."""

from typing import Any

import numpy as np
import polars as pl

from pipelines.demo.institution import (
    YEARS,
    Generator,
    departments,
    drawn,
    faculties,
    scaled,
    serial,
    series,
    some,
    table,
)

WORKING_TIME = {1.0: 0.80, 0.8: 0.06, 0.5: 0.07, 0.2: 0.07}
MEAN_FTE = sum(fte * share for fte, share in WORKING_TIME.items())
CITIZENSHIPS = ("norwegian", "nordic", "eu_eea_ch", "other", "unknown")
TECHNICAL = "technical_administrative"
EXPERIENCE_UNKNOWN_SHARE = 0.08
CENTRAL_SHARE, FACULTY_SHARE = 0.4, 0.2


def staff(rng: Generator, scale: float) -> pl.DataFrame:
    """One row per employee and year, as the contract has them."""
    groups = table("position_groups").with_columns(pl.col(pl.String).exclude("position_group").cast(pl.Float64))
    employed = pl.concat([_employed(rng, group, scale) for group in groups.iter_rows(named=True)])
    count = employed.height
    people = employed.with_columns(
        serial("N", 6).alias("employee_id"),
        _unit(rng, count).alias("unit_code"),
        drawn(rng, count, WORKING_TIME).alias("fte"),
    )
    years = [
        people.filter(pl.col("from_year") <= year, pl.col("to_year") >= year).with_columns(
            pl.lit(year, pl.Int64).alias("year"), (pl.col("from_year") == year).alias("new_hire")
        )
        for year in YEARS
    ]
    return pl.concat(years).sort("year", "employee_id")


def _employed(rng: Generator, group: dict[str, Any], scale: float) -> pl.DataFrame:
    """A position group's employees with their first and last year; a share leaves each year and is replaced."""
    leaving = np.empty(0, dtype=np.int64)
    from_years, to_years = [], []
    for year, (total, academic) in series()["staff_fte"].items():
        fte = total - academic if group["position_group"] == TECHNICAL else academic * group["academic_share"]
        hired = max(scaled(fte / MEAN_FTE, scale) - int((leaving >= year).sum()), 0)
        from_year = np.full(hired, year)
        if year == YEARS[0]:
            from_year -= rng.geometric(group["leaves_share"], hired) - 1
        leaves = year + rng.geometric(group["leaves_share"], hired) - 1
        from_years.append(from_year)
        to_years.append(leaves)
        leaving = np.concatenate([leaving, leaves])
    count = len(leaving)
    is_experienced = pl.Series(some(rng, count, group["experienced"]))
    return pl.DataFrame({"from_year": np.concatenate(from_years), "to_year": np.concatenate(to_years)}).with_columns(
        pl.lit(group["position_group"]).alias("position_group"),
        pl.lit(group["travels"]).alias("travels"),
        drawn(rng, count, {name: group[name] for name in CITIZENSHIPS}).alias("citizenship_group"),
        pl.when(pl.Series(some(rng, count, EXPERIENCE_UNKNOWN_SHARE))).then(pl.lit("unknown"))
        .when(is_experienced).then(pl.lit("yes")).otherwise(pl.lit("no")).alias("prior_international_experience"),
    )  # fmt: skip


def _unit(rng: Generator, count: int) -> pl.Expr:
    """A department; technical and administrative staff also work centrally or for a faculty."""
    codes = departments()
    size = rng.lognormal(0, 0.5, codes.len())
    department = codes[rng.choice(codes.len(), size=count, p=size / size.sum())]
    faculty = faculties()["faculty"][rng.integers(0, faculties().height, count)] + "0000"
    place = pl.Series(rng.random(count))
    technical = pl.col("position_group") == TECHNICAL
    return (
        pl.when(technical & (place < CENTRAL_SHARE)).then(pl.lit("000000"))
        .when(technical & (place < CENTRAL_SHARE + FACULTY_SHARE)).then(faculty)
        .otherwise(department)
    )  # fmt: skip
