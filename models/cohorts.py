"""Start cohorts beside each other: how many have come in by each semester, against earlier cohorts at the same one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from models.answer import Meta, Row
from models.asking import ask, check
from models.plan import Break
from models.question import Question, QuestionError, Viewer
from models.statistics import newcombe_interval
from models.store import OpenBuild

EARLIER = 3
FIRST_COMPARED = 3  # the semester from which enough can have gone to compare

Verdict = Literal["ahead", "behind", "no_clear_difference", "too_few", "suppressed", "none_earlier"]


class CohortPoint(NamedTuple):
    """A cohort's figure up to and including a semester of study; one that is to come holds what is booked so far."""

    semester: int
    row: Row
    is_booked: bool


@dataclass(frozen=True)
class Standing:
    """A cohort at the last semester that it has begun, against `earlier` cohorts together at the same semester.

    `difference` and its 95 % `interval` are shares (0–1), None where there is nothing to compare or it is suppressed.
    """

    cohort: int
    point: CohortPoint
    earlier: tuple[int, ...]
    before: tuple[float, float] | None
    difference: float | None
    interval: tuple[float, float] | None
    verdict: Verdict


@dataclass(frozen=True)
class Cohorts:
    """The curve of each cohort, oldest first, and how those stand that are still followed."""

    curves: Mapping[int, tuple[CohortPoint, ...]]
    standings: tuple[Standing, ...]
    meta: Meta


def cohorts(question: Question, viewer: Viewer, build: OpenBuild) -> Cohorts:
    """The cohorts of a cumulative indicator, for the members that the question keeps, as this viewer sees them.

    A cohort is compared with the latest three before it of which no semester up to there is in a break that passes
    (covid). Raises QuestionError where the indicator follows no cohorts, or the question names a breakdown or years.
    """
    indicator = check(question, build)
    dimension = indicator.cumulative_by
    if dimension is None or question.by or question.years:
        raise QuestionError(f"cohorts are followed by a share that grows: not {indicator.id}, and without by and years")
    answer = ask(Question(indicator.id, ("year", dimension), question.where, units=question.units), viewer, build)
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in answer.rows:
        rows[int(str(row.key["year"]))].append(row)
    longest = max((len(semesters) for semesters in rows.values()), default=0)
    newest = newest_semester({year: len(semesters) for year, semesters in rows.items()})
    curves = {
        year: tuple(CohortPoint(s, row, 2 * year + s == newest) for s, row in enumerate(semesters, start=1))
        for year, semesters in rows.items()
    }
    breaks = [b for b in build.plan.breaks_of(indicator.id) if not b.lasting]
    followed = [year for year, curve in curves.items() if len(curve) < longest or curve[-1].is_booked]
    too_few = build.config.settings.too_few
    standings = (_standing(year, curves, breaks, too_few) for year in followed)
    return Cohorts(curves, tuple(standing for standing in standings if standing is not None), answer.meta)


def _standing(
    year: int, curves: Mapping[int, Sequence[CohortPoint]], breaks: Sequence[Break], too_few: int
) -> Standing | None:
    """None for a cohort that has hardly begun."""
    begun = [point for point in curves[year] if not point.is_booked]
    if len(begun) < FIRST_COMPARED:
        return None
    point = begun[-1]
    at = point.semester
    earlier = tuple(
        [
            before
            for before in sorted(curves, reverse=True)
            if before < year and len(curves[before]) >= at and not is_broken(before, range(1, at + 1), breaks)
        ][:EARLIER]
    )
    known_rows = [curves[before][at - 1].row for before in earlier]
    counts = [(row.numerator, row.denominator) for row in (point.row, *known_rows)]
    if any(numerator is None or denominator is None for numerator, denominator in counts):
        return Standing(year, point, earlier, None, None, None, "suppressed")
    (now, of), *before_counts = [(numerator or 0, denominator or 0) for numerator, denominator in counts]
    together = (float(sum(n for n, _ in before_counts)), float(sum(d for _, d in before_counts)))
    if not before_counts:
        return Standing(year, point, (), None, None, None, "none_earlier")
    if min(of, together[1]) < too_few:
        return Standing(year, point, earlier, together, None, None, "too_few")
    interval = newcombe_interval((now, of), together)
    verdict: Verdict = "ahead" if interval[0] > 0 else "behind" if interval[1] < 0 else "no_clear_difference"
    return Standing(year, point, earlier, together, now / of - together[0] / together[1], interval, verdict)


def newest_semester(reached: Mapping[int, int]) -> int:
    """The newest semester that some cohort has come to, from how many each has: it holds what is booked so far.

    Those who began in the autumn of year y are in their semester s in half-year 2y + s.
    """
    return max((2 * year + semesters for year, semesters in reached.items()), default=0)


def is_broken(year: int, semesters: Iterable[int], breaks: Sequence[Break]) -> bool:
    """Whether one of a cohort's semesters is in a year of a break."""
    years = {(2 * year + semester) // 2 for semester in semesters}
    return any(b.first_year <= each <= b.last_year for b in breaks for each in years)
