"""Asking for an indicator over the years, as a goal's judgement needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.answer import Meta, Row
from models.asking import ask
from models.catalogue import Indicator
from models.disclosure import PUBLIC_BASE
from models.plan import Framework, Goal
from models.question import Question, Viewer, Where
from models.status.series import Series, added_up, complete_years, last_year_with_data
from models.status.year_before_break import Earlier, earlier_of
from models.store import OpenBuild


@dataclass(frozen=True)
class Reading:
    """An indicator's complete years, the row judged and the row it is compared with.

    `earlier` is the last year before a passing break that the baseline is in, None where it is in none. `where`
    and `former_where` are what the series and the baseline were kept to.
    """

    indicator: Indicator
    meta: Meta
    series: Series
    year: int | None
    baseline_year: int | None
    baseline: Row | None
    framework: Framework | None
    where: Where
    former_where: Where
    earlier: Earlier | None = None

    @property
    def now(self) -> Row | None:
        """The row judged."""
        return None if self.year is None else self.series.get(self.year)

    @property
    def slack(self) -> int:
        """How far a count as shown may be from the exact one: 2 where the viewer's counts are rounded to 5."""
        return PUBLIC_BASE // 2 if self.meta.rounding == "rounded_to_5" else 0

    @property
    def programme_year(self) -> int | None:
        """Which year of the running framework programme is judged, 1 for its first."""
        if self.framework is None or self.year is None:
            return None
        return self.year - self.framework.first_year + 1


def main_indicator(goal: Goal, build: OpenBuild) -> Indicator | None:
    """The goal's main indicator, or the one that is read instead where the build has data for that one alone."""
    named = [build.measured_by(name) for name in (goal.indicator, goal.substitute)]
    measured = [indicator for indicator in named if indicator is not None]
    return next((indicator for indicator in measured if build.has_data(indicator)), next(iter(measured), None))


def read(
    goal: Goal,
    indicator: Indicator,
    build: OpenBuild,
    viewer: Viewer,
    unit: Where | None = None,
    *,
    until: int | None = None,
) -> Reading:
    """Read an indicator against the goal's baseline, for the whole institution or the `unit` kept.

    The year judged is the latest that has data, at most `until`: the plan's last unless given. Where a goal is compared
    with the former framework programme, counts and sums are added up from the first year of each programme and compared
    after the same number of years. A ratio and a stock are never added up: they are read as they are after that number
    of years. A ratio that is not by programme holds the comparison itself, and is read up to the last year from which
    projects of the running programme are known, so that a build without them does not read as standing still; that of
    a portfolio in that very year, also where there is no ratio because the former programme has none.
    """
    kept = unit or {}
    until = build.plan.last_year if until is None else until
    if goal.baseline.framework is None:
        return _over_the_years(indicator, build, viewer, kept, until)
    if "framework" in indicator.dimensions:
        return _against_former_programme(goal.baseline.framework, indicator, build, viewer, kept, until)
    return _holding_its_comparison(goal.baseline.framework, indicator, build, viewer, kept, until)


def of_framework(
    indicator: str, framework: str, build: OpenBuild, viewer: Viewer, unit: Where
) -> tuple[Series, Meta, Where]:
    """The complete years of an indicator in one framework programme, and what it was kept to."""
    where: Mapping[str, tuple[str, ...]] = {**unit, "framework": (framework,)}
    answer = ask(Question(indicator, ("year",), where), viewer, build)
    return (
        complete_years(answer, build.known_until(build.indicators[indicator]), build.academic_month),
        answer.meta,
        where,
    )


def _over_the_years(indicator: Indicator, build: OpenBuild, viewer: Viewer, unit: Where, until: int) -> Reading:
    answer = ask(Question(indicator.id, ("year",), unit), viewer, build)
    series = complete_years(answer, build.known_until(indicator), build.academic_month)
    before = build.plan.first_year - 1
    reading = Reading(
        indicator,
        answer.meta,
        series,
        last_year_with_data(series, until),
        before,
        series.get(before),
        None,
        where=unit,
        former_where=unit,
    )
    return replace(reading, earlier=earlier_of(indicator.id, before, series, build.plan, build.config))


def _against_former_programme(  # noqa: PLR0917
    name: str, indicator: Indicator, build: OpenBuild, viewer: Viewer, unit: Where, until: int
) -> Reading:
    framework = build.plan.frameworks[name]
    series, meta, where = of_framework(indicator.id, name, build, viewer, unit)
    year = last_year_with_data(series, until)
    adds_up = indicator.adds_up
    running = added_up(series, framework.first_year) if adds_up else series
    if year is None or year not in running or framework.former is None:
        return Reading(indicator, meta, running, None, None, None, framework, where, where)
    former_first = build.plan.frameworks[framework.former].first_year
    former, _, former_where = of_framework(indicator.id, framework.former, build, viewer, unit)
    same_year = former_first + year - framework.first_year
    baseline = added_up(former, former_first) if adds_up else former
    # what adds up stays as it is in years that add nothing
    latest = min(same_year, max(baseline, default=same_year)) if adds_up else same_year
    return Reading(indicator, meta, running, year, same_year, baseline.get(latest), framework, where, former_where)


def _holding_its_comparison(  # noqa: PLR0917
    name: str, indicator: Indicator, build: OpenBuild, viewer: Viewer, unit: Where, until: int
) -> Reading:
    framework = build.plan.frameworks[name]
    answer = ask(Question(indicator.id, ("year",), unit), viewer, build)
    series = complete_years(answer, build.known_until(indicator), build.academic_month)
    last: int | None = until
    if framework.measured_by is not None:
        measured, _, _ = of_framework(framework.measured_by, name, build, viewer, {})
        last = last_year_with_data(measured, until)
        series = {year: row for year, row in series.items() if measured and year <= max(measured)}
    year = last if framework.measured_by is not None and indicator.counted_by is not None else None
    if year is None and last is not None:
        year = last_year_with_data(series, last)
    return Reading(indicator, answer.meta, series, year, None, None, framework, unit, unit)
