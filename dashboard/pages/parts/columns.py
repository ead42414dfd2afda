"""A table of figures with columns of its own, its first column the names of the rows."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from dashboard.address import Address
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.table import column, table


class Line(NamedTuple):
    """One row: its name, where that leads (None: nowhere), its cells as they are shown, whether it is chosen.

    `says` is what following the name does, where it does not lead to what is named.
    """

    name: str
    to: Address | None
    cells: Sequence[str | Html]
    is_chosen: bool = False
    says: str | None = None


def columns_table(
    caption: str, heads: Sequence[str], lines: Iterable[Line], total: Line | None = None, wide: Collection[int] = ()
) -> Html:
    """Rows under `heads` (that of the names first); `total` closes the table. A phone leaves the columns `wide` out."""
    first, *others = heads
    columns = [column(first), *(column(name, _class(place, wide)) for place, name in enumerate(others, start=1))]
    return table(caption, columns, [_row(line, wide) for line in lines], _row(total, wide) if total else None)


def _row(line: Line, wide: Collection[int]) -> Html:
    current = "true" if line.is_chosen else None
    go = f"row-{line.name}"
    shown = join(line.name)
    if line.to:
        shown = tag("a", line.name, href=line.to.href, data_go=go, aria_current=current, aria_label=line.says)
    cells = [tag("td", cell, class_=_class(place, wide)) for place, cell in enumerate(line.cells, start=1)]
    mark = "chosen" if line.is_chosen else None
    return tag("tr", tag("th", shown, scope="row"), *cells, data_row=line.to is not None, class_=mark)


def _class(place: int, wide: Collection[int]) -> str:
    return "n wide" if place in wide else "n"
