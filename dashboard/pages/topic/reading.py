"""The figures of a topic's section: an indicator's complete years, for the whole university or the faculty kept."""

from dataclasses import dataclass

from dashboard.builds import answer
from dashboard.pages.parts.view import View
from models.answer import Answer, Row
from models.catalogue import Indicator
from models.question import Question
from models.status.series import Series, complete_years, last_year_with_data


@dataclass(frozen=True)
class Reading:
    """An indicator over its complete years; `year` is the last with a figure, None without any."""

    indicator: Indicator
    answer: Answer
    series: Series
    year: int | None

    @property
    def now(self) -> Row | None:
        """The row of that year."""
        return None if self.year is None else self.series[self.year]


def where_of(indicator: Indicator, view: View) -> dict[str, tuple[str, ...]]:
    """The faculty that the address keeps, for an indicator that tells of faculties."""
    faculty = view.address.faculty
    known = faculty in view.build.labels.get("faculty", {}) and "faculty" in indicator.dimensions
    return {"faculty": (faculty,)} if known and faculty else {}


def read(name: str, view: View) -> Reading:
    """Ask for an indicator by year."""
    indicator = view.build.indicators[name]
    found = answer(Question(name, ("year",), where_of(indicator, view)), view.build)
    series = complete_years(found, view.build.known_until(indicator))
    return Reading(indicator, found, series, last_year_with_data(series, max(series, default=0)))


def in_year(reading: Reading, by: tuple[str, ...], view: View) -> Answer:
    """The year shown, broken down."""
    year = reading.year or 0
    question = Question(reading.indicator.id, by, where_of(reading.indicator, view), (year, year))
    return answer(question, view.build)
