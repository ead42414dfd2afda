"""The feed staff_mobility: employees abroad, guests here, and those who take part online."""

import numpy as np
import polars as pl

from pipelines.demo.institution import LAST_DAY, Generator, departments, drawn, rules_of, scaled, serial, some, table
from pipelines.demo.partners import partners
from pipelines.demo.staff import TECHNICAL

COLUMNS = ("year", "employee_id", "unit_code", "position_group")
GUESTS = {"professor": 0.3, "associate_professor": 0.2, "postdoc": 0.18, "phd": 0.27, "researcher": 0.05}
PARTNER_KNOWN_SHARE = 0.65
IN_ERASMUS = pl.col("groups").str.split("|").list.contains("erasmus")


def staff_mobility(rng: Generator, staff: pl.DataFrame, scale: float) -> pl.DataFrame:
    """One row per stay 2016–2025, those under way without an end."""
    out = pl.concat(
        [
            _away(rng, staff).with_columns(virtual=pl.lit(False)),
            _online(rng, staff, scale).with_columns(virtual=pl.lit(True)),
        ]
    ).with_columns(direction=pl.lit("out"))
    guests = _guests(rng, scale).with_columns(virtual=pl.lit(False), direction=pl.lit("guest"))
    both = pl.concat([_placed(rng, out, "out"), _placed(rng, guests, "guest")], how="diagonal")
    return (
        both.filter(pl.col("date_from") <= LAST_DAY)
        .sort("date_from", "unit_code", "country", "employee_id", maintain_order=True)
        .with_columns(
            serial("SM", 6).alias("mobility_id"),
            pl.when(pl.col("date_to") <= LAST_DAY).then("date_to").alias("date_to"),
        )
    )


def _away(rng: Generator, staff: pl.DataFrame) -> pl.DataFrame:
    """Employees with a stay in the year, as often as their position group travels and the year allowed."""
    factor = pl.col("year").replace_strict(rules_of("staff_mobility")["year_factor"], return_dtype=pl.Float64)
    return staff.filter(pl.Series(rng.random(staff.height)) < pl.col("travels") * factor).select(COLUMNS)


def _online(rng: Generator, staff: pl.DataFrame, scale: float) -> pl.DataFrame:
    academic = staff.filter(pl.col("position_group") != TECHNICAL)
    chosen = []
    for year, wanted in rules_of("staff_mobility")["virtual"].items():
        employed = academic.filter(pl.col("year") == year).select(COLUMNS)
        chosen.append(employed[np.sort(rng.choice(employed.height, size=scaled(wanted, scale), replace=False))])
    return pl.concat(chosen)


def _guests(rng: Generator, scale: float) -> pl.DataFrame:
    rules = rules_of("staff_mobility")
    factors = rules["year_factor"]
    wanted = [scaled(rules["guest"]["a_year"] * factor, scale) for factor in factors.values()]
    count = sum(wanted)
    return pl.DataFrame({"year": np.repeat(list(factors), wanted)}).with_columns(
        departments()[rng.integers(0, departments().len(), count)],
        drawn(rng, count, GUESTS).alias("position_group"),
        pl.lit(None, pl.String).alias("employee_id"),
    )


def _placed(rng: Generator, stays: pl.DataFrame, direction: str) -> pl.DataFrame:
    """Add country, partner, scheme and dates."""
    count = stays.height
    kinds = rules_of("staff_mobility")[direction]["days"]
    bounds = np.array([bound[1:] for bound in kinds.values()])
    shares = np.array([bound[0] for bound in kinds.values()])
    fewest, most = bounds[rng.choice(len(kinds), size=count, p=shares / shares.sum())].T
    weight = table("destinations").select(
        "country", pl.col("out_weight" if direction == "out" else "in_weight").alias("size")
    )
    known_names = partners().join(weight, on="country", how="left", maintain_order="left").with_columns(
        (pl.col("size").cast(pl.Float64) * pl.col("share")).alias("weight")
    )  # fmt: skip
    chance = known_names["weight"].to_numpy()
    places = known_names[rng.choice(known_names.height, size=count, p=chance / chance.sum())]
    shares_of_erasmus = rules_of("staff_mobility")["erasmus_share"]
    technical = pl.col("position_group") == TECHNICAL
    by_erasmus = pl.when(technical).then(shares_of_erasmus[TECHNICAL]).otherwise(shares_of_erasmus["academic"])
    first_day = pl.date(pl.col("year"), 1, 1) + pl.duration(days=pl.lit(pl.Series(rng.integers(0, 365, count))))
    length = pl.duration(days=pl.lit(pl.Series(rng.integers(fewest, most + 1) - 1)))
    return (
        stays.hstack(places.select("partner_id", "country", "groups"))
        .with_columns(
            pl.when(pl.Series(some(rng, count, PARTNER_KNOWN_SHARE))).then("partner_id").alias("partner_id"),
            pl.when(IN_ERASMUS & (pl.Series(rng.random(count)) < by_erasmus))
            .then(pl.lit("erasmus_plus"))
            .alias("scheme"),
            first_day.alias("date_from"),
            (first_day + length).alias("date_to"),
        )
        .drop("groups")
    )
