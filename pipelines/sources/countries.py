"""Countries as public files write them → ISO 3166 codes of two letters."""

import re
from functools import cache
from pathlib import Path

import polars as pl

from data_contracts.codes import code_table
from data_contracts.yaml_text import parse_yaml

WAYS = Path(__file__).with_name("countries.yaml")
CODE_AND_NAME = re.compile(r"^([A-Z]{2}) - ")


def country_codes(cells: pl.Series) -> pl.Series:
    """`NO - Norway`, `NO`, `EL` and `Norway` as codes; what is none of them stays, for the contract to judge."""
    codes = {cell: _code(cell) for cell in cells.drop_nulls().unique()}
    return cells.replace_strict(codes, default=None, return_dtype=pl.String)


def _code(cell: str) -> str:
    codes, names = _known()
    text = " ".join(cell.split())
    if prefix := CODE_AND_NAME.match(text):
        text = prefix[1]
    return codes.get(text.upper()) or names.get(text.casefold()) or text


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """Code as written → code, and folded name → code."""
    ways = parse_yaml(WAYS.read_text(encoding="utf-8"))
    countries = code_table("countries")
    own = countries.get_column("country_code").to_list()
    names = {
        name.casefold(): code
        for column in ("name_en", "name_nb")
        for name, code in zip(countries.get_column(column), own, strict=True)
        if name
    }
    more = {name.casefold(): code for name, code in ways["names"].items()}
    return {code: code for code in own} | ways["codes"], names | more
