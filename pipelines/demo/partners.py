"""The feed partners: real universities, in the order of how many students they exchange within a country."""

import polars as pl

from pipelines.demo.institution import table


def partners() -> pl.DataFrame:
    """One row per partner: the canonical columns, its country's `groups`, and its `share` of the country's exchange."""
    rank = pl.int_range(0, pl.len()).over("country") + 2
    return (
        table("partners")
        .join(table("destinations").select("country", "groups"), on="country", how="left", maintain_order="left")
        .with_columns((1 / rank / (1 / rank).sum().over("country")).alias("share"))
    )
