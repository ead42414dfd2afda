"""The share expected of the coming years' graduates, asked for from a build: cohorts and graduates by degree level."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_contracts.codes import code_table
from models.answer import Row
from models.asking import ask
from models.catalogue import Indicator
from models.cohorts import is_broken, newest_semester
from models.forecast.cohorts import FEWEST_AWAY, FEWEST_EARLIER, Expected, Group, expected_share, stages
from models.forecast.forecast import Point
from models.plan import Break
from models.question import Question, QuestionError, Viewer, Where
from models.store import OpenBuild

LEVEL = "degree_level"
YEARS_AHEAD = 3
LATEST = 3
LEAST_KNOWN = 0.9

Counts = Mapping[int, Row]


def expected_from_cohorts(
    indicator: Indicator, where: Where, last_year: int, viewer: Viewer, build: OpenBuild
) -> tuple[Point, ...]:
    """A point for each of the next years that the cohorts cover; none without a leading indicator that has data.

    Nor for a viewer with suppressed cells: cohorts by semester and degree level are persons cut up in two ways.
    """
    leading = build.indicators.get(indicator.leading or "")
    if leading is None or not build.has_data(leading) or not set(where) <= set(leading.dimensions):
        return ()
    dimension = str(leading.cumulative_by)
    try:
        graduates = ask(Question(indicator.id, ("year", LEVEL), where), viewer, build).rows
        followed = ask(Question(leading.id, ("year", LEVEL, dimension), where), viewer, build).rows
    except QuestionError:
        return ()
    shares: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in graduates:
        shares[str(row.key[LEVEL])][int(str(row.key["year"]))] = row
    curves: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in followed:
        curves[str(row.key[LEVEL]), int(str(row.key["year"]))].append(row)
    newest = newest_semester({year: len(rows) for (_, year), rows in curves.items()})
    breaks = [b for b in build.plan.breaks_of(leading.id) if not b.lasting]
    past = _Past(last_year, newest, shares, curves, breaks, study_years_of(build))
    expected = ((year, past.expected(year)) for year in range(last_year + 1, last_year + YEARS_AHEAD + 1))
    return tuple(Point(year, *share) for year, share in expected if share is not None)


@dataclass(frozen=True)
class _Past:
    """Graduates by level and year, and cohorts by level and start year, up to what is known for certain."""

    last_year: int
    newest: int
    shares: Mapping[str, Counts]
    curves: Mapping[tuple[str, int], Sequence[Row]]
    breaks: Sequence[Break]
    study_years: Mapping[str, int]

    def expected(self, year: int) -> Expected | None:
        """Nothing where the levels without a cohort weigh more than a tenth of the graduates."""
        weights = {level: self._weight(rows) for level, rows in self.shares.items()}
        groups = [self._group(level, year, weight) for level, weight in weights.items() if weight]
        known_groups = [group for group in groups if group is not None]
        if sum(group.weight for group in known_groups) < LEAST_KNOWN * sum(weights.values()):
            return None
        return expected_share(known_groups)

    def _weight(self, rows: Counts) -> float:
        latest = range(self.last_year - LATEST + 1, self.last_year + 1)
        return sum(rows[year].denominator or 0 for year in latest if year in rows)

    def _group(self, level: str, year: int, weight: float) -> Group | None:
        """The cohort that is laid out to graduate in the year, beside earlier ones at the same semester."""
        years = self.study_years.get(level)
        if years is None:
            return None
        certain = self._certain(level, year - years)
        semester = min(len(certain), 2 * years)
        now = _away(certain, semester)
        if now is None:
            return None
        earlier = {
            start: share
            for (of, start) in self.curves
            if of == level
            and start < year - years
            and (share := _away(self._certain(level, start), semester)) is not None
        }
        became = {
            graduated - years: row.value
            for graduated, row in self.shares[level].items()
            if graduated <= self.last_year and row.value is not None
        }
        disturbed = [start for start in earlier if is_broken(start, range(semester + 1, 2 * years + 1), self.breaks)]
        shares = stages(earlier, became, disturbed)
        return Group(weight, now, shares) if len(shares) >= FEWEST_EARLIER else None

    def _certain(self, level: str, start: int) -> Sequence[Row]:
        """The cohort's semesters without the one that is only booked so far."""
        rows = self.curves.get((level, start), ())
        return [row for semester, row in enumerate(rows, start=1) if 2 * start + semester < self.newest]


def study_years_of(build: OpenBuild) -> dict[str, int]:
    """Level → years from start to graduation as programmes are laid out: later ones are in what earlier cohorts became.

    A build made before degree levels had lengths goes by those of today's list.
    """
    table = ("codes", "degree_levels")
    if "study_years" in build.engine.columns(*table):
        rows = build.engine.rows(f"select code, study_years from {'.'.join(table)} where study_years is not null")
    else:
        rows = code_table("degree_levels").select("code", "study_years").drop_nulls().rows()
    return {str(level): int(str(years)) for level, years in rows}


def _away(rows: Sequence[Row], semester: int) -> float | None:
    """The share by a semester; None where it has not come, is suppressed, or is of too few to go by."""
    if not 0 < semester <= len(rows):
        return None
    row = rows[semester - 1]
    return row.value if (row.numerator or 0) >= FEWEST_AWAY else None
