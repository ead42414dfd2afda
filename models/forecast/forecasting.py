"""From an indicator's figures over the years to a forecast against its target."""

from collections.abc import Iterable, Mapping
from itertools import takewhile
from math import isclose

from models.answer import Meta, Row
from models.asking import ask, check
from models.disclosure import PUBLIC_BASE
from models.forecast.forecast import CONFIDENCE, Forecast, Point, Verdict
from models.forecast.forecast_target import aim_of
from models.forecast.from_cohorts import expected_from_cohorts
from models.forecast.projections import foresee_portfolio, foresee_share
from models.plan import Goal, Target
from models.question import Question, QuestionError, Viewer
from models.status.goal_figures import read
from models.store import OpenBuild


def forecast(question: Question, viewer: Viewer, build: OpenBuild) -> Forecast:
    """Foresee an indicator, for the members that the question keeps, against its target in the plan.

    It rests on the figures that this viewer sees and on nothing else. Raises QuestionError where the indicator has no
    target that can be foreseen, or where the question names a breakdown, years or a reference date.
    """
    check(question, build)
    if question.by or question.years or question.dated_by:
        raise QuestionError(
            "a forecast follows one series of years on its own reference date: leave out by, years and reference date"
        )
    goal, target, model = aim_of(question.indicator, build)
    rows, meta = _complete_years(question, goal, viewer, build)
    if model == "portfolio":
        foreseen = foresee_portfolio(rows, build.plan.frameworks[str(goal.baseline.framework)])
        due = foreseen.horizon
    else:
        breaks = build.plan.breaks_of(question.indicator)
        foreseen = foresee_share(rows, breaks, meta.dated_by, _fewest_cases(question.indicator, meta, build))
        due = target.year
    observed = {year: row.value for year, row in sorted(rows.items())}
    known_years = {year: value for year, value in observed.items() if value is not None}
    met_since = _met_since(known_years, target)
    better, worse = ("high", "low") if target.sense == "at_least" else ("low", "high")
    middle, earliest, latest = (
        met_since or _first_to_meet(((point.year, getattr(point, line)) for point in foreseen.points), target)
        for line in ("mid", better, worse)
    )
    verdict: Verdict = "no_data" if not known_years else "too_few_years"
    if met_since:
        verdict = "reached"
    elif foreseen.has_few_cases:
        verdict = "too_few_cases"
    elif foreseen.points:
        verdict = "not_within_horizon" if middle is None else "in_time" if middle <= due else "too_late"
    return Forecast(
        indicator=question.indicator,
        goal=goal.id,
        model=model,
        target=target,
        due=due,
        confidence=CONFIDENCE,
        horizon=foreseen.horizon,
        observed=observed,
        last_year=max(known_years, default=None),
        value_at=foreseen.points,
        reached_in=middle,
        reached_interval=(earliest, latest),
        verdict=verdict,
        from_cohorts=_from_cohorts(question, max(known_years, default=None), viewer, build),
        years_used=foreseen.years.used,
        years_marked=foreseen.marked,
        years_left_out=foreseen.years.left_out,
        meta=meta,
    )


def _from_cohorts(question: Question, last_year: int | None, viewer: Viewer, build: OpenBuild) -> tuple[Point, ...]:
    if last_year is None:
        return ()
    return expected_from_cohorts(build.indicators[question.indicator], question.where, last_year, viewer, build)


def _fewest_cases(indicator: str, meta: Meta, build: OpenBuild) -> float:
    """As many persons as a status is judged from, also where the counts as shown are rounded."""
    if not build.indicators[indicator].persons:
        return 0
    slack = PUBLIC_BASE // 2 if meta.rounding == "rounded_to_5" else 0
    return build.config.settings.too_few + slack


def _complete_years(question: Question, goal: Goal, viewer: Viewer, build: OpenBuild) -> tuple[Mapping[int, Row], Meta]:
    """The question's row of every year that is over and known, as the goal's judgement reads the indicator."""
    reading = read(goal, build.indicators[question.indicator], build, viewer)
    if not question.where:
        return reading.series, reading.meta
    answer = ask(Question(question.indicator, ("year",), question.where, units=question.units), viewer, build)
    rows = {year: row for row in answer.rows if isinstance(year := row.key["year"], int) and year in reading.series}
    return rows, answer.meta


def _met_since(known_values: Mapping[int, float], target: Target) -> int | None:
    """The year from which on every figure to the last meets the target."""
    latest_first = sorted(known_values, reverse=True)
    return min(takewhile(lambda year: meets(known_values[year], target), latest_first), default=None)


def _first_to_meet(line: Iterable[tuple[int, float]], target: Target) -> int | None:
    return next((year for year, value in line if meets(value, target)), None)


def meets(value: float, target: Target) -> bool:
    """Whether a value is at the target or beyond it, in its sense."""
    is_beyond = value > target.value if target.sense == "at_least" else value < target.value
    return is_beyond or isclose(value, target.value, rel_tol=1e-9)
