"""The rules of judgement, each a function of figures alone."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from models.attestations import Milestone
from models.catalogue import Direction
from models.plan import Sense
from models.status.distance import meets
from models.status.row import ReasonId, StatusId

FEWEST_FOR_A_PACE = 3
FEWEST_FOR_A_PATH = 5
# The weakest half of a goal comes first; a status that judges nothing is not a candidate.
WEAKEST_FIRST: Final[tuple[StatusId, ...]] = (
    "not_reached",
    "declining",
    "behind_pace",
    "out_of_balance",
    "no_clear_change",
    "rising_below_earlier",
    "one_behind",
    "recovered",
    "on_pace",
    "improving",
    "in_balance",
    "reached",
)


def target_status(value: float, target: float, sense: Sense, pace: float | None, *, is_due: bool) -> StatusId:
    """A yearly figure against its target, and until the target's year against its pace; equal is enough for both.

    Short of the target before its year and without a pace to compare with, nothing can be said.
    """
    if meets(value, target, sense):
        return "reached"
    if is_due:
        return "not_reached"
    if pace is None:
        return "no_data"
    return "on_pace" if meets(value, pace, sense) else "behind_pace"


def linear_pace(baseline: float, baseline_year: int, target: float, target_year: int, year: int) -> float:
    """Where the straight line from the baseline to the target is in a year; after its year, the target."""
    passed = min(year - baseline_year, target_year - baseline_year) / (target_year - baseline_year)
    return baseline + (target - baseline) * passed


def programme_pace(target: float, programme_year: int, programme_years: int) -> float:
    """The part of a target for a whole framework programme that is due after some of its years."""
    return target * min(programme_year, programme_years) / programme_years


def portfolio_status(
    count: float, former_count: float, former_total: float, times: float, *, is_over: bool, same_dates: bool
) -> tuple[StatusId, ReasonId | None]:
    """A portfolio that is to be so many times the former programme's, and why it is not judged where it is not.

    `count` are the running programme's grants, `former_count` the former one's after the same number of calendar years
    since its start, `former_total` all of the former one's. Grants add up: the target once met stays met, and it is
    missed only when the programme is over (the year after its last calls is complete).
    """
    behind = times * former_count - count
    rules: tuple[tuple[bool, StatusId, ReasonId | None], ...] = (
        (not former_total, "level_only", "former_none"),
        (meets(count, times * former_total, "at_least"), "reached", None),
        (is_over, "not_reached", None),
        (not same_dates, "level_only", "different_dates"),
        (former_total < FEWEST_FOR_A_PATH, "too_early", "judged_at_end"),
        (former_count < FEWEST_FOR_A_PACE, "too_early", "former_few"),
        (behind <= 0, "on_pace", None),
        (behind <= 1, "one_behind", None),
        (True, "behind_pace", None),
    )
    return next((status, reason) for applies, status, reason in rules if applies)


def change_status(against_baseline: int, against_earlier: int | None, better: Direction) -> StatusId:
    """The status of a direction from its changes: 1 clearly more, −1 clearly less, 0 neither.

    `against_earlier` is the change since the last year before a break that the baseline is in, None without one. A
    change of an indicator without a direction is neither better nor worse.
    """
    if better == "none":
        return "no_clear_change"
    towards = 1 if better == "higher_is_better" else -1
    since = against_baseline * towards
    if against_earlier is None:
        return "improving" if since > 0 else "declining" if since < 0 else "no_clear_change"
    return _AFTER_A_BREAK[since, against_earlier * towards]


# Better (1), no clear difference (0) or worse (−1) than the baseline, then than the last year before the break.
_AFTER_A_BREAK: Final[dict[tuple[int, int], StatusId]] = {
    (1, 1): "improving",
    (1, 0): "recovered",
    (1, -1): "rising_below_earlier",
    (0, 1): "no_clear_change",
    (0, 0): "no_clear_change",
    (0, -1): "declining",
    (-1, -1): "declining",
    (-1, 0): "declining",
    (-1, 1): "no_clear_change",
}


def balance_status(ratio: float, band: tuple[float, float]) -> StatusId:
    """A ratio within its band, limits included."""
    return "in_balance" if band[0] <= ratio <= band[1] else "out_of_balance"


def milestone_status(milestone: Milestone | None) -> StatusId:
    """What is attested: the institution's own word where it has one, else whether any unit's still holds.

    An expired attestation is stale, for any level. Not relevant is said by the institution, or by every unit that is to
    attest.
    """
    if milestone is None:
        return "no_data"
    of_institution = milestone.institution
    if of_institution is not None:
        return (
            "stale" if of_institution.is_stale else "not_relevant" if of_institution.not_relevant_reason else "attested"
        )
    if milestone.not_relevant >= milestone.required:
        return "not_relevant"
    return "attested" if milestone.attested else "stale"


def weakest(statuses: Iterable[StatusId]) -> int:
    """The place of the weakest status that judges something, the first of those that are alike; 0 where none does."""
    ranked = [(WEAKEST_FIRST.index(one), place) for place, one in enumerate(statuses) if one in WEAKEST_FIRST]
    return min(ranked)[1] if ranked else 0


def roll_up_counts(below: Iterable[StatusId]) -> dict[StatusId, int]:
    """How many of the goals below have which status: never one composite score."""
    return dict(Counter(below))
