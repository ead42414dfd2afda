"""From the rows of an answer to the points ahead, one function per model."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import mean

from models.answer import Row
from models.forecast.counts import predicted_additions
from models.forecast.forecast import CONFIDENCE, Point
from models.forecast.shares import Year, predicted_shares, tells_apart
from models.forecast.years import UsableYears, marks, portfolio_years, share_years
from models.plan import Break, Framework
from models.status.portfolio import last_year_of_signing

YEARS_AHEAD = 20
FEWEST_OF_A_SHARE, FEWEST_OF_A_PORTFOLIO = 5, 3
LATEST = 3
PARTS = ((1 - CONFIDENCE) / 2, 0.5, (1 + CONFIDENCE) / 2)

Rows = Mapping[int, Row]


@dataclass(frozen=True)
class Foreseen:
    """The years that were used and the points up to the horizon; none where too little is known.

    `has_few_cases`: the years are enough, and the cases in them too few.
    """

    years: UsableYears
    marked: Mapping[int, float]
    horizon: int
    points: tuple[Point, ...] = ()
    has_few_cases: bool = False


def foresee_share(rows: Rows, breaks: Collection[Break], dated_by: str, fewest_cases: float) -> Foreseen:
    """Twenty years of a share, each with as many cases as the latest three had on average.

    Nothing is foreseen where one of these three has fewer than `fewest_cases`.
    """
    years = share_years(rows, breaks)
    horizon = max(rows, default=0) + YEARS_AHEAD
    weights = marks(range(min(rows, default=0), horizon + 1), breaks, dated_by)
    marked = {year: weight for year, weight in weights.items() if year in years.used}
    observed = [Year(year, *_counts(rows[year]), weights.get(year, 0)) for year in years.used]
    if len(observed) < FEWEST_OF_A_SHARE or not tells_apart(observed):
        return Foreseen(years, marked, horizon)
    if min(year.denominator for year in observed[-LATEST:]) < fewest_cases:
        return Foreseen(years, marked, horizon, has_few_cases=True)
    size = mean(year.denominator for year in observed[-LATEST:])
    ahead = [Year(year, 0, size, weights.get(year, 0)) for year in range(years.used[-1] + 1, horizon + 1)]
    shares = predicted_shares(observed, ahead, PARTS)
    return Foreseen(years, marked, horizon, tuple(Point(y.year, *s) for y, s in zip(ahead, shares, strict=True)))


def foresee_portfolio(rows: Rows, programme: Framework) -> Foreseen:
    """The years left until a framework programme's last calls are signed, each adding to the ratio to a former one."""
    years, horizon = portfolio_years(rows, programme.first_year), last_year_of_signing(programme)
    if len(years.used) < FEWEST_OF_A_PORTFOLIO:
        return Foreseen(years, {}, horizon)
    now, former = _counts(rows[years.used[-1]])
    added = [max(round(_counts(rows[year])[0] - _counts(rows[year - 1])[0]), 0) for year in years.used]
    ahead = range(years.used[-1] + 1, horizon + 1)
    more = predicted_additions(added, len(ahead), PARTS)
    points = tuple(Point(y, *((now + m) / former for m in parts)) for y, parts in zip(ahead, more, strict=True))
    return Foreseen(years, {}, horizon, points)


def _counts(row: Row) -> tuple[float, float]:
    """Numerator and denominator of a row that shows both."""
    if row.numerator is None or not row.denominator:
        raise ValueError(f"no counts to foresee from: {row}")
    return row.numerator, row.denominator
