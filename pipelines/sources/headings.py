"""Headings of public files, which drift from year to year, under our names."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz, process

from pipelines.nearest import nearest
from pipelines.reading.notes import note
from pipelines.reading.readers import ReadError

NEARLY_ALL = 0.8  # of a column's values
SLIP = 90  # from this likeness (0–100) an unknown heading is taken for a known one with a slip in it


def under_our_names(  # noqa: PLR0917
    frame: pl.DataFrame,
    headings: Mapping[str, Sequence[str]],
    required: Sequence[str],
    path: Path,
    values: Mapping[str, pl.Expr] | None = None,
    source: str | None = None,
    *,
    slips: bool = False,
) -> pl.DataFrame:
    """Frame with a file's headings → frame of our columns as text, in the order of `headings`.

    headings: our name → every way the publisher has written it; case, blanks and `z` for `s` do not matter.
    Columns the file lacks are null, columns nobody asked for are left out. Raises ReadError for a required
    column that is missing, a column that is there twice, and a heading that looks like one with a slip.

    Lists that are typed by hand have `slips`: a slip in a heading is then read, with a note, and where a column has no
    known heading its `values` (whether a cell can be one) identify it. `source` is the inbox folder, for the message.
    """
    ours = {folded(theirs): name for name, all_theirs in headings.items() for theirs in all_theirs}
    heading_of: dict[str, str] = {}
    for heading in frame.columns:
        name = ours.get(folded(heading))
        if name in heading_of:
            raise ReadError(
                f"{path}: '{heading_of[name]}' and '{heading}' both mean {name}. Remove one of the two columns."
            )
        if name is not None:
            heading_of[name] = heading
    absent = {theirs: name for theirs, name in ours.items() if name not in heading_of}
    for heading in frame.columns:
        slip = process.extractOne(folded(heading), list(absent), scorer=fuzz.ratio, score_cutoff=SLIP)
        if slip and folded(heading) not in ours:
            if slips and absent[slip[0]] not in heading_of:
                heading_of[absent[slip[0]]] = heading
                note(f"the heading '{heading}' was taken for '{slip[0]}' ({absent[slip[0]]}).")
                continue
            raise ReadError(
                f"{path}: the heading '{heading}' is not known, and looks like {absent[slip[0]]} ('{slip[0]}'). "
                f"Correct it in the file{_or_name_it(source, absent[slip[0]])}."
            )
    for name in required:
        match = _by_values(frame, values.get(name), heading_of.values()) if values and name not in heading_of else None
        if match is not None:
            heading_of[name] = match
            note(f"'{match}' was read as {name}, as its values show; the list has no known heading for it.")
        if name not in heading_of:
            raise ReadError(
                f"{path}: no heading for {name} (expected '{headings[name][0]}'); "
                f"the nearest in the file is '{nearest(headings[name][0], frame.columns)}'. "
                f"Submit the file as it was published{_or_name_it(source, name)}."
            )
    return frame.select(
        pl.col(heading_of[name]).cast(pl.String).alias(name)
        if name in heading_of
        else pl.lit(None, pl.String).alias(name)
        for name in headings
    )


def _or_name_it(source: str | None, name: str) -> str:
    return f', or name the heading in the configuration: [headings.{source}] {name} = ["…"]' if source else ""


def _by_values(frame: pl.DataFrame, can_be: pl.Expr | None, taken: Iterable[str]) -> str | None:
    """The one column of which nearly all values can be those looked for; None where there is none, or several."""
    if can_be is None:
        return None
    free = [name for name in frame.columns if name not in set(taken)]
    shares = {name: frame.select(pl.col(name).drop_nulls().alias("cell")).select(can_be.mean()).item() for name in free}
    alike = [name for name, share in shares.items() if (share or 0) >= NEARLY_ALL]
    return alike[0] if len(alike) == 1 else None


def as_published(
    table: pl.DataFrame, headings: Mapping[str, Sequence[str]], more: Mapping[str, Sequence[str]], path: Path
) -> pl.DataFrame:
    """A table whose headings that only the configuration knows (`more`) have a name that the publisher has given.

    Both map a column of ours, or a heading as published, to headings of files. Every source reads its tables through
    this, so that a heading nobody has seen before needs no change of the program. Raises ReadError for a column that is
    there twice.
    """
    meant = published_names(headings, more)
    names = {heading: meant[folded(heading)] for heading in table.columns if folded(heading) in meant}
    names = {heading: name for heading, name in names.items() if heading != name}
    for heading, name in names.items():
        others = [other for other in table.columns if other != heading and names.get(other, other) == name]
        if others:
            raise ReadError(f"{path}: '{others[0]}' and '{heading}' both mean {name}. Remove one of the two columns.")
    return table.rename(names)


def published_names(headings: Mapping[str, Sequence[str]], more: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Folded heading that the configuration adds → the first published heading of the same meaning."""
    return {
        folded(theirs): headings[ours][0] if ours in headings else ours
        for ours, all_theirs in more.items()
        for theirs in all_theirs
    }


def folded(heading: str) -> str:
    """A heading as it is compared: `Sending  Organization` is `sending organisation`."""
    words = heading.replace("\u2019", "'").replace("\ufeff", "").casefold().split()
    return " ".join(words).replace("organiz", "organis")
