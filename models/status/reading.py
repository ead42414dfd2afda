"""Asking for an indicator over the years, as a goal's judgement needs it."""

from dataclasses import dataclass

from models.answer import Meta, Row
from models.asking import ask
from models.catalogue import Indicator
from models.disclosure import PUBLIC_BASE
from models.plan import Framework, Goal
from models.question import Question, Viewer, Where
from models.status.series import Series, added_up, complete_years, last_year_with_data
from models.store import OpenBuild


@dataclass(frozen=True)
class Reading:
    """An indicator's complete years, the row judged and the row it is compared with."""

    indicator: Indicator
    meta: Meta
    series: Series
    year: int | None
    baseline_year: int | None
    baseline: Row | None
    framework: Framework | None

    @property
    def now(self) -> Row | None:
        """The row judged."""
        return None if self.year is None else self.series[self.year]

    @property
    def slack(self) -> int:
        """How far a count as shown may stand from the exact one: 2 where the viewer's counts are rounded to 5."""
        return PUBLIC_BASE // 2 if self.meta.rounding == "rounded_to_5" else 0

    @property
    def programme_year(self) -> int | None:
        """Which year of the running framework programme is judged, 1 for its first."""
        if self.framework is None or self.year is None:
            return None
        return self.year - self.framework.first_year + 1


def main_indicator(goal: Goal, build: OpenBuild) -> Indicator | None:
    """The goal's main indicator, or the one that stands in for it where the build has data for that one alone."""
    names = [name for name in (goal.indicator, goal.stands_in) if name in build.indicators]
    indicators = [build.indicators[name] for name in names if name is not None]
    return next((indicator for indicator in indicators if build.has_data(indicator)), next(iter(indicators), None))


def read(goal: Goal, indicator: Indicator, build: OpenBuild, viewer: Viewer, unit: Where | None = None) -> Reading:
    """Read an indicator against the goal's baseline, for the whole institution or the `unit` kept.

    Where a goal is compared with the former framework programme, counts and sums are added up from the first year of
    each programme and compared after as many years. A ratio and a stock are never added up: they are read as they
    stand after as many years. A ratio that tells of no programme apart holds the comparison itself, and is read up to
    the last year from which projects of the running programme are known, so that a build without them does not read
    as standing still.
    """
    own = unit or {}
    if goal.baseline.framework is None:
        answer = ask(Question(indicator.id, ("year",), own), viewer, build)
        series = complete_years(answer, build.known_until(indicator))
        year = last_year_with_data(series, build.plan.last_year)
        before = build.plan.first_year - 1
        return Reading(indicator, answer.meta, series, year, before, series.get(before), None)
    if "framework" in indicator.dimensions:
        return _against_former_programme(goal.baseline.framework, indicator, build, viewer, own)
    return _holding_its_comparison(goal.baseline.framework, indicator, build, viewer, own)


def _against_former_programme(
    name: str, indicator: Indicator, build: OpenBuild, viewer: Viewer, unit: Where
) -> Reading:
    framework = build.plan.frameworks[name]
    series, meta = _of_framework(indicator.id, name, build, viewer, unit)
    year = last_year_with_data(series, build.plan.last_year)
    adds_up = indicator.denominator is None and indicator.time == "flow"
    running = added_up(series, framework.first_year) if adds_up else series
    if year is None or year not in running or framework.former is None:
        return Reading(indicator, meta, running, None, None, None, framework)
    former_first = build.plan.frameworks[framework.former].first_year
    former, _ = _of_framework(indicator.id, framework.former, build, viewer, unit)
    same_year = former_first + year - framework.first_year
    baseline = added_up(former, former_first) if adds_up else former
    return Reading(
        indicator,
        meta,
        running,
        year,
        same_year,
        baseline.get(min(same_year, max(baseline, default=same_year))),
        framework,
    )


def _holding_its_comparison(name: str, indicator: Indicator, build: OpenBuild, viewer: Viewer, unit: Where) -> Reading:
    framework = build.plan.frameworks[name]
    answer = ask(Question(indicator.id, ("year",), unit), viewer, build)
    series = complete_years(answer, build.known_until(indicator))
    until: int | None = build.plan.last_year
    if framework.measured_by is not None:
        measured, _ = _of_framework(framework.measured_by, name, build, viewer, {})
        until = last_year_with_data(measured, build.plan.last_year)
        series = {year: row for year, row in series.items() if measured and year <= max(measured)}
    year = None if until is None else last_year_with_data(series, until)
    return Reading(indicator, answer.meta, series, year, None, None, framework)


def _of_framework(indicator: str, framework: str, build: OpenBuild, viewer: Viewer, unit: Where) -> tuple[Series, Meta]:
    question = Question(indicator, ("year",), {**unit, "framework": (framework,)})
    answer = ask(question, viewer, build)
    return complete_years(answer, build.known_until(build.indicators[indicator])), answer.meta
