"""Columns whose values repeat: what is done to each cell alone is done once per value, then spread over the rows."""

import polars as pl

FEW_ROWS = 20_000  # below it the detour costs more than it saves; this many show whether values repeat
SELDOM = 2  # the fewest rows per value


def repeating(frame: pl.DataFrame) -> dict[str, pl.Series]:
    """Text columns whose values repeat → their distinct values in any order, a null at the end where there is one."""
    if frame.height < FEW_ROWS:
        return {}
    likely = likely_repeating(frame)
    lists = frame.select(pl.col(likely).unique().sort(nulls_last=True).implode())
    values = {name: lists.get_column(name).explode() for name in likely}
    return {name: distinct for name, distinct in values.items() if distinct.len() * SELDOM <= frame.height}


def likely_repeating(frame: pl.DataFrame) -> list[str]:
    """The columns whose first FEW_ROWS values repeat; of fewer rows all that cannot have more values than that."""
    counts = frame.head(FEW_ROWS).select(pl.all().n_unique()).row(0, named=True)
    return [name for name, count in counts.items() if count * SELDOM <= FEW_ROWS]


def spread(values: pl.Series, results: pl.Series) -> pl.Expr:
    """The results for `values`, given by `repeating`, in the rows of the column of that name."""
    place = pl.col(values.name).cast(pl.Enum(values.drop_nulls())).to_physical()
    return pl.lit(results).gather(place.fill_null(values.len() - 1)).alias(results.name)
