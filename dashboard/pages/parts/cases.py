"""Missing cases are rounded up to whole ones in each row, and the rows may then add up to more than the total."""

from collections.abc import Iterable

from dashboard.markup import Html, tag
from dashboard.pages.parts.view import View
from models.rounding import whole_cases


def rounded_up(rows: Iterable[float | None], total: float | None, view: View) -> Html | None:
    """The note below such a table; None where the rows as shown add up to the total as shown."""
    shown = sum(whole_cases(cases) for cases in rows if cases is not None)
    if total is None or shown == whole_cases(total):
        return None
    words = {"rows": view.number(shown), "total": view.figure(total, "cases")}
    return tag("p", view.text("foot.rounded_up", **words), class_="foot")
