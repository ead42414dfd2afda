"""Rows of text → frames under the headings that are among them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from data_contracts.repeating import repeating
from pipelines.reading.cells import check_twice, clean_heading, trimmed
from pipelines.reading.layout import ANYWHERE, UNNAMED, Layout, Table
from pipelines.reading.read_error import ReadError

ABOVE = 50  # rows from the top that may be the headings where their words decide


def headed(
    batches: Iterable[pl.DataFrame], path: Path, layout: Layout = ANYWHERE, sheet: str | None = None
) -> Iterator[Table]:
    """The rows below the headings, batch by batch; blank rows and columns go.

    Gives one table at least. Raises ReadError where no row can be the headings, a heading is there twice, or a column
    without one holds values.
    """
    names: list[str] = []
    above: list[pl.DataFrame] = []
    row = 0
    for batch in batches:
        rows = _trimmed(batch)
        if not names:
            rows = pl.concat([*above, rows])
            at = _heading_row(rows, layout)
            if at is None:
                above = [rows]
                continue
            names, row, rows = _names(rows.row(at)), at + 1, rows.slice(at + 1)
            check_twice([name for name in names if name], Table(rows, path, sheet, row).place)
        table = Table(rows, path, sheet, row)
        yield Table(_under(names, table, keeps_unnamed=layout.keeps_unnamed), path, sheet, row)
    if not names:
        where = f", sheet '{sheet}'" if sheet is not None else ""
        raise ReadError(f"{path}{where}: holds no row of headings.")


def _heading_row(rows: pl.DataFrame, layout: Layout) -> int | None:
    if layout.headings_row is not None:
        return layout.headings_row - 1 if rows.height >= layout.headings_row else None
    cells = rows.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    first = next((index for index, count in enumerate(cells) if count >= min(2, rows.width)), None)
    if first is None or layout.has_headings is None:
        return first
    candidates = range(first, min(first + ABOVE, rows.height))
    return next((index for index in candidates if layout.has_headings(_names(rows.row(index)))), first)


def _names(cells: tuple[str | None, ...]) -> list[str]:
    return [clean_heading(cell or "") for cell in cells]


def _under(names: list[str], table: Table, *, keeps_unnamed: bool) -> pl.DataFrame:
    body = table.frame.filter(pl.any_horizontal(pl.all().is_not_null()))
    renamed = {}
    for index, name in enumerate(names):
        if name:
            renamed[index] = name
        elif body.to_series(index).count():
            if not keeps_unnamed:
                raise ReadError(
                    f"{table.place}: column {index + 1} holds values and has no heading. Name it or remove it."
                )
            renamed[index] = UNNAMED.format(index + 1)
    return body.select(body.to_series(index).alias(name) for index, name in renamed.items())


def _trimmed(rows: pl.DataFrame) -> pl.DataFrame:
    """Every cell trimmed; a look at the values that repeat spares most columns the work."""
    values = repeating(rows).items()
    done = {name for name, cells in values if cells.equals(cells.to_frame().select(trimmed(pl.first())).to_series())}
    return rows.with_columns(trimmed(pl.col(name)) for name in rows.columns if name not in done)
