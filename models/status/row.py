"""What the scorecard says of one goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from models.answer import Sign
from models.attestations import Milestone
from models.plan import Goal

StatusId = Literal[
    "reached",
    "on_pace",
    "behind_pace",
    "improving",
    "declining",
    "no_clear_change",
    "in_balance",
    "out_of_balance",
    "roll_up",
    "too_few",
    "stale",
    "no_data",
    "not_relevant",
    "attested",
    "not_per_unit",
]


@dataclass(frozen=True)
class StatusRow:
    """One goal judged.

    `year` is the year judged (the latest complete one with data, at most the plan's last). `value`, `baseline`,
    `target`, `pace` and `change` (value − baseline) are in the indicator's `unit`, shares as 0–1. `interval` is the
    95 % interval of a share's change. `sign` stands for the value where it is hidden or cannot be computed.
    `programme_year` counts the years of the running framework programme (2025 is 5 of Horizon Europe). `breaks` are
    the plan's series breaks from the baseline year to `year` that touch the indicator. `counts` is for roll-ups.
    `milestone` is what units attested, whatever the rule. `is_local`: the target is the institution's own, not the
    plan's. The status `not_per_unit`: nothing judges a unit by this goal. `data_until` is the newest event in the feed
    of the indicator that is furthest behind.
    """

    goal: Goal
    status: StatusId
    indicator: str | None = None
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
    pace: float | None = None
    change: float | None = None
    interval: tuple[float, float] | None = None
    programme_year: int | None = None
    evidence: str = "0"
    trend: tuple[tuple[int, float | None], ...] = ()
    breaks: tuple[str, ...] = ()
    counts: Mapping[StatusId, int] = field(default_factory=dict)
    milestone: Milestone | None = None
    data_until: date | None = None
    clock: str | None = None
    unit: str | None = None
