"""An institution's headings and values → the contract's columns."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl
from rapidfuzz import process

from data_contracts.contract import Contract
from data_contracts.profiles import Profile
from pipelines.reading.readers import ReadError

TEXT_TYPES = ("id", "code", "text")
MOST_PROBLEMS = 10  # named in one message


def conform(frame: pl.DataFrame, contract: Contract, profile: Profile, path: Path, first_row: int = 1) -> pl.DataFrame:
    """Frame with a file's headings → frame with every column of the contract, in its order, and `source_row`.

    Optional columns the file lacks are null; `source_row` counts data rows from `first_row`. Raises ReadError for a
    heading that is unknown, missing or mapped twice; headings that the profile ignores are left unread.
    """
    ignored = {trimmed(heading) for heading in profile.ignored}
    frame = frame.select(heading for heading in frame.columns if trimmed(heading) not in ignored)
    ours = _known_names(frame.columns, contract, profile, path)
    frame = frame.rename(ours).with_row_index("source_row", offset=first_row)
    columns = []
    for column in contract.columns:
        if column.name not in frame.columns:
            columns.append(pl.lit(None, dtype=pl.String).alias(column.name))
            continue
        kind = frame.schema[column.name]
        cells = _as_text(column.name, kind) if column.type in TEXT_TYPES else pl.col(column.name)
        if values := profile.values.get(column.name):
            cells = cells.cast(pl.String).replace(values).replace("", None)
        columns.append(cells.cast(pl.String) if kind == pl.Null else cells)
    return frame.select(*columns, pl.col("source_row").cast(pl.Int64))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None where there is none at all."""
    found = process.extractOne(word, list(known), processor=str.lower)
    return found[0] if found else None


def our_names(headings: Iterable[str], contract: Contract, profile: Profile) -> dict[str, str | None]:
    """A file's heading → the contract's column, or None for a heading that neither contract nor profile knows."""
    lookup = _lookup(contract, profile)
    return {heading: lookup.get(trimmed(heading)) for heading in headings}


def _lookup(contract: Contract, profile: Profile) -> dict[str, str]:
    canonical = {column.name: column.name for column in contract.columns}
    return canonical | {trimmed(theirs): ours for theirs, ours in profile.headings.items()}


def _known_names(headings: list[str], contract: Contract, profile: Profile, path: Path) -> dict[str, str]:
    lookup, names = _lookup(contract, profile), our_names(headings, contract, profile)
    known = {heading: name for heading, name in names.items() if name is not None}
    problems = []
    for name in sorted(set(known.values())):
        doubles = [heading for heading, ours in known.items() if ours == name]
        if len(doubles) > 1:
            problems.append(f"the headings {_quoted(doubles)} all mean '{name}'; keep one")
    for heading in headings:
        if heading not in known:
            guess = nearest(trimmed(heading), (theirs for theirs, ours in lookup.items() if ours not in known.values()))
            problems.append(f"unknown heading '{heading}'" + (f", the nearest known one is '{guess}'" if guess else ""))
    for column in contract.columns:
        if column.required and column.name not in known.values():
            theirs = next((t for t, ours in profile.headings.items() if ours == column.name), column.name)
            guess = nearest(theirs, (heading for heading in headings if heading not in known))
            problems.append(
                f"missing heading '{theirs}'" + (f", the nearest in the file is '{guess}'" if guess else "")
            )
    if problems:
        if len(problems) > MOST_PROBLEMS:
            problems = [*problems[:MOST_PROBLEMS], f"and {len(problems) - MOST_PROBLEMS} more"]
        raise ReadError(
            f"{path}: {'; '.join(problems)}. "
            f"Rename the heading, or map it to a column of '{contract.feed}' in the profile '{profile.name}'; "
            "`utsyn profile suggest` drafts one."
        )
    return known


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """Identifiers and codes as text; where pandas made floats of whole numbers, 7.0 is `7`."""
    column = pl.col(name)
    if kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(whole == column).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
    return column.cast(pl.String)


def trimmed(heading: str) -> str:
    """A heading without blanks and byte order marks around it."""
    return heading.strip().strip("\ufeff").strip()


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
