"""The feed doctorates: who completed a doctorate or a postdoctoral period, and how long they were abroad."""

import numpy as np
import polars as pl

from pipelines.demo.institution import YEARS, Generator, departments, drawn, scaled, series
from pipelines.demo.people import numbered

EXPERIENCE = {
    "phd": {"yes": 0.34, "no": 0.58, "unknown": 0.08},
    "postdoc": {"yes": 0.62, "no": 0.31, "unknown": 0.07},
}
COVID_FROM, COVID_UNTIL = 2021, 2024  # doctorates completed then had their years abroad while borders were closed
NONE, SHORT, LONG, UNKNOWN = "none", "short", "long", "unknown"
BEFORE_COVID = {NONE: 0.55, SHORT: 0.17, LONG: 0.22, UNKNOWN: 0.06}
AFTER_COVID = {NONE: 0.63, SHORT: 0.18, LONG: 0.14, UNKNOWN: 0.05}
LATELY = {NONE: 0.51, SHORT: 0.17, LONG: 0.27, UNKNOWN: 0.05}


def doctorates(rng: Generator, graduates: pl.DataFrame, scale: float) -> pl.DataFrame:
    """One row per person and kind; doctorates are those among the graduations."""
    phds = graduates.filter(degree_level="phd").select(
        "person_id", "unit_code", pl.col("graduated_on").alias("completed_on"), pl.lit("phd").alias("kind")
    )
    count = scaled(series()["postdocs_completed"], scale) * len(YEARS)
    day = pl.duration(days=pl.lit(pl.Series(rng.integers(0, 365, count))))
    postdocs = pl.DataFrame({"year": np.sort(np.resize(np.array(YEARS), count))}).select(
        numbered("B", count),
        departments()[rng.integers(0, departments().len(), count)],
        (pl.date("year", 1, 1) + day).alias("completed_on"),
        pl.lit("postdoc").alias("kind"),
    )
    parts = [
        _told(rng, part).with_columns(drawn(rng, part.height, EXPERIENCE[kind]).alias("prior_international_experience"))
        for kind, part in (("phd", phds), ("postdoc", postdocs))
    ]
    return pl.concat(parts).sort("completed_on", "person_id")


def _told(rng: Generator, part: pl.DataFrame) -> pl.DataFrame:
    """Add longest_stay_abroad_days: fewer went while borders were closed, more have since."""
    count = part.height
    year = pl.col("completed_on").dt.year()
    kind = (
        pl.when(year < COVID_FROM).then(drawn(rng, count, BEFORE_COVID))
        .when(year < COVID_UNTIL).then(drawn(rng, count, AFTER_COVID))
        .otherwise(drawn(rng, count, LATELY))
    )  # fmt: skip
    return part.with_columns(
        kind.replace_strict({NONE: 0, SHORT: 0, LONG: 90, UNKNOWN: None}, return_dtype=pl.Int64).alias("least"),
        (kind == NONE).alias("stayed"),
        pl.when(kind == SHORT)
        .then(pl.Series(rng.integers(14, 90, count)))
        .otherwise(pl.Series(rng.integers(0, 240, count)))
        .alias("more"),
    ).select(
        *part.columns,
        pl.when("stayed").then(0).otherwise(pl.col("least") + pl.col("more")).alias("longest_stay_abroad_days"),
    )
