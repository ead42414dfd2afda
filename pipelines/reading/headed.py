"""Rows of text → frames under the headings that stand among them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from data_contracts.repeating import repeating
from pipelines.reading.cells import check_twice, clean_heading, trimmed
from pipelines.reading.read_error import ReadError


def headed(batches: Iterable[pl.DataFrame], path: Path) -> Iterator[pl.DataFrame]:
    """Under the first row with two cells, the rows after it, batch by batch; blank rows and columns go.

    Gives one frame at the least. Raises ReadError where no row can be the headings, a heading stands twice, or a
    column without one holds values.
    """
    names: list[str] = []
    above: list[pl.DataFrame] = []
    for batch in batches:
        rows = _trimmed(batch)
        if not names:
            rows = pl.concat([*above, rows])
            at = _heading_row(rows)
            if at is None:
                above = [rows]
                continue
            names, rows = headings(rows), rows.slice(at + 1)
            check_twice([name for name in names if name], path)
        yield _under(names, rows, path)
    if not names:
        raise ReadError(f"{path}: holds no row of headings.")


def _heading_row(rows: pl.DataFrame) -> int | None:
    cells = rows.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    return next((index for index, count in enumerate(cells) if count >= min(2, rows.width)), None)


def headings(rows: pl.DataFrame) -> list[str]:
    at = _heading_row(rows)
    return [] if at is None else [clean_heading(cell or "") for cell in rows.row(at)]


def _under(names: list[str], rows: pl.DataFrame, path: Path) -> pl.DataFrame:
    body = rows.filter(pl.any_horizontal(pl.all().is_not_null()))
    for index, name in enumerate(names):
        if not name and body.to_series(index).count():
            raise ReadError(f"{path}: column {index + 1} holds values and has no heading. Name it or remove it.")
    return body.select(body.to_series(index).alias(name) for index, name in enumerate(names) if name)


def _trimmed(rows: pl.DataFrame) -> pl.DataFrame:
    """Every cell trimmed; a look at the values that repeat spares most columns the work."""
    values = repeating(rows).items()
    done = {name for name, found in values if found.equals(found.to_frame().select(trimmed(pl.first())).to_series())}
    return rows.with_columns(trimmed(pl.col(name)) for name in rows.columns if name not in done)
