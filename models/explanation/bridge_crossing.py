"""Crossing a bridge: each step is asked for like any other figure, so that nobody sees more than an answer shows."""

from collections.abc import Iterable
from dataclasses import replace

import sqlglot
from sqlglot import exp

from models.answer import Answer, Row, Source
from models.asking import ask
from models.bridges import Bridge, Step, summed
from models.catalogue import Indicator
from models.disclosure import rounding_for
from models.explanation.explanation import Crossing, Published, StepTaken, YearBeside
from models.question import Question, Viewer
from models.store import OpenBuild

IN_ONE_YEAR = exp.column("year_from").eq(exp.column("year"))


def cross(question: Question, viewer: Viewer, build: OpenBuild) -> Crossing | None:
    """Cross the bridge of a question's indicator, for all that the question is about together.

    None for an indicator without a bridge, without data, and of an institution that the source does not know. The
    question must have been allowed (see `ask`).
    """
    indicator = build.indicators[question.indicator]
    bridge = indicator.bridge_to_source
    if bridge is None or not build.has_data(indicator):
        return None
    if bridge.known_by is not None and not getattr(build.config.institution, bridge.known_by):
        return None
    return _Walk(indicator, replace(question, by=()), viewer, build).over(bridge)


class _Walk:
    def __init__(self, indicator: Indicator, question: Question, viewer: Viewer, build: OpenBuild) -> None:
        self._indicator, self._question, self._viewer, self._build = indicator, question, viewer, build
        self._dated_by = question.dated_by or indicator.default_reference_date
        self._numerator = indicator.numerator

    def over(self, bridge: Bridge) -> Crossing:
        """Step after step, until the end or one that is suppressed."""
        ours = value = self._shown(self._numerator, self._indicator.id)
        steps: list[StepTaken] = []
        for step in bridge.steps:
            if value is None:
                break
            after = self._after(step, value)
            beside = self._told(step.beside, f"{step.id} beside").rows[0] if step.beside else None
            steps.append(StepTaken(step, None if after is None else after - value, after, beside))
            value = after
        published = self._published(bridge, value, steps)
        return Crossing(bridge, ours, tuple(steps), value, published, self._series(bridge))

    def _after(self, step: Step, value: int) -> int | None:
        """What stands after a step; None where it is suppressed, or where it would show how few persons it moves."""
        if step.round_to is not None:
            is_rounded = self._question.years is None or step.since is None or self._question.years[1] >= step.since
            return _rounded(value, step.round_to) if is_rounded else value
        before = self._dated_by, self._numerator
        self._dated_by, self._numerator = step.dated_by or self._dated_by, step.numerator or self._numerator
        if before == (self._dated_by, self._numerator):
            return value
        if step.numerator is not None and not self._may_show(before[1], step):
            return None
        return self._shown(self._numerator, self._indicator.id if step.numerator is None else step.id)

    def _may_show(self, before: str, step: Step) -> bool:
        """Whether the viewer may see how many persons the step moves: exact figures would say, rounded ones do not."""
        if rounding_for(self._viewer) != "small_cells_suppressed":
            return True
        moved = exp.Sum(this=exp.Abs(this=exp.Paren(this=summed(before) - summed(step.numerator or before))))
        return self._shown(moved.sql("duckdb"), f"{step.id} moved") is not None

    def _shown(self, numerator: str, name: str) -> int | None:
        return _count(self._told(numerator, name).rows[0])

    def _told(self, numerator: str, name: str) -> Answer:
        """The answer to the question with another measure; suppression is decided for each measure by its name."""
        name = name if name == self._indicator.id else f"{self._indicator.id}/{name}"
        measure = self._indicator.model_copy(update={"id": name, "numerator": numerator})
        question = replace(self._question, indicator=name, dated_by=self._dated_by)
        return ask(question, self._viewer, replace(self._build, indicators={name: measure}))

    def _published(self, bridge: Bridge, counted: int | None, steps: Iterable[StepTaken]) -> Published | None:
        """The source's figure of the whole institution: for these very years together, else year by year."""
        official, years = self._official(bridge), self._question.years
        if official is None or years is None:
            return None
        together = exp.column("year_from").eq(years[0])
        periods = [(together, (years[1], years[1])), (IN_ONE_YEAR, years)]
        for condition, period in periods[: 1 if years[0] == years[1] else 2]:
            result = self._told_by(official, condition, period)
            values = [_count(row) for row in result.rows]
            known_values = [value for value in values if value is not None]
            if len(known_values) == period[1] - period[0] + 1:
                return _beside(sum(known_values), counted, steps, result.meta.sources)
        return None

    def _series(self, bridge: Bridge) -> tuple[YearBeside, ...]:
        """Each year that the source has published by itself, with ours by the source's reference date."""
        official = self._official(bridge)
        if official is None:
            return ()
        published = {row.key["year"]: _count(row) for row in self._told_by(official, IN_ONE_YEAR, None).rows}
        dated_by = next((step.dated_by for step in bridge.steps if step.dated_by is not None), None)
        question = Question(self._indicator.id, ("year",), dated_by=dated_by or self._question.dated_by)
        ours = {row.key["year"]: _count(row) for row in ask(question, self._viewer, self._build).rows}
        return tuple(
            YearBeside(year, ours[year], value)
            for year, value in sorted(published.items(), key=lambda pair: str(pair[0]))
            if isinstance(year, int) and value is not None and year in ours
        )

    def _official(self, bridge: Bridge) -> Indicator | None:
        """The indicator of the source's figures, where the question is about the whole institution."""
        official = self._build.indicators.get(bridge.published)
        if official is None or self._question.where or not self._build.has_data(official):
            return None
        return official

    def _told_by(self, official: Indicator, condition: exp.Expr, years: tuple[int, int] | None) -> Answer:
        """The source's figures by year, of the periods that the condition keeps."""
        conditions = [sqlglot.parse_one(self._indicator.filter, read="duckdb")] if self._indicator.filter else []
        filtered = official.model_copy(update={"filter": exp.and_(*conditions, condition.copy()).sql("duckdb")})
        build = replace(self._build, indicators={official.id: filtered})
        return ask(Question(official.id, ("year",), years=years), self._viewer, build)


def _beside(value: int, counted: int | None, steps: Iterable[StepTaken], sources: tuple[Source, ...]) -> Published:
    if counted is None:
        return Published(value, None, None, sources)
    bases = [(taken.step.round_to, taken.change or 0) for taken in steps if taken.step.round_to is not None]
    unrounded = -sum(change for base, change in bases if value % base)
    return Published(value, unrounded, value - counted - unrounded, sources)


def _count(row: Row) -> int | None:
    return None if row.value is None else int(row.value)


def _rounded(value: int, base: int) -> int:
    """To the nearest multiple, halves up; counts are not negative."""
    return (2 * value + base) // (2 * base) * base
