"""Out and in, year by year, as bars up and down: counts as they are, or stays against the places agreed."""

from collections.abc import Mapping, Sequence

from dashboard.figures.both_ways import Column, Way, both_ways
from dashboard.format import number
from dashboard.markup import Html
from dashboard.pages.parts.view import View
from models.answer import Row, Sign
from models.catalogue import Indicator

WAYS = 2  # out and in


def year_name(year: int, indicator: Indicator, view: View) -> str:
    """`2025`, of an academic year `2025/26`."""
    is_academic = indicator.calendar == "academic_year"
    return view.text("entity.academic", first=year, last=(year + 1) % 100) if is_academic else str(year)


def both_ways_of(columns: Sequence[tuple[Indicator, Mapping[int, Row]]], years: Sequence[int], view: View) -> Html:
    """The drawing of two indicators; of a ratio its numerator, against what it is divided by."""
    (out, going), (into, coming) = columns
    is_ratio = out.value == "ratio"
    names = out.name[view.language], into.name[view.language]
    if is_ratio:
        names = view.text("entity.stays_out"), view.text("entity.stays_in")
    drawn = [
        Column(year_name(year, out, view), _way(going.get(year), out, view), _way(coming.get(year), into, view))
        for year in range(years[0], years[-1] + 1)
    ]
    agreed = view.text("entity.agreed") if is_ratio else None
    return both_ways(drawn, names, agreed, view.text("entity.year_by_year", out=names[0], into=names[1]))


def _way(row: Row | None, indicator: Indicator, view: View) -> Way:
    """A year without a row has none; one that is suppressed shows its sign."""
    if row is None:
        return Way(0.0, "0" if indicator.value != "ratio" else "")
    if row.sign == Sign.SUPPRESSED:
        return Way(None, Sign.SUPPRESSED.value)
    value = row.numerator or 0.0
    return Way(value, number(value, view.language), row.denominator if indicator.value == "ratio" else None)
