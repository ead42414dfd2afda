"""A framework programme's figures, added up from its first year and held against the former's after as many years."""

from dataclasses import dataclass, replace

from dashboard.builds import answer
from dashboard.pages.goal.scope import Scope
from dashboard.pages.parts.view import View
from models.answer import Answer, Row
from models.plan import Framework
from models.status.series import Series, added_up, complete_years

FRAMEWORK = "framework"


@dataclass(frozen=True)
class Programme:
    """The running programme in a scope. `yearly` is each year alone, `running` and `former` are added up, by year."""

    name: str
    former_name: str
    first_year: int
    former_first_year: int
    years: int
    answer: Answer
    yearly: Series
    running: Series
    former: Series

    def year_of(self, year: int) -> int:
        """Which year of the programme a calendar year is, 1 for its first."""
        return year - self.first_year + 1

    def former_after(self, year: int) -> Row | None:
        """The former programme after as many years as the running one has had in `year`, at most all of its own."""
        same_year = self.former_first_year + year - self.first_year
        return self.former.get(min(same_year, max(self.former, default=same_year)))


def programme_of(scope: Scope, view: View) -> Programme | None:
    """The figures of the programme that the goal is about; None where its indicator is not added up over one."""
    frameworks, name = view.build.plan.frameworks, scope.goal.baseline.framework
    former_name = frameworks[name].former if name else None
    indicator = scope.indicator
    if (
        name is None
        or former_name is None
        or indicator.denominator is not None
        or FRAMEWORK not in indicator.dimensions
    ):
        return None
    running, former = frameworks[name], frameworks[former_name]
    counted = _ask(scope, name, view)
    known_until = view.build.known_until(indicator)
    month = view.build.academic_month
    complete = complete_years(counted, known_until, month)
    yearly = {year: row for year, row in complete.items() if year >= running.first_year}
    before = complete_years(_ask(scope, former_name, view), known_until, month)
    return Programme(
        name,
        former_name,
        running.first_year,
        former.first_year,
        max(_years(running), _years(former)),
        counted,
        yearly,
        added_up(yearly, running.first_year),
        {year: row for year, row in added_up(before, former.first_year).items() if year <= former.last_year},
    )


def _ask(scope: Scope, framework: str, view: View) -> Answer:
    question = scope.question(scope.indicator.id, ("year",))
    return answer(replace(question, where={**question.where, FRAMEWORK: (framework,)}), view.build)


def _years(framework: Framework) -> int:
    return framework.last_year - framework.first_year + 1
