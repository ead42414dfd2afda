"""The year that a baseline inside a passing break is compared with besides: the last before the break."""

from dataclasses import dataclass

from models.answer import Row
from models.config import Config
from models.plan import Break, Plan
from models.status.series import Series


@dataclass(frozen=True)
class Earlier:
    """The break that the baseline is in, and the last year with a figure before it; None where there is none.

    `is_local`: the year was chosen by the institution.
    """

    break_id: str
    year: int | None
    row: Row | None
    is_local: bool


def earlier_of(indicator: str, baseline_year: int, series: Series, plan: Plan, config: Config) -> Earlier | None:
    """What a baseline inside a passing break is compared with; None for a baseline in an ordinary year.

    Years before a lasting break count something else, and are not looked at.
    """
    touching = plan.breaks_of(indicator)
    inside = [one for one in touching if not one.is_lasting and one.holds(indicator, baseline_year)]
    if not inside:
        return None
    broken = min(inside, key=lambda one: one.first_year)
    chosen = [one.year for one in config.local_comparisons if one.break_id == broken.id]
    oldest = max(
        (one.first_year for one in touching if one.is_lasting and one.first_year < broken.first_year), default=0
    )
    candidates = chosen or [year for year in series if oldest <= year < broken.first_year]
    with_figure = [year for year in candidates if year in series and series[year].sign is None]
    year = max(with_figure, default=None)
    return Earlier(broken.id, year, None if year is None else series[year], bool(chosen))


def passing_breaks(indicator: str, year: int | None, plan: Plan) -> tuple[Break, ...]:
    """The passing breaks that a year of an indicator is in."""
    if year is None:
        return ()
    return tuple(one for one in plan.breaks_of(indicator) if not one.is_lasting and one.holds(indicator, year))
