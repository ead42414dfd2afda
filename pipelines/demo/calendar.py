"""When stays begin and end: semesters, years, and those too short to count, by the year they end in."""

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.demo.institution import Generator

Ints = npt.NDArray[np.int64]
# kind: (starts in the year before it ends, first and last day of year to begin on, fewest and most days)
KINDS: dict[str, tuple[int, int, int, int, int]] = {
    "spring": (0, 3, 18, 120, 140),
    "autumn": (0, 196, 235, 120, 165),
    "winter": (1, 244, 255, 128, 150),
    "year": (1, 228, 250, 256, 275),
    "below_three_months": (0, 15, 270, 60, 89),
    "short": (0, 10, 330, 5, 30),
}
LAST_AUTUMN_DAY = 358
SHARES = {"spring": 0.41, "autumn": 0.43, "winter": 0.03, "year": 0.13}
SHARES_BEFORE_GRADUATION = {"spring": 0.70, "autumn": 0.0, "winter": 0.15, "year": 0.15}


def kinds(rng: Generator, count: int, shares: dict[str, float]) -> npt.NDArray[np.str_]:
    """A kind of stay for each of count rows."""
    return rng.choice(np.array(list(shares)), size=count, p=list(shares.values()))


def with_dates(frame: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """Add date_from and date_to by `kind` and `end_year` (int). Every counted kind lasts 90 days or more."""
    place = {kind: number for number, kind in enumerate(KINDS)}
    rules = np.array(list(KINDS.values()))[frame["kind"].replace_strict(place, return_dtype=pl.Int64).to_numpy()]
    first = _between(rng, rules[:, 1], rules[:, 2])
    days = _between(rng, rules[:, 3], rules[:, 4])
    in_autumn = (frame["kind"] == "autumn").to_numpy()
    days = np.where(in_autumn, np.minimum(days, LAST_AUTUMN_DAY - first + 1), days)
    date_from = pl.date(pl.col("end_year") - pl.Series(rules[:, 0]), 1, 1) + pl.duration(
        days=pl.lit(pl.Series(first - 1))
    )
    return frame.with_columns(date_from.alias("date_from")).with_columns(
        (pl.col("date_from") + pl.duration(days=pl.lit(pl.Series(days - 1)))).alias("date_to")
    )


def _between(rng: Generator, low: Ints, high: Ints) -> Ints:
    return rng.integers(low, high + 1)
