"""What a profile does to the rows of an export before its headings are ours: rows skipped, columns become rows."""

import polars as pl

from data_contracts.profile import PLACEHOLDER, Profile, Unpivot
from pipelines.reading.cells import clean_heading

SOURCE_ROW = "source_row"


def skipped(frame: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """The frame without the rows that the profile skips."""
    for heading, patterns in profile.skip_rows.items():
        if (own_name := named(frame, heading)) is not None:
            cell = pl.col(own_name).cast(pl.String)
            skip = pl.any_horizontal(cell.str.contains(pattern) for pattern in patterns)
            frame = frame.filter(~skip.fill_null(value=False))
    return frame


def unpivoted(frame: pl.DataFrame, unpivot: Unpivot) -> pl.DataFrame:
    """One row per column of the unpivot that holds a value, in the order of rows and columns; `into` and `values` last.

    Columns that the frame lacks give no rows.
    """
    own_names = {
        name: value for theirs, value in unpivot.headings.items() if (name := named(frame, theirs)) is not None
    }
    others = [name for name in frame.columns if name not in own_names]
    parts = [
        frame.select(
            *others, pl.lit(value).alias(unpivot.into), pl.col(name).cast(pl.String).alias(unpivot.values)
        ).with_columns(pl.lit(place).alias("place"))
        for place, (name, value) in enumerate(own_names.items())
    ]
    filled = [part.filter(pl.col(unpivot.values).is_not_null()) for part in parts]
    nothing = frame.filter(pl.all_horizontal(pl.col(name).is_null() for name in own_names)).select(
        *others,
        pl.lit(None, pl.String).alias(unpivot.into),
        pl.lit(None, pl.String).alias(unpivot.values),
        pl.lit(0).alias("place"),
    )
    return pl.concat([*filled, nothing]).sort(SOURCE_ROW, "place").drop("place")


def composed(frame: pl.DataFrame, text: str) -> pl.Expr:
    """The text with the cells of each row in place of its `{headings}`; null where one of them is empty.

    A heading that the frame lacks is empty in every row.
    """
    own_names = [named(frame, heading) for heading in PLACEHOLDER.findall(text)]
    cells = [pl.lit(None, pl.String) if name is None else pl.col(name).cast(pl.String) for name in own_names]
    return pl.format(PLACEHOLDER.sub("{}", text), *cells)


def named(frame: pl.DataFrame, heading: str) -> str | None:
    """The frame's own spelling of a heading, which may have blanks and unseen characters around it."""
    wanted = clean_heading(heading)
    return next((name for name in frame.columns if clean_heading(name) == wanted), None)
