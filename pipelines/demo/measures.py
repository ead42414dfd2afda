"""The feed measures: what is to be done for goals of the plan, some of it overdue."""

import polars as pl

from pipelines.demo.institution import table


def measures() -> pl.DataFrame:
    """One row per measure, the same at any scale and seed."""
    return table("measures")
