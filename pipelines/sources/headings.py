"""Headings of public files, which drift from year to year, under our names."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz, process

from pipelines.reading.readers import ReadError
from pipelines.staging.conform import nearest

SLIP = 90  # from this likeness (0–100) an unknown heading is taken for a known one with a slip in it


def under_our_names(
    frame: pl.DataFrame, headings: Mapping[str, Sequence[str]], required: Sequence[str], path: Path
) -> pl.DataFrame:
    """Frame with a file's headings → frame of our columns as text, in the order of `headings`.

    headings: our name → every way the publisher has written it; case, blanks and `z` for `s` do not matter.
    Columns the file lacks are null, columns nobody asked for are left out. Raises ReadError for a required
    column that is missing, a column that is there twice, and a heading that looks like one with a slip.
    """
    ours = {folded(theirs): name for name, all_theirs in headings.items() for theirs in all_theirs}
    found: dict[str, str] = {}
    for heading in frame.columns:
        name = ours.get(folded(heading))
        if name in found:
            raise ReadError(f"{path}: '{found[name]}' and '{heading}' both mean {name}. Remove one of the two columns.")
        if name is not None:
            found[name] = heading
    absent = {theirs: name for theirs, name in ours.items() if name not in found}
    for heading in frame.columns:
        slip = process.extractOne(folded(heading), list(absent), scorer=fuzz.ratio, score_cutoff=SLIP)
        if slip and folded(heading) not in ours:
            raise ReadError(
                f"{path}: the heading '{heading}' is not known, and looks like {absent[slip[0]]} ('{slip[0]}'). "
                "Correct it in the file, or add it to the headings of this source."
            )
    for name in required:
        if name not in found:
            raise ReadError(
                f"{path}: no heading for {name} (expected '{headings[name][0]}'); "
                f"the nearest in the file is '{nearest(headings[name][0], frame.columns)}'. "
                "Hand in the file as it was published, or add the heading to those of this source."
            )
    return frame.select(
        pl.col(found[name]).cast(pl.String).alias(name) if name in found else pl.lit(None, pl.String).alias(name)
        for name in headings
    )


def folded(heading: str) -> str:
    """A heading as it is compared: `Sending  Organization` is `sending organisation`."""
    words = heading.replace("\u2019", "'").replace("\ufeff", "").casefold().split()
    return " ".join(words).replace("organiz", "organis")
