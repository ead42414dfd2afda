"""The figures of a goal's page: its series and the year that the page is in."""

from dataclasses import dataclass, replace

from dashboard.builds import answer
from dashboard.pages.goal.programme import FRAMEWORK, Programme, programme_of
from dashboard.pages.goal.scope import Scope
from dashboard.pages.parts.view import View
from models.answer import Answer, Row
from models.question import Question
from models.status.series import Series, complete_years, last_year_with_data


@dataclass(frozen=True)
class Reading:
    """A scope's complete years, those of the whole university beside a unit, and the year shown (None: no data).

    With a `programme`, answer and series are of that framework programme alone.
    """

    scope: Scope
    answer: Answer
    series: Series
    whole: Series | None
    year: int | None
    programme: Programme | None = None

    @property
    def unfinished(self) -> Series:
        """The years after the series that are not over: shown, and compared with none."""
        last = max(self.series, default=0)
        rows = {int(str(row.key["year"])): row for row in self.answer.rows if row.key["year"] is not None}
        return {year: rows[year] for year in self.answer.meta.incomplete if year > last and year in rows}

    @property
    def now(self) -> Row:
        """The row of the year shown. Raises KeyError where there is no data."""
        return self.series[self.year or 0]

    @property
    def question(self) -> Question:
        """What the figure shown answers: the year, or the framework programme up to it."""
        year = self.year or 0
        if self.programme is None:
            return self.scope.question(self.scope.indicator.id, (), (year, year))
        question = self.scope.question(self.scope.indicator.id, (), (self.programme.first_year, year))
        return replace(question, where={**question.where, FRAMEWORK: (self.programme.name,)})

    @property
    def unit(self) -> str:
        """The unit of the values."""
        return self.scope.indicator.unit


def read(scope: Scope, view: View) -> Reading:
    """Ask for the series; the year is the address's where it has a figure, else the last that does."""
    if (programme := programme_of(scope, view)) and programme.yearly:
        return Reading(scope, programme.answer, programme.yearly, None, _year(programme.yearly, view), programme)
    in_scope = answer(scope.question(scope.indicator.id, ("year",)), view.build)
    known_until, month = view.build.known_until(scope.indicator), view.build.academic_month
    series = complete_years(in_scope, known_until, month)
    whole = None
    if not scope.is_whole and scope.indicator.denominator is not None and scope.indicator.value != "gap":
        university = answer(Question(scope.indicator.id, ("year",), dated_by=scope.dated_by), view.build)
        whole = complete_years(university, known_until, month)
    return Reading(scope, in_scope, series, whole, _year(series, view))


def _year(series: Series, view: View) -> int | None:
    requested = view.address.year
    if requested and requested.isdecimal() and int(requested) in series:
        return int(requested)
    return last_year_with_data(series, max(series, default=0))
