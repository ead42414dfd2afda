"""Writes frames as a feed's files; equal frames give equal bytes."""

from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from data_contracts.contract_parser import load_contract

WRITTEN_AT = datetime(2026, 1, 5, 6, 0)


def canonical(frame: pl.DataFrame, feed: str) -> pl.DataFrame:
    """The feed's columns in the contract's order, as text; absent ones are empty."""
    columns = [column.name for column in load_contract(feed).columns]
    present = set(frame.columns)
    return frame.select(
        pl.col(name).cast(pl.String) if name in present else pl.lit(None, pl.String).alias(name) for name in columns
    )


def typed(frame: pl.DataFrame, feed: str) -> pl.DataFrame:
    """The feed's columns in the contract's order, with the types they have; absent ones are empty text."""
    columns = [column.name for column in load_contract(feed).columns]
    return frame.select(
        pl.col(name) if name in frame.columns else pl.lit(None, pl.String).alias(name) for name in columns
    )


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write a parquet file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(path, compression="zstd")


def write_csv(frame: pl.DataFrame, path: Path, separator: str = ",", encoding: str = "utf-8") -> None:
    """Write a csv file, making its folder; `utf-8-sig` puts a byte order mark first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if encoding in {"utf-8", "utf-8-sig"}:
        frame.write_csv(path, separator=separator, include_bom=encoding == "utf-8-sig")
    else:
        path.write_bytes(frame.write_csv(separator=separator).encode(encoding))


def write_xlsx(frame: pl.DataFrame, path: Path) -> None:
    """Write one sheet of text cells; the creation time is fixed, for equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        workbook.set_properties({"created": WRITTEN_AT})
        sheet = workbook.add_worksheet("stays")
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, name)
        for row, cells in enumerate(frame.iter_rows(), start=1):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write_string(row, column, cell)
