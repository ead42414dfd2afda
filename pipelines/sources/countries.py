"""Countries as public files write them → ISO 3166 codes of two letters."""

import re

import polars as pl

from data_contracts.countries import country_of

CODE_AND_NAME = re.compile(r"^([A-Z]{2}) - ")


def country_codes(cells: pl.Series) -> pl.Series:
    """`FR - France`, `FR`, `EL` and `Turkiye` as codes; what is none of them stays, for the contract to judge."""
    codes = {cell: _code(cell) for cell in cells.drop_nulls().unique()}
    return cells.replace_strict(codes, default=None, return_dtype=pl.String)


def _code(cell: str) -> str:
    text = " ".join(cell.split())
    if prefix := CODE_AND_NAME.match(text):
        text = prefix[1]
    return country_of(text) or text
