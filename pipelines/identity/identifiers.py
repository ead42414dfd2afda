"""Identifiers of organisations in one form each, so that equal ones are equal."""

from collections.abc import Callable

import polars as pl

from data_contracts.contract_parser import load_contract
from pipelines.sources.erasmus_codes import erasmus_code

ROR_ADDRESS = r"^(?:https?://)?(?:www\.)?ror\.org/+"
SITE = r"^(?:https?://)?(?:www\.)?([^/]*)/*$"


def _ror(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace(ROR_ADDRESS, "").str.strip_chars("/")


def _digits(text: pl.Expr) -> pl.Expr:
    return text.str.replace(r"\.0+$", "")  # a spreadsheet's number


FORMS: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "erasmus_code": erasmus_code,
    "pic": _digits,
    "oid": lambda text: text.str.to_uppercase(),
    "ror_id": _ror,
    "schac": lambda text: text.str.to_lowercase().str.replace(SITE, "$1"),
}
SCHEMES = tuple(FORMS)


def normal(scheme: str, cell: pl.Expr) -> pl.Expr:
    """An identifier in the form of the partners' contract; null where it has not its form, and so identifies nothing.

    `F  PARIS001` with blanks of any kind, case and number is `F PARIS001`; a ROR with its address is its id.
    """
    blanks = r"[\s\u00a0\u2007\u202f\ufeff\u200b]+"
    text = cell.cast(pl.String).str.replace_all(blanks, " " if scheme == "erasmus_code" else "")
    form = FORMS[scheme](text)
    return pl.when(form.str.contains(load_contract("partners").column(scheme).pattern or "")).then(form)
