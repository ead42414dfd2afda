"""An institution's headings and values → the contract's columns."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from data_contracts.contract import Column, Contract
from data_contracts.countries import country_of, folded
from data_contracts.profile import PLACEHOLDER, Profile
from pipelines.nearest import nearest
from pipelines.reading.layout import IS_UNNAMED
from pipelines.reading.readers import ReadError
from pipelines.staging.reshape import SOURCE_ROW, composed, named, skipped, unpivoted

TEXT_TYPES = ("id", "code", "text")
LIKE = 70  # from this likeness (0 to 100) a heading is named as the one that may be meant
MOST_PROBLEMS = 10  # named in one message
EXACT = 10**15  # a float beyond it has more digits than it is exact to
KEPT_AS_TEXT = r'^="(.*)"$'  # ="000123", as exports keep a number from being changed by spreadsheets
FLOAT = r"^(\d{4,15})\.0$"  # what pandas makes of the numbers of a column with empty cells; so many digits are exact


def conform(
    frame: pl.DataFrame, contract: Contract, profile: Profile, place: str | Path, first_row: int = 1
) -> pl.DataFrame:
    """Frame with a file's headings → frame with every column of the contract, in its order, and `source_row`.

    Optional columns the file lacks are null; `source_row` counts data rows from `first_row`. Raises ReadError, which
    names the `place`, for a heading that is unknown, missing or mapped twice; headings that the profile ignores are
    left unread.
    """
    ours = _known_names(frame.columns, contract, profile, place)
    frame = skipped(frame.with_row_index(SOURCE_ROW, offset=first_row), profile)
    if profile.unpivot:
        frame = unpivoted(frame, profile.unpivot)
    renamed = [pl.col(theirs).alias(name) for theirs, name in ours.items()]
    both = frame.with_columns(column for column in renamed if column.meta.output_name() not in frame.columns)
    made = [pl.lit(value).alias(name) for name, value in profile.constants.items()]
    made += [composed(both, text).alias(name) for name, text in profile.composed.items()]
    made += [
        pl.col(heading).alias(name)
        for theirs, names in profile.copies.items()
        if (heading := named(frame, theirs)) is not None
        for name in names
    ]
    pivoted = (profile.unpivot.into, profile.unpivot.values) if profile.unpivot else ()
    frame = both.select(SOURCE_ROW, *renamed, *pivoted, *made)
    columns = []
    for column in contract.columns:
        if column.name not in frame.columns:
            columns.append(pl.lit(None, dtype=pl.String).alias(column.name))
            continue
        kind = frame.schema[column.name]
        cells = _as_text(column.name, kind) if column.type in TEXT_TYPES else pl.col(column.name)
        if column.type == "id" and kind == pl.String:
            cells = cells.str.replace(KEPT_AS_TEXT, "$1").str.replace(FLOAT, "$1")
        columns.append(cells.cast(pl.String) if kind == pl.Null else cells)
    rows = frame.select(*columns, pl.col(SOURCE_ROW).cast(pl.Int64))
    return rows.with_columns(_translated(rows, column, profile) for column in contract.columns)


def our_names(headings: Iterable[str], contract: Contract, profile: Profile) -> dict[str, str | None]:
    """A file's heading → the contract's column, or None for a heading that neither contract nor profile knows.

    Headings that the profile ignores, or reads in another way than as one column, are not among them.
    """
    lookup = _lookup(contract, profile)
    ignored = {trimmed(heading) for heading in profile.ignored}
    passed_over = {trimmed(heading) for heading in profile.own_headings}
    names = {heading: lookup.get(trimmed(heading)) for heading in headings if trimmed(heading) not in ignored}
    return {heading: name for heading, name in names.items() if name or trimmed(heading) not in passed_over}


def missing_columns(names: Iterable[str | None], contract: Contract, profile: Profile) -> list[str]:
    """Columns that must be there and that neither these (from `our_names`) nor the profile itself give."""
    present = {*names, *profile.given}
    return [column.name for column in contract.columns if column.required and column.name not in present]


def _translated(rows: pl.DataFrame, column: Column, profile: Profile) -> pl.Series:
    """A column with the profile's values in place of the file's; what none of them knows stays, for the contract."""
    cells = rows.get_column(column.name)
    values, patterns = profile.values.get(column.name, {}), profile.patterns.get(column.name, {})
    if not values and not patterns:
        return cells
    cells = cells.cast(pl.String)
    loosely = {folded(name): code for name, code in values.items()} if column.codes else {}
    changed = {}
    for cell in cells.drop_nulls().unique():
        new = values[cell] if cell in values else _by_pattern(cell, patterns)
        if new is None and column.codes and cell not in column.codes:
            new = loosely.get(folded(cell)) or (country_of(cell) if column.code_list == "countries" else None)
        if new is not None and new != cell:
            changed[cell] = new or None
    return cells.replace(changed) if changed else cells


def _by_pattern(cell: str, patterns: dict[str, str]) -> str | None:
    text = pl.Series([cell])
    for pattern, ours in patterns.items():
        if text.str.contains(pattern).item():
            whole = f"^(?s:.*?)(?:{pattern})(?s:.*)$"  # the value becomes ours, not the part that the pattern is about
            return str(text.str.replace(whole, ours).item())
    return None


def _lookup(contract: Contract, profile: Profile) -> dict[str, str]:
    canonical = {column.name: column.name for column in contract.columns if column.name not in profile.given}
    return canonical | {trimmed(theirs): ours for theirs, ours in profile.headings.items()}


def _known_names(headings: list[str], contract: Contract, profile: Profile, place: str | Path) -> dict[str, str]:
    lookup, names = _lookup(contract, profile), our_names(headings, contract, profile)
    known_headings = {heading: name for heading, name in names.items() if name is not None}
    problems = []
    for name in sorted(set(known_headings.values())):
        doubles = [heading for heading, ours in known_headings.items() if ours == name]
        if len(doubles) > 1:
            problems.append(f"the headings {_quoted(doubles)} all mean '{name}'; keep one")
    for heading, ours in names.items():
        if ours is not None:
            continue
        if IS_UNNAMED.match(heading):
            problems.append(f"{heading} holds values and has no heading (in a profile it is called '{heading}')")
            continue
        free = (theirs for theirs, ours in lookup.items() if ours not in known_headings.values())
        guess = nearest(trimmed(heading), free, LIKE)
        problems.append(f"unknown heading '{heading}'" + (f", the nearest known one is '{guess}'" if guess else ""))
    for name in missing_columns(known_headings.values(), contract, profile):
        theirs = next((t for t, ours in profile.headings.items() if ours == name), name)
        guess = nearest(theirs, (heading for heading in headings if heading not in known_headings), LIKE)
        problems.append(f"missing heading '{theirs}'" + (f", the nearest in the file is '{guess}'" if guess else ""))
    present = {trimmed(heading) for heading in headings}
    wanted = {*profile.copies, *(name for text in profile.composed.values() for name in PLACEHOLDER.findall(text))}
    own_columns = {column.name for column in contract.columns}
    for theirs in sorted(name for name in wanted if trimmed(name) not in present and name not in own_columns):
        problems.append(f"missing heading '{theirs}', which the profile uses")
    if problems:
        if len(problems) > MOST_PROBLEMS:
            problems = [*problems[:MOST_PROBLEMS], f"and {len(problems) - MOST_PROBLEMS} more"]
        raise ReadError(
            f"{place}: {'; '.join(problems)}. "
            f"Rename the heading, or map it to a column of '{contract.feed}' in the profile '{profile.name}'; what the "
            "file does not say at all can be a constant there. `utsyn profile suggest` drafts one."
        )
    return known_headings


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """Identifiers and codes as text; where pandas made floats of whole numbers, 7.0 is `7`."""
    column = pl.col(name)
    if kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        is_exact = (whole == column) & (column.abs() < EXACT)
        return pl.when(is_exact).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
    return column.cast(pl.String)


def trimmed(heading: str) -> str:
    """A heading without blanks and byte order marks around it."""
    return heading.strip().strip("\ufeff").strip()


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
