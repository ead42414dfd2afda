"""Shares of a few things are shown as counts: three of three says less than 100 %, and is drawn so."""

from collections.abc import Mapping, Sequence
from statistics import median

from dashboard.address import Address
from dashboard.figures.bars import Bar
from dashboard.pages.parts.unknown_members import is_unknown
from dashboard.pages.parts.view import View
from models.answer import Answer, Row
from models.catalogue import Indicator

FEW = 20  # things of a member in the middle, below which their share is a count


def are_few(indicator: Indicator, rows: Sequence[Row]) -> bool:
    """Whether most members have so few things that a percentage of them misleads; persons are shares at all times."""
    wholes = [row.denominator for row in rows if row.denominator]
    is_share = indicator.unit == "percent" and not indicator.persons
    return is_share and bool(wholes) and median(wholes) < FEW


def by_count(rows: Sequence[Row], by: str) -> list[Row]:
    """The members with most first, of as many those with fewer in all; the unknown one last."""

    def place(row: Row) -> tuple[bool, bool, float, float, str]:
        return (
            is_unknown(row.key[by]),
            row.numerator is None,
            -(row.numerator or 0),
            row.denominator or 0,
            str(row.key[by]),
        )

    return sorted(rows, key=place)


def counts(row: Row, view: View) -> str:
    """`3 of 4`; the sign where it is not shown."""
    if row.numerator is None or row.denominator is None:
        return str(row.sign.value) if row.sign else ":"
    shown = {"numerator": view.number(row.numerator), "denominator": view.number(row.denominator)}
    return view.text("plan.of", **shown)


def few_counts(
    result: Answer, rows: Sequence[Row], by: str, to: Mapping[str | int | None, Address | None], view: View
) -> tuple[str, list[Bar]]:
    """The sentence about who has most, and a hollow bar of all with a filled one of those that are so."""
    names = {row.key[by]: view.name_of(by, row.key[by]) for row in rows}
    bars = []
    for row in rows:
        link = to[row.key[by]]
        bars.append(Bar(names[row.key[by]], None, row.numerator, counts(row, view), link.href if link else None,
                        view.cell(row, result.meta.unit), row.denominator))  # fmt: skip
    if not rows or not rows[0].numerator:
        return view.text("empty.chart"), bars
    return view.text("sentence.most", top=names[rows[0].key[by]], value=counts(rows[0], view)), bars
