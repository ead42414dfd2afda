"""The rules of judgement, each a function of figures alone."""

from collections import Counter
from collections.abc import Iterable
from math import isclose, sqrt
from typing import Literal

from models.attestations import Milestone
from models.plan import Sense
from models.statistics import newcombe_interval
from models.status.distance import meets
from models.status.row import StatusId

Good = Literal["up", "down", "none"]
Fraction = tuple[float, float]
NORMAL_95 = 1.96


def target_status(value: float, target: float, sense: Sense, pace: float | None) -> StatusId:
    """A value against its target, and until then against its pace; equal is enough for both.

    Short of the target and without a pace to hold it against, nothing can be said.
    """
    if meets(value, target, sense):
        return "reached"
    if pace is None:
        return "no_data"
    return "on_pace" if meets(value, pace, sense) else "behind_pace"


def linear_pace(baseline: float, baseline_year: int, target: float, target_year: int, year: int) -> float:
    """Where the straight line from the baseline to the target stands in a year; after its year, the target."""
    passed = min(year - baseline_year, target_year - baseline_year) / (target_year - baseline_year)
    return baseline + (target - baseline) * passed


def programme_pace(target: float, programme_year: int, programme_years: int) -> float:
    """The part of a target for a whole framework programme that is due after some of its years."""
    return target * min(programme_year, programme_years) / programme_years


def share_change_interval(later: Fraction, earlier: Fraction, slack: int) -> tuple[float, float]:
    """95 % interval of a share's change, wide enough for all counts that may stand behind counts rounded by `slack`."""
    return (
        newcombe_interval(_shifted(later, -slack), _shifted(earlier, slack))[0],
        newcombe_interval(_shifted(later, slack), _shifted(earlier, -slack))[1],
    )


def share_change_status(interval: tuple[float, float], good: Good) -> StatusId:
    """A change of a share, claimed only where its interval excludes zero; an interval touching zero does not."""
    low, high = interval
    if low <= 0 <= high:
        return "no_clear_change"
    return _direction(1 if low > 0 else -1, good)


def amount_change_status(
    value: float, baseline: float, noise_band: float, good: Good, slack: int = 0, *, is_count: bool = False
) -> StatusId:
    """A change of an amount, claimed only beyond the noise band (a share of the baseline).

    A count has the noise of chance besides: it has changed only where 1.96 standard deviations of the difference of
    two Poisson counts do not reach, so that one project more than none is no trend. Where both amounts are rounded by
    up to `slack`, the band is wider by what rounding alone may do.
    """
    change = value - baseline
    by_chance = NORMAL_95 * sqrt(value + baseline) if is_count else 0
    band = max(noise_band * abs(baseline), by_chance) + 2 * slack
    if abs(change) <= band or isclose(abs(change), band):
        return "no_clear_change"
    return _direction(1 if change > 0 else -1, good)


def balance_status(ratio: float, band: tuple[float, float]) -> StatusId:
    """A ratio within its band, limits included."""
    return "in_balance" if band[0] <= ratio <= band[1] else "out_of_balance"


def milestone_status(milestone: Milestone | None) -> StatusId:
    """What is attested: the institution's own word where it has one, else whether any unit's still holds.

    An expired attestation is stale, whatever its level was. Not relevant is said by the institution, or by every unit
    that is to attest.
    """
    if milestone is None:
        return "no_data"
    own = milestone.institution
    if own is not None:
        return "stale" if own.is_stale else "not_relevant" if own.not_relevant_reason else "attested"
    if milestone.not_relevant >= milestone.required:
        return "not_relevant"
    return "attested" if milestone.attested else "stale"


def roll_up_counts(below: Iterable[StatusId]) -> dict[StatusId, int]:
    """How many of the goals below have which status: never one composite score."""
    return dict(Counter(below))


def _shifted(fraction: Fraction, slack: int) -> Fraction:
    """The lowest (slack below zero) or highest share that rounds to this one."""
    numerator, denominator = fraction
    denominator = max(denominator - slack, 1)
    return min(max(numerator + slack, 0), denominator), denominator


def _direction(sign: int, good: Good) -> StatusId:
    """Better or worse; a change of an indicator without a good direction is neither."""
    if good == "none":
        return "no_clear_change"
    return "improving" if (sign > 0) == (good == "up") else "declining"
