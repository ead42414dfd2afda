"""The demo institution's fixed structure and series, read from the tables beside this module."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from data_contracts.yaml_text import parse_yaml

TABLES = Path(__file__).parent / "tables"
YEARS = range(2016, 2026)
LAST_DAY = date(2025, 12, 31)
FACULTIES = ("60", "61", "62", "63", "64", "65", "66", "67")

Generator = np.random.Generator


@cache
def rules_of(name: str) -> dict[str, Any]:
    """One of the yaml tables: the invented rates and dates of a feed."""
    loaded: dict[str, Any] = parse_yaml((TABLES / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def series() -> dict[str, Any]:
    """The published series: name → {year or kind → number}, at scale 1."""
    return rules_of("series")


@cache
def table(name: str, separator: str = ",") -> pl.DataFrame:
    """One of the csv tables as text columns."""
    return pl.read_csv(TABLES / f"{name}.csv", separator=separator, infer_schema=False)


def faculties() -> pl.DataFrame:
    """The eight faculties with their share of graduations, exchange rate and share of women."""
    return table("faculties").with_columns(pl.col("graduation_share", "exchange_rate", "women_share").cast(pl.Float64))


def departments() -> pl.Series:
    """Codes of the departments that stand today."""
    return table("departments").filter(pl.col("successor_code").is_null())["unit_code"].unique(maintain_order=True)


def stream(seed: int, name: str) -> Generator:
    """A generator of its own for each part, so that a change in one leaves the others as they were."""
    return np.random.default_rng([seed, *name.encode()])


def scaled(number: float, scale: float) -> int:
    """A number of persons at that scale."""
    return round(number * scale)


def some(rng: Generator, count: int, share: float) -> npt.NDArray[np.bool_]:
    """True for about that share of count rows."""
    return rng.random(count) < share


def drawn(rng: Generator, count: int, shares: Mapping[Any, float]) -> pl.Series:
    """One of the values for each of count rows, in those shares."""
    weight = np.array(list(shares.values()), dtype=np.float64)
    return pl.Series(np.array(list(shares))[rng.choice(len(weight), size=count, p=weight / weight.sum())])


def later(rng: Generator, count: int, fewest: int, most: int) -> pl.Expr:
    """A number of days between the two for each of count rows, to be added to dates."""
    return pl.duration(days=pl.lit(pl.Series(rng.integers(fewest, most + 1, count))))


def happened(day: pl.Expr, taken: pl.Expr) -> pl.Expr:
    """The day of a step that was taken before 2026; what is after that is still to come, and null."""
    return pl.when(taken, day <= LAST_DAY).then(day)


def serial(prefix: str, digits: int) -> pl.Expr:
    """Numbers of the rows as they are sorted: `AP000001` and on."""
    return pl.lit(prefix) + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(digits)


def happens(rng: Generator, chance: float) -> bool:
    """True with that chance."""
    return bool(rng.random() < chance)
