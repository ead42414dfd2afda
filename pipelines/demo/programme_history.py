"""The feed programme_history: what each programme said of exchange and competence, and since when."""

from typing import NamedTuple

import polars as pl

from pipelines.demo.institution import Generator


class _Attribute(NamedTuple):
    """An attribute: its value today, the value before it was introduced, and the chance of each first year."""

    name: str
    today: pl.Expr
    before: str
    first_years: dict[int, float]


def _flag(column: str) -> pl.Expr:
    return pl.when(pl.col(column)).then(pl.lit("true")).otherwise(pl.lit("false"))


# A first year before the programme's own says that it had the value from its beginning.
ATTRIBUTES = (
    _Attribute(
        "mobility_window",
        pl.col("mobility_window_semester").cast(pl.String).fill_null("none"),
        "none",
        {2005: 0.72, 2019: 0.04, 2020: 0.04, 2021: 0.05, 2022: 0.06, 2023: 0.05, 2024: 0.04},
    ),
    _Attribute("opt_out", _flag("opt_out_exchange"), "false", {2022: 1.0}),
    _Attribute(
        "international_profile",
        _flag("international_profile"),
        "false",
        {2021: 0.1, 2022: 0.2, 2023: 0.25, 2024: 0.25, 2025: 0.2},
    ),
    _Attribute(
        "competence_in_outcomes",
        _flag("international_competence_in_outcomes"),
        "false",
        {2005: 0.4, 2020: 0.05, 2021: 0.1, 2022: 0.12, 2023: 0.13, 2024: 0.1, 2025: 0.1},
    ),
)


def programme_history(rng: Generator, programmes: pl.DataFrame) -> pl.DataFrame:
    """One row per programme, attribute and value; the last value is the one that the programme has today."""
    parts = [_values(rng, programmes, attribute) for attribute in ATTRIBUTES]
    return pl.concat(parts).sort("programme_code", "attribute", "valid_from")


def _values(rng: Generator, programmes: pl.DataFrame, attribute: _Attribute) -> pl.DataFrame:
    """Today's value from August of a year drawn, and until then the one before."""
    years, chances = list(attribute.first_years), list(attribute.first_years.values())
    begun = pl.lit(pl.Series(rng.choice(years, size=programmes.height, p=chances)))
    opened = pl.col("valid_from").str.to_date()
    today = programmes.select(
        "programme_code",
        pl.lit(attribute.name).alias("attribute"),
        attribute.today.alias("value"),
        opened.alias("opened_on"),
        pl.when(attribute.today == attribute.before)
        .then(opened)
        .otherwise(pl.max_horizontal(opened, pl.date(begun, 8, 1)))
        .alias("valid_from"),
        pl.lit(None, pl.Date).alias("valid_to"),
    )
    before = today.filter(pl.col("valid_from") > pl.col("opened_on")).with_columns(
        pl.lit(attribute.before).alias("value"),
        pl.col("opened_on").alias("valid_from"),
        pl.col("valid_from").dt.offset_by("-1d").alias("valid_to"),
    )
    return pl.concat([today, before]).drop("opened_on")
