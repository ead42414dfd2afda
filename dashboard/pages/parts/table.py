"""A table of our own markup: its caption, which only screen readers need, its headings and its rows."""

from collections.abc import Iterable

from dashboard.markup import Child, Html, tag


def column(name: Child, class_: str | None = None) -> Html:
    """The heading of a column; `class_` is `n` for figures, `wide` for what a phone leaves out."""
    return tag("th", name, scope="col", class_=class_)


def line(name: Child, *cells: Html, **attributes: str | bool | None) -> Html:
    """A row: what it is of, then its cells."""
    return tag("tr", tag("th", name, scope="row"), *cells, **attributes)


def figures(shown: Iterable[Child]) -> list[Html]:
    """Cells that hold figures."""
    return [tag("td", one, class_="n") for one in shown]


def table(
    caption: str,
    heads: Iterable[Html | None],
    rows: Iterable[Html],
    total: Html | None = None,
    class_: str | None = "figures",
) -> Html:
    """Rows below headings; the row `total` closes them."""
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
        tag("tfoot", total) if total else None,
        class_=class_,
    )
