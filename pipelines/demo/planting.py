"""Puts the planted faults into a feed's frame: in place, or as copies at the end of their file."""

import polars as pl

from pipelines.demo.faults import PLANTED, PlantedFault


def plant(frame: pl.DataFrame, feed: str) -> pl.DataFrame:
    """Text frame of a feed → the same with its faults; no row bears two."""
    frame = frame.with_row_index("row")
    taken = pl.Series("row", [], dtype=frame.schema["row"])
    copies = []
    for fault in (fault for fault in PLANTED if fault.feed == feed):
        chosen = _choose(frame, fault, taken)
        taken = taken.append(chosen["row"])
        changed = chosen.with_columns(**fault.change)
        if fault.in_place:
            frame = frame.update(changed, on="row", include_nulls=True)
        else:
            copies.append(_renew(changed, fault))
    return pl.concat([frame, *copies]).drop("row")


def _choose(frame: pl.DataFrame, fault: PlantedFault, taken: pl.Series) -> pl.DataFrame:
    """Rows that meet the fault's condition, spread evenly over the feed."""
    fitting = frame.filter(fault.where, ~pl.col("row").is_in(taken.implode()))
    step = max(fitting.height // fault.rows, 1)
    return fitting.gather_every(step).head(fault.rows)


def _renew(copies: pl.DataFrame, fault: PlantedFault) -> pl.DataFrame:
    """Numbers of their own: `F`, the fault's place in the list, the row's place in the fault."""
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)
    prefix = pl.lit(f"F{PLANTED.index(fault):03d}")
    return copies.with_columns(pl.concat_str(prefix, number).alias(name) for name in fault.renewed)
