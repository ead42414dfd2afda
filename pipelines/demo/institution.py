"""The demo institution's fixed structure and series, read from the tables beside this module."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

TABLES = Path(__file__).parent / "tables"
YEARS = range(2016, 2026)
LAST_DAY = "2025-12-31"
FACULTIES = ("60", "61", "62", "63", "64", "65", "66", "67")

Generator = np.random.Generator


@cache
def series() -> dict[str, Any]:
    """The published series: name → {year or kind → number}, at scale 1."""
    loaded: dict[str, Any] = yaml.safe_load((TABLES / "series.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def table(name: str, separator: str = ",") -> pl.DataFrame:
    """One of the csv tables as text columns."""
    return pl.read_csv(TABLES / f"{name}.csv", separator=separator, infer_schema=False)


def faculties() -> pl.DataFrame:
    """The eight faculties with their share of graduations, exchange rate and share of women."""
    return table("faculties").with_columns(pl.col("graduation_share", "exchange_rate", "women_share").cast(pl.Float64))


def stream(seed: int, name: str) -> Generator:
    """A generator of its own for each part, so that a change in one leaves the others as they were."""
    return np.random.default_rng([seed, *name.encode()])


def scaled(number: float, scale: float) -> int:
    """A number of persons at that scale."""
    return round(number * scale)


def some(rng: Generator, count: int, share: float) -> npt.NDArray[np.bool_]:
    """True for about that share of count rows."""
    return rng.random(count) < share


def happens(rng: Generator, chance: float) -> bool:
    """True with that chance."""
    return bool(rng.random() < chance)
