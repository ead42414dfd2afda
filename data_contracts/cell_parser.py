"""Text cells → typed columns. What cannot be read becomes null; the caller compares to find it."""

from collections.abc import Sequence

import polars as pl

from data_contracts.contract import Column, ColumnType, Contract

DTYPES: dict[ColumnType, pl.DataType] = {
    "id": pl.String(), "code": pl.String(), "text": pl.String(), "date": pl.Date(), "bool": pl.Boolean(),
    "int": pl.Int64(), "num": pl.Float64(), "list": pl.List(pl.String()),
}  # fmt: skip
TIME_OF_DAY = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
ISO_DATE = rf"^(\d{{4}}-\d{{2}}-\d{{2}})(?:[T ]{TIME_OF_DAY})?$"
EARLIEST_YEAR = 1900  # a year written with two digits would otherwise be read as one of the first century
LARGEST_INT = 2**53  # the largest integer a spreadsheet's number holds exactly
TRUE, FALSE = ("true", "1"), ("false", "0")
# With a decimal comma: 3,5 · 1.234,5 and 1.234.567 · 3.5 and 1234.567. A bare 1.234 may be either: refused.
COMMA = r"^[+-]?\d+(,\d+)?$"
THOUSANDS = r"^[+-]?\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})$"
POINT = r"^[+-]?(\d{4,}\.\d+|\d{1,3}\.(\d{1,2}|\d{4,}))$"


def as_text(frame: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """The canonical columns as text (a missing one as null), then the `source_` columns untouched."""
    canonical = [
        _text(pl.col(c.name), frame.schema[c.name]) if c.name in frame.columns else _absent(c.name)
        for c in contract.columns
    ]
    return frame.select(*canonical, *(name for name in frame.columns if name.startswith("source_")))


def as_typed(
    text: pl.DataFrame, contract: Contract, date_formats: Sequence[str] = (), decimal_comma: bool = False
) -> pl.DataFrame:
    """Trimmed and typed columns of a frame from `as_text`; blank and unreadable cells are null.

    Dates are ISO 8601, where a time of day is left out, or one of the strptime formats given; booleans are true/false
    or 1/0 in any case.
    """
    return text.with_columns(
        _parsed(column, date_formats, decimal_comma).alias(column.name) for column in contract.columns
    )


def blank_to_null(cell: pl.Expr) -> pl.Expr:
    """Text without the blanks around it (no-break space too); nothing left is null."""
    trimmed = cell.str.strip_chars()
    return pl.when(trimmed != "").then(trimmed)


def _absent(name: str) -> pl.Expr:
    return pl.lit(None, dtype=pl.String()).alias(name)


def _text(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    return cell.list.join("|") if isinstance(dtype, pl.List) else cell.cast(pl.String(), strict=False)


def _parsed(column: Column, date_formats: Sequence[str], decimal_comma: bool) -> pl.Expr:
    cell = blank_to_null(pl.col(column.name))
    match column.type:
        case "date":
            return _date(cell, date_formats)
        case "bool":
            lower = cell.str.to_lowercase()
            return pl.when(lower.is_in(TRUE)).then(True).when(lower.is_in(FALSE)).then(False)
        case "num":
            return _number(cell, decimal_comma)
        case "int":
            number = _number(cell, decimal_comma)
            is_whole = (number == number.round()) & (number.abs() <= LARGEST_INT)
            return pl.when(is_whole).then(number).cast(pl.Int64())
        case "list":
            items = cell.str.split("|").list.eval(blank_to_null(pl.element())).list.drop_nulls()
            return pl.when(items.list.len() > 0).then(items)
        case _:
            return cell


def _date(cell: pl.Expr, formats: Sequence[str]) -> pl.Expr:
    readings = [cell.str.extract(ISO_DATE).str.to_date("%Y-%m-%d", strict=False)]
    readings += [cell.str.to_date(form, strict=False) for form in formats]
    return pl.coalesce([pl.when(day.dt.year() >= EARLIEST_YEAR).then(day) for day in readings])


def _number(cell: pl.Expr, decimal_comma: bool) -> pl.Expr:
    if decimal_comma:
        digits = cell.str.replace_all(r"[\s\u00a0\u202f]", "")
        cell = (
            pl.when(digits.str.contains(COMMA))
            .then(digits.str.replace(",", ".", literal=True))
            .when(digits.str.contains(THOUSANDS))
            .then(digits.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
            .when(digits.str.contains(POINT))
            .then(digits)
        )
    number = cell.cast(pl.Float64(), strict=False)
    return pl.when(number.is_finite()).then(number)
