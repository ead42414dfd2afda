"""Where a stay goes and under what: an agreement in effect, or an arrangement of the student's own."""

import numpy as np
import polars as pl

from pipelines.demo.institution import FACULTIES, Generator, some, table
from pipelines.demo.partners import partners

OWN_ARRANGEMENT = {"out": 0.08, "in": 0.02}


def with_place(frame: pl.DataFrame, agreements: pl.DataFrame, direction: str, rng: Generator) -> pl.DataFrame:
    """Add agreement_id, scheme, partner_id and country, by `faculty` and `date_from`.

    Agreements are in effect through the calendar year a stay begins in, and cover its faculty. A part of the
    students arrange the stay themselves: no agreement, and for some no partner either.
    """
    offers = _offers(agreements, direction)
    frame = frame.with_row_index("row")
    chosen = [
        _draw(part, offers, int(str(year)), str(faculty), rng)
        for (year, faculty), part in frame.select(
            "row", pl.col("date_from").dt.year().alias("begins"), "faculty"
        ).group_by("begins", "faculty", maintain_order=True)
    ]
    return frame.join(pl.concat(chosen), on="row", how="left", maintain_order="left").drop("row")


def _offers(agreements: pl.DataFrame, direction: str) -> pl.DataFrame:
    """Everything a student can choose, `weight` summing to the country's published weight."""
    countries = table("destinations").select("country", pl.col(f"{direction}_weight").cast(pl.Float64).alias("size"))
    standing = agreements.filter(pl.col("status") != "draft")
    offered = partners().select(
        "partner_id",
        "country",
        pl.lit("individual").alias("scheme"),
        pl.col("share").alias(f"weight_{direction}"),
        *(pl.lit(True).alias(f"covers_{faculty}") for faculty in FACULTIES),
    )
    part = pl.when(pl.col("scheme") == "individual").then(OWN_ARRANGEMENT[direction])
    share = part.otherwise(1 - OWN_ARRANGEMENT[direction])
    weight = pl.col(f"weight_{direction}")
    total = weight.sum().over("country", pl.col("scheme") == "individual")
    return (
        pl.concat([standing, offered], how="diagonal")
        .join(countries, on="country", how="left", maintain_order="left")
        .with_columns((weight / total * share * pl.col("size")).alias("weight"))
    )


def _draw(part: pl.DataFrame, offers: pl.DataFrame, year: int, faculty: str, rng: Generator) -> pl.DataFrame:
    standing = offers.filter(
        pl.col(f"covers_{faculty}"),
        pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.date(year, 1, 1)),
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.date(year, 12, 31)),
    )
    weight = standing["weight"].to_numpy()
    places = rng.choice(standing.height, size=part.height, p=weight / weight.sum())
    unknown_partner = pl.Series(some(rng, part.height, 0.3)) & (pl.col("scheme") == "individual")
    return part.select("row").hstack(
        standing[np.asarray(places)]
        .select("agreement_id", "scheme", "partner_id", "country")
        .with_columns(pl.when(~unknown_partner).then("partner_id").alias("partner_id"))
    )
