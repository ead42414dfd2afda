"""What the scorecard says of one goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

from data_contracts.text import OwnText
from models.answer import Sign
from models.attestations import Milestone
from models.plan import Goal, Reference, Sense
from models.status.distance import to_go

StatusId = Literal[
    "reached",
    "not_reached",
    "on_pace",
    "one_behind",
    "behind_pace",
    "improving",
    "recovered",
    "rising_below_earlier",
    "declining",
    "no_clear_change",
    "in_balance",
    "out_of_balance",
    "level_only",
    "roll_up",
    "too_early",
    "too_few",
    "stale",
    "no_data",
    "not_relevant",
    "attested",
    "not_per_unit",
]
Group = Literal["met", "ahead", "unclear", "behind", "not_judged"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)
GROUP_OF: Final[Mapping[StatusId, Group]] = {
    "reached": "met",
    "in_balance": "met",
    "on_pace": "ahead",
    "improving": "ahead",
    "one_behind": "unclear",
    "recovered": "unclear",
    "rising_below_earlier": "unclear",
    "no_clear_change": "unclear",
    "not_reached": "behind",
    "behind_pace": "behind",
    "declining": "behind",
    "out_of_balance": "behind",
    "level_only": "not_judged",
    "roll_up": "not_judged",
    "too_early": "not_judged",
    "too_few": "not_judged",
    "stale": "not_judged",
    "no_data": "not_judged",
    "not_relevant": "not_judged",
    "attested": "not_judged",
    "not_per_unit": "not_judged",
}
ReasonId = Literal[
    "no_history",
    "no_year_before_break",
    "few_before_break",
    "few_persons",
    "different_dates",
    "former_none",
    "former_few",
    "judged_at_end",
    "suppressed",
]
ChangeId = Literal["more_by", "at_least", "at_most", "gained", "attest"]
"""What would change a status; each has a text `would_change.<id>` that takes `n`, `value` and `year`."""


@dataclass(frozen=True)
class Curve:
    """Grants of a framework programme added up: (calendar year, count to the end of it), from its first year on."""

    framework: str
    first_year: int
    counts: tuple[tuple[int, float | int], ...]


@dataclass(frozen=True)
class AgainstFormer:
    """A portfolio beside that of the former framework programme.

    `count` is the running programme's at the end of the year judged, `former_count` the former one's after the same
    number of calendar years since its start, `former_total` all of it. `due` is `former_count` times the target; None
    where the two curves do not have the same dates. `to_date` counts what is signed since the year judged, too.
    """

    now: Curve
    former: Curve
    count: float | int
    former_count: float | int
    former_total: float | int
    due: float | None
    to_date: float | int = 0


@dataclass(frozen=True)
class WouldChange:
    """What would give the goal another status, `status`.

    `n` is how many more (`more_by`: by the end of `year`; `gained`: units), rounded up; `value` is the figure from
    which on (`at_least`) or down to which (`at_most`) the status would hold, in the unit of the row.
    """

    key: ChangeId
    status: StatusId
    n: int | None = None
    value: float | None = None
    year: int | None = None


@dataclass(frozen=True)
class StatusRow:
    """One goal judged.

    `year` is the year judged (the latest complete one with data, at most the plan's last). `value`, `baseline`,
    `target`, `pace` and `change` (value − baseline) are in the indicator's `unit`, shares as 0–1. `interval` is the
    95 % interval of a share's change. `sign` replaces the value where it is suppressed or cannot be computed.
    `programme_year` counts the years of the running framework programme (2025 is 5 of Horizon Europe). `breaks` are
    the plan's series breaks from the baseline year to `year` that touch the indicator, `year_in_breaks` those of them
    that are temporary and hold the year judged. `counts` is for roll-ups. `milestone` is what units attested, for any
    rule. `is_local`: the target is the institution's own, not the plan's; `sense` is the target's, `pace_from`
    the year that the straight line to it begins in. `band` is a balance's, which is always local. The status
    `not_per_unit`: nothing judges a unit by this goal. `data_until` is the newest event in the feed of the indicator
    that is furthest behind.

    Where the baseline is inside a temporary break, `comparison_year` is the last year before it, `comparison` its
    value, `comparison_change` and `comparison_interval` the difference from there. `noise` names what a change was
    tested against; `gained`, `lost` and McNemar's `p` are of the same units at two times. `halves` has a row for each
    half of a goal that has several, `half` is the title of such a row; the goal shows the weakest half judged.
    `substitute_for` is the goal's own indicator where the build has no data for it and `indicator` is read instead.
    `reason` says why a goal is not judged, or with what reservation. `references` are lines of others than the plan,
    drawn where they have the unit.
    """

    goal: Goal
    status: StatusId
    indicator: str | None = None
    substitute_for: str | None = None
    year: int | None = None
    value: float | None = None
    numerator: float | int | None = None
    denominator: float | int | None = None
    sign: Sign | None = None
    baseline: float | None = None
    baseline_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    is_local: bool = False
    sense: Sense | None = None
    pace: float | None = None
    pace_from: int | None = None
    band: tuple[float, float] | None = None
    change: float | None = None
    interval: tuple[float, float] | None = None
    comparison_year: int | None = None
    comparison: float | None = None
    comparison_change: float | None = None
    comparison_interval: tuple[float, float] | None = None
    comparison_is_local: bool = False
    noise: str | None = None
    gained: int | None = None
    lost: int | None = None
    p: float | None = None
    programme_year: int | None = None
    against_former: AgainstFormer | None = None
    evidence: str = "0"
    trend: tuple[tuple[int, float | None], ...] = ()
    breaks: tuple[str, ...] = ()
    year_in_breaks: tuple[str, ...] = ()
    counts: Mapping[StatusId, int] = field(default_factory=dict)
    halves: tuple["StatusRow", ...] = ()
    half: OwnText | None = None
    references: tuple[Reference, ...] = ()
    reason: ReasonId | None = None
    what_would_change: tuple[WouldChange, ...] = ()
    milestone: Milestone | None = None
    data_until: date | None = None
    dated_by: str | None = None
    unit: str | None = None

    @property
    def group(self) -> Group:
        """What the status means: met, ahead, unclear, behind or not judged."""
        return GROUP_OF[self.status]

    @property
    def halves_judged(self) -> int:
        """How many halves have a judgement."""
        return sum(half.group != "not_judged" for half in self.halves)

    @property
    def to_go(self) -> float | None:
        """How far the value is from the target, in its unit: above zero while it is not met, for either sense."""
        if self.value is None or self.target is None or self.sense is None:
            return None
        return to_go(self.value, self.target, self.sense)
