"""An answer as a table: the same cells as the chart beside it."""

from collections.abc import Callable, Sequence

from dashboard.address import Address
from dashboard.markup import Html
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.view import View
from models.answer import Answer, Row


def answer_table(
    answer: Answer,
    rows: Sequence[Row],
    view: View,
    *,
    caption: str,
    link: Callable[[Row], Address | None],
    head: str | None = None,
    name: Callable[[Row], str] | None = None,
    total: Row | None = None,
    is_chosen: Callable[[Row], bool] = lambda _row: False,
) -> Html:
    """Member, numerator, denominator, value; a row that leads on is a link. `total` closes the table.

    Without `head` and `name` the members of the answer's dimension are called as the build calls them. A row that
    `is_chosen` is marked: the address asks for its member.
    """
    [by] = answer.meta.by
    name = name or (lambda row: view.name_of(by, row.key[by]))
    with_parts = any(row.denominator is not None for row in answer.rows)

    def line(row: Row, shown: str, to: Address | None, *, is_chosen: bool = False) -> Line:
        parts = [row.numerator, row.denominator] if with_parts else []
        cells = [str(row.sign or ":") if part is None else view.number(part) for part in parts]
        return Line(shown, to, [*cells, view.cell(row, answer.meta.unit)], is_chosen)

    parts = ["goal.numerator", "goal.denominator"] if with_parts else []
    heads = [head or view.heading("dimension", by), *(view.text(key) for key in (*parts, "goal.value_column"))]
    lines = [line(row, name(row), link(row), is_chosen=is_chosen(row)) for row in rows]
    return columns_table(caption, heads, lines, line(total, view.text("goal.total"), None) if total else None)
