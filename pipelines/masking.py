"""Which cells of a row may be shown to the people who fix it, and in which form."""

import re
from collections.abc import Iterable

from data_contracts.contract import Contract

HIDDEN = "(hidden)"
# Day, month, year and five digits: a national identity number that slipped into another column. Then e-mail addresses.
IDENTIFIER = re.compile(r"\b(?:[04][1-9]|[1256]\d|[37][01])[014589]\d{3}[ -]?\d{5}\b|[^\s@]+@[^\s@]+\.\w+")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def shown_columns(contract: Contract, present: Iterable[str]) -> tuple[str, ...]:
    """Those of the columns at hand that the contract knows and protects in no way, in its order.

    What it protects stays hidden in its reduced form too: a keyed hash still shows that two rows are one person's.
    """
    present_columns = set(present)
    return tuple(
        column.name for column in contract.columns if column.name in present_columns and column.privacy is None
    )


def shown(cell: str | None) -> str | None:
    """A cell as it may be shown: what looks like a person's number or address is hidden in any column."""
    return None if cell is None else IDENTIFIER.sub(HIDDEN, cell)


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
