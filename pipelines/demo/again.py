"""Stays that the institution and DBH count differently, each a few a year: what the bridge between them is made of."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from pipelines.demo.faults import CATCH_ALL_AGREEMENT
from pipelines.demo.institution import LAST_DAY, Generator, scaled, series

PerYear = Mapping[int, int]
LEAST_DAYS = 90
SPRING_ENDS_BY = 6
# An autumn stay begins on these days of the year, and lasts so many days
BEGINS, LASTS = (228, 240), (100, 120)
CLOSED_LATE_FROM = date(2025, 12, 8)


def with_stays_again(rng: Generator, stays: pl.DataFrame, scale: float) -> pl.DataFrame:
    """The stays, and more of the same persons; some that are over are not closed in the register yet.

    One kind goes back in the autumn under the agreement of the spring: to us another academic year, to DBH one
    agreement. Another kind arranges two stays of an academic year at different partners, under one catch-all number.
    """
    again = [
        draw(rng, stays, direction, {year: scaled(of / 100 * part[direction], scale) for year, of in counted.items()})
        for direction, counted in (("out", series()["counted_out"]), ("in", series()["counted_in"]))
        for draw, part in (
            (_under_the_agreement, series()["again_percent"]["agreement"]),
            (_arranged_twice, series()["again_percent"]["individual"]),
        )
    ]
    numbered = pl.concat(again).sort("date_from", "direction", "person_id").with_row_index("number", 1)
    renewed = numbered.filter(~pl.col("is_first")).with_columns(
        (pl.lit("N") + pl.col("number").cast(pl.String).str.zfill(7)).alias("stay_id")
    )
    firsts = numbered.filter("is_first")["stay_id"].implode()
    number = pl.when(pl.col("stay_id").is_in(firsts)).then(pl.lit(CATCH_ALL_AGREEMENT)).otherwise("agreement_id")
    all_stays = pl.concat([stays.with_columns(number.alias("agreement_id")), renewed.select(stays.columns)])
    return _closed_late(rng, all_stays, scale).sort("date_from", "direction", "person_id", maintain_order=True)


def _under_the_agreement(rng: Generator, stays: pl.DataFrame, direction: str, per_year: PerYear) -> pl.DataFrame:
    agreed = pl.col("agreement_id").is_not_null()
    chosen = _of_each_spring(rng, stays.filter(agreed), direction, per_year)
    return _in_the_autumn(rng, chosen, 0).with_columns(pl.lit(False).alias("is_first"))


def _arranged_twice(rng: Generator, stays: pl.DataFrame, direction: str, per_year: PerYear) -> pl.DataFrame:
    is_individual = (pl.col("scheme") == "individual") & pl.col("partner_id").is_not_null()
    chosen = _of_each_spring(rng, stays.filter(is_individual), direction, per_year).with_columns(
        pl.lit(CATCH_ALL_AGREEMENT).alias("agreement_id")
    )
    elsewhere = ["partner_id", "country"]
    others = chosen.select(pl.col(elsewhere).reverse())
    second = _in_the_autumn(rng, chosen, 1).with_columns(others).filter(pl.col("partner_id") != chosen["partner_id"])
    first = chosen.filter(pl.col("person_id").is_in(second["person_id"].implode()))
    return pl.concat([first.with_columns(is_first=pl.lit(True)), second.with_columns(is_first=pl.lit(False))])


def _of_each_spring(rng: Generator, stays: pl.DataFrame, direction: str, per_year: PerYear) -> pl.DataFrame:
    """So many completed stays of each year that end by June, each of another person."""
    days = (pl.col("date_to") - pl.col("date_from")).dt.total_days() + 1
    springs = stays.filter(
        pl.col("direction") == direction,
        pl.col("status") == "completed",
        ~pl.col("virtual"),
        days >= LEAST_DAYS,
        pl.col("date_to").dt.month() <= SPRING_ENDS_BY,
        pl.col("date_from").dt.year() == pl.col("date_to").dt.year(),
        pl.col("graduated_on").is_null() | (pl.col("graduated_on").dt.year() > pl.col("date_to").dt.year()),
    ).unique("person_id", keep="first", maintain_order=True)
    luck = springs.with_columns(pl.Series("luck", rng.random(springs.height)))
    year = pl.col("date_to").dt.year()
    wanted = year.replace_strict(per_year, default=0, return_dtype=pl.Int64)
    return luck.filter(pl.col("luck").rank("ordinal").over(year) <= wanted).drop("luck")


def _in_the_autumn(rng: Generator, stays: pl.DataFrame, years_before: int) -> pl.DataFrame:
    begins = pl.lit(pl.Series(rng.integers(*BEGINS, stays.height)))
    lasts = pl.lit(pl.Series(rng.integers(*LASTS, stays.height)))
    first = pl.date(pl.col("date_from").dt.year() - years_before, 1, 1) + pl.duration(days=begins)
    return stays.with_columns(first.alias("date_from")).with_columns(
        (pl.col("date_from") + pl.duration(days=lasts)).alias("date_to")
    )


def _closed_late(rng: Generator, stays: pl.DataFrame, scale: float) -> pl.DataFrame:
    """Stays of the last weeks of 2025 that nobody has marked as completed yet."""
    ended = pl.col("date_to").is_between(CLOSED_LATE_FROM, LAST_DAY)
    open_ids: list[str] = []
    for direction, number in series()["closed_late"].items():
        ids = stays.filter(ended, pl.col("status") == "completed", pl.col("direction") == direction)["stay_id"]
        size = min(scaled(number, scale), len(ids))
        open_ids += ids.gather(np.sort(rng.choice(len(ids), size=size, replace=False))).to_list() if size else []
    is_open = pl.col("stay_id").is_in(open_ids)
    return stays.with_columns(
        pl.when(is_open).then(pl.lit("ongoing")).otherwise("status").alias("status"),
        pl.when(~is_open).then("ects_recognised").alias("ects_recognised"),
    )
