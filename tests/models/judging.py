"""Judging one goal from yearly figures, without a build behind them."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from models.answer import Answer, Meta, Row, Sign
from models.catalogue import load_indicators
from models.config import Config, load_config
from models.engines.duckdb import DuckDBEngine
from models.plan import Plan, load_plan
from models.question import Question, Viewer, Where
from models.status import StatusRow, scorecard
from models.store import OpenBuild

Figure = int | tuple[int, int] | Sign
Figures = dict[str, dict[int, Figure]]


def row_of(goal: str, build: OpenBuild, viewer: Viewer, unit: Where | None = None) -> StatusRow:
    """A goal's row of the scorecard: of a plan that has this goal alone, and those that it rolls up."""
    [wanted] = [one for one in build.plan.goals if one.id == goal]
    goals = tuple(one for one in build.plan.goals if one.id in {goal, *wanted.rolls_up})
    of_plan = replace(build, given_plan=build.plan.model_copy(update={"goals": goals}))
    return next(row for row in scorecard(of_plan, viewer, unit) if row.goal.id == goal)


class Judge:
    """Judges one goal from figures: indicator (or `indicator/framework`) → year → count, fraction or sign.

    What is not given has no data. `departments` has those that have any: indicator/framework → year → codes → 0 or 1.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def __call__(
        self,
        goal: str,
        figures: Figures,
        as_of: str = "2026-01-15",
        *,
        rounding: str = "exact",
        plan: Plan | None = None,
        departments: dict[str, dict[int, dict[str, int]]] | None = None,
        config: Config | None = None,
        has_history: bool = True,
    ) -> StatusRow:
        def ask(question: Question, viewer: Viewer, build: OpenBuild) -> Answer:
            [framework] = question.where.get("framework", ("",))
            name = f"{question.indicator}/{framework}" if framework else question.indicator
            if "department" in question.by:
                by_year = (departments or {}).get(name, {})
                rows = tuple(
                    Row({"year": year, "department": code}, has, 1, float(has))
                    for year, codes in by_year.items()
                    for code, has in codes.items()
                )
            elif "year" not in question.by:
                rows = ()
            else:
                rows = tuple(_row(year, figure) for year, figure in figures.get(name, {}).items())
            return Answer(rows, _meta(question, viewer, build, rounding, has_history=has_history))

        for module in ("goal_figures", "significance", "portfolio"):
            self.monkeypatch.setattr(f"models.status.{module}.ask", ask)
        build = OpenBuild(
            id="figures",
            folder=Path(),
            built_at="",
            as_of=date.fromisoformat(as_of),
            certified=True,
            config=config or load_config(),
            given_plan=plan or load_plan("ntnu-2022-2025"),
            indicators=load_indicators(),
            engine=cast("DuckDBEngine", None),
            facts=frozenset(),
            sources=(),
            freshness={},
            has_changed_units=False,
            labels={},
        )
        return row_of(goal, build, Viewer())


def _row(year: int, figure: Figure) -> Row:
    match figure:
        case Sign():
            return Row({"year": year}, None, None, None, figure)
        case (numerator, denominator):
            return Row({"year": year}, numerator, denominator, numerator / denominator)
        case number:
            return Row({"year": year}, number, None, float(number))


def _meta(question: Question, viewer: Viewer, build: OpenBuild, rounding: str, *, has_history: bool) -> Meta:
    indicator = build.indicators[question.indicator]
    return Meta(
        indicator=indicator.id,
        version=indicator.version,
        build=build.id,
        built_at=build.built_at,
        certified=True,
        viewer=str(viewer),
        by=question.by,
        where=question.where,
        years=None,
        units="then",
        dated_by=indicator.default_reference_date,
        calendar=indicator.calendar,
        unit=indicator.unit,
        evidence=indicator.evidence,
        rounding=rounding,
        suppressed_cells=0,
        has_data=True,
        sql="",
        sources=(),
        labels={},
        has_history=has_history,
    )
