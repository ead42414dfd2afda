"""An answer as a table: the same cells as the chart beside it."""

from collections.abc import Callable, Sequence

from dashboard.address import Address
from dashboard.format import number
from dashboard.markup import Html, join, tag
from dashboard.pages.parts import table
from dashboard.pages.parts.view import View
from models.answer import Answer, Row


def answer_table(
    answer: Answer,
    rows: Sequence[Row],
    view: View,
    *,
    caption: str,
    head: str,
    name: Callable[[Row], str],
    link: Callable[[Row], Address | None],
    total: Row | None = None,
    is_chosen: Callable[[Row], bool] = lambda _row: False,
) -> Html:
    """Member, numerator, denominator, value; a row that leads on is a link. `total` closes the table.

    A row that `is_chosen` is marked: the address asks for its member.
    """
    unit = answer.meta.unit
    with_parts = any(row.denominator is not None for row in answer.rows)
    body = [
        _row(row, name(row), link(row), view, unit=unit, with_parts=with_parts, is_chosen=is_chosen(row))
        for row in rows
    ]
    last = _row(total, view.text("goal.total"), None, view, unit=unit, with_parts=with_parts) if total else None
    parts = ["goal.numerator", "goal.denominator"] if with_parts else []
    figures = [table.column(view.text(key), "n") for key in (*parts, "goal.value_column")]
    return table.table(caption, [table.column(head), *figures], body, last)


def _row(
    row: Row, name: str, address: Address | None, view: View, *, unit: str, with_parts: bool, is_chosen: bool = False
) -> Html:
    shown = tag("a", name, href=address.href, data_go=f"row-{name}") if address else join(name)
    values = [row.numerator, row.denominator] if with_parts else []
    cells = [tag("td", _count(row, value, view.language), class_="n") for value in values]
    value = view.cell(row, unit)
    mark = "chosen" if is_chosen else None
    last = tag("td", value, class_="n")
    return tag("tr", tag("th", shown, scope="row"), *cells, last, data_row=address is not None, class_=mark)


def _count(row: Row, value: float | None, language: str) -> str:
    return number(value, language) if value is not None else _sign(row)


def _sign(row: Row) -> str:
    return str(row.sign.value) if row.sign else ":"
