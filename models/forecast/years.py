"""Which years a forecast rests on, and which of them a series break weighs on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from models.answer import Row, Sign
from models.plan import Break

GRADUATION_LOOKS_BACK = 3


@dataclass(frozen=True)
class UsableYears:
    """The years used, in order, and those left out with the reason (as in `Forecast`)."""

    used: tuple[int, ...]
    left_out: Mapping[int, str]


def share_years(rows: Mapping[int, Row], breaks: Collection[Break]) -> UsableYears:
    """The years of a share that have a figure, from the last lasting break on.

    A break of a single year lasts: it changes what is counted from then on.
    """
    lasting = sorted((b for b in breaks if b.first_year == b.last_year), key=lambda b: b.first_year, reverse=True)
    before = {year: b.id for b in lasting for year in rows if year < b.first_year}
    left_out = before | _without_figure(rows)
    return UsableYears(tuple(year for year in sorted(rows) if year not in left_out), left_out)


def portfolio_years(rows: Mapping[int, Row], first_year: int) -> UsableYears:
    """The years of a portfolio adding up over a framework programme whose own additions are known.

    The programme's first year is a start-up: its calls open, and the grants come later.
    """
    left_out = {year: "start_up" for year in rows if year <= first_year} | _without_figure(rows)
    left_out |= {y: "no_figure" for y in rows if y > first_year and (y - 1 not in rows or rows[y - 1].value is None)}
    return UsableYears(tuple(year for year in sorted(rows) if year not in left_out), left_out)


def marks(years: Iterable[int], breaks: Collection[Break], dated_by: str) -> dict[int, float]:
    """How heavily the breaks that pass, those of several years, weigh on each year (0–1; absent without weight).

    A year of the break bears it wholly. A year of graduations bears it by the part of the three years before it that
    is in the break, because that is when its graduates would have been abroad: the mark comes late and fades.
    """
    broken = {year for b in breaks if b.first_year < b.last_year for year in range(b.first_year, b.last_year + 1)}
    back = range(1, GRADUATION_LOOKS_BACK + 1) if dated_by == "graduation" else range(1)
    weights = {year: sum(year - lag in broken for lag in back) / len(back) for year in years}
    return {year: weight for year, weight in weights.items() if weight}


def _without_figure(rows: Mapping[int, Row]) -> dict[int, str]:
    return {
        year: "suppressed" if row.sign == Sign.SUPPRESSED else "no_figure"
        for year, row in rows.items()
        if row.value is None
    }
