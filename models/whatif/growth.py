"""Suppose that members add so many cases every year: what that makes of the years ahead, on the forecast."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from models.answer import Meta
from models.asking import ask
from models.forecast import forecast
from models.forecast.forecasting import meets
from models.plan import Target
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from models.whatif.rates import if_members_reached


class GrowingYear(NamedTuple):
    """A year ahead: the share at this pace (the middle of the forecast), and with what is added (0–1)."""

    year: int
    at_this_pace: float
    with_more: float


@dataclass(frozen=True)
class Growth:
    """What `members` make of the years ahead with `more` cases more each year up to `until`, and as many after that.

    `years` go to the forecast's horizon; `reached_in` is the first that meets the target, None where none does.
    `suppressed` members are left out. `start` is the last complete year and its share.
    """

    more: int
    until: int
    members: int
    suppressed: int
    start: tuple[int, float]
    years: tuple[GrowingYear, ...]
    target: Target
    reached_in: int | None
    meta: Meta


def if_members_added(more: int, until: int, question: Question, viewer: Viewer, build: OpenBuild) -> Growth:
    """Suppose that every member that the question keeps adds `more` cases to those of the year before, until a year.

    So one of 50 cases with 10 in the last year has 12 in the next and 14 in the one after for `more` 2, beside what the
    forecast adds; it never adds more than it has cases. A year has as many cases as the last. Raises QuestionError
    where nothing is foreseen, where members overlap, and where the number or the year is not one.
    """
    if more < 1:
        raise QuestionError(f"{more} more a year is not a growth; write 1 or more")
    room = if_members_reached(1.0, question, viewer, build)
    scope = Question(question.indicator, where=question.where, units=question.units)
    foreseen = forecast(scope, viewer, build)
    if not foreseen.value_at or foreseen.last_year is None:
        raise QuestionError(f"nothing is foreseen of {question.indicator} here, so nothing can be added to it")
    last = foreseen.last_year
    if until <= last:
        raise QuestionError(f"{until} is not ahead: the last year with a figure is {last}")
    [whole] = ask(replace(scope, by=("year",), years=(last, last)), viewer, build).rows
    cases, start = whole.denominator, whole.value
    if not cases or start is None:
        raise QuestionError(f"the cases of {last} are not known, so nothing can be added to them")
    known_values = [gain.gained for gain in room.gains if gain.gained is not None]

    def added(year: int) -> int:
        steps = more * (min(year, until) - last)
        return sum(min(steps, left) for left in known_values)

    years = tuple(
        GrowingYear(point.year, point.mid, min(point.mid + added(point.year) / cases, 1.0))
        for point in foreseen.value_at
    )
    reached = next((year.year for year in years if meets(year.with_more, foreseen.target)), None)
    return Growth(
        more, until, len(known_values), room.suppressed, (last, start), years, foreseen.target, reached, foreseen.meta
    )
