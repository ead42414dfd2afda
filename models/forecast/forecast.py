"""What a forecast says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from models.answer import Meta
from models.forecast.forecast_target import Model
from models.plan import Target

CONFIDENCE = 0.8

Verdict = Literal["reached", "in_time", "too_late", "not_within_horizon", "too_few_years", "too_few_cases", "no_data"]


class Point(NamedTuple):
    """A year ahead: the middle of what may come, and the edges between which `CONFIDENCE` of it is."""

    year: int
    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """Where an indicator is heading, in its own unit (shares as 0–1).

    `value_at` has the years after `last_year` up to `horizon`: twenty more, or the year in which the last calls of the
    framework programme are signed. `due` is the year by whose end the target is to be met: the target's own, or that
    same year of signing. `reached_in` is the first year in which the middle meets the target, `reached_interval` the
    same for the better and the worse edge; None where that is not by the horizon.
    `verdict`: `reached` (the last figure meets the target, and each has since `reached_in`), `in_time` (by `due`),
    `too_late`, `not_within_horizon`, `too_few_years` and `too_few_cases` (nothing is foreseen), `no_data` (no figure to
    start from). `from_cohorts` has the coming years' share as expected from the cohorts under way, beside `value_at`,
    which follows the years. `observed` has each complete year's value as this viewer sees it. `years_marked` says how
    heavily passing breaks weigh on a year (0–1), `years_left_out` why one is not used: the id of the lasting break that
    it is before, `start_up` (the first year of a programme), `suppressed` or `no_figure`.
    """

    indicator: str
    goal: str
    model: Model
    target: Target
    due: int
    confidence: float
    horizon: int
    observed: Mapping[int, float | None]
    last_year: int | None
    value_at: tuple[Point, ...]
    reached_in: int | None
    reached_interval: tuple[int | None, int | None]
    verdict: Verdict
    from_cohorts: tuple[Point, ...]
    years_used: tuple[int, ...]
    years_marked: Mapping[int, float]
    years_left_out: Mapping[int, str]
    meta: Meta

    @property
    def at_target_year(self) -> Point | None:
        """What is foreseen for the year in which the target is due, None where that is past or nothing is foreseen."""
        return next((point for point in self.value_at if point.year == self.due), None)
