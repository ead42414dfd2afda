"""The whole plan judged, goal by goal."""

from dataclasses import replace

from models.answer import Row, Sign
from models.attestations import may_attest, milestone_of
from models.config import Settings
from models.plan import Goal, Plan, Target
from models.question import Viewer, Where
from models.status.reading import Reading, main_indicator, read
from models.status.row import StatusId, StatusRow
from models.status.rules import (
    amount_change_status,
    balance_status,
    linear_pace,
    milestone_status,
    programme_pace,
    roll_up_counts,
    share_change_interval,
    share_change_status,
    target_status,
)
from models.status.series import trend
from models.store import OpenBuild

# A goal with several targets stands as its weakest.
WEAKEST_FIRST: tuple[StatusId, ...] = ("no_data", "too_few", "behind_pace", "on_pace", "reached")


def scorecard(build: OpenBuild, viewer: Viewer, unit: Where | None = None) -> tuple[StatusRow, ...]:
    """One row per goal in the plan's order, judged from the figures that this viewer may see.

    With a `unit` (`{"faculty": ("64",)}` or a department) the rows are its own. The plan's targets and the balance are
    the institution's: a unit is judged by its change and by what it attests itself, and a goal that has neither is
    not_per_unit, with the unit's figure where there is one.

    A goal without a defined indicator, without data in the plan's years, with a figure hidden from the viewer in the
    year judged or its baseline, or without any attestation where it is judged by them, has the status no_data; what is
    known of its figures stays in the row. Where persons are counted, fewer than `settings.too_few` give too_few. Where
    the viewer's counts are rounded, a change is claimed only if it holds for every count that rounds so.
    """
    own = unit or {}
    judged = {goal.id: _judge(goal, build, viewer, own) for goal in build.plan.goals if goal.rule != "roll_up"}
    return tuple(
        judged[goal.id] if goal.id in judged else _rolled_up(goal, judged, build, viewer, own)
        for goal in build.plan.goals
    )


def _rolled_up(goal: Goal, judged: dict[str, StatusRow], build: OpenBuild, viewer: Viewer, unit: Where) -> StatusRow:
    """The statuses below, and the goal's own figure where it has one, which is judged by nothing."""
    counts = roll_up_counts(judged[below].status for below in goal.rolls_up)
    indicator = main_indicator(goal, build)
    if indicator is None or not set(unit) <= set(indicator.dimensions):
        return StatusRow(goal, "roll_up", counts=counts)
    described = _described(goal, read(goal, indicator, build, viewer, unit), build)
    return replace(described, status="roll_up", counts=counts)


def _judge(goal: Goal, build: OpenBuild, viewer: Viewer, unit: Where) -> StatusRow:
    row = _judge_unit(goal, build, viewer, unit) if unit else _judge_figures(goal, build, viewer)
    if goal.attested_by is None:
        return row
    if unit and not may_attest(goal.attested_by, unit):
        return replace(row, status="not_per_unit") if goal.rule == "milestone" else row
    milestone = milestone_of(goal.id, goal.attested_by, build, unit)
    if goal.rule != "milestone":
        return replace(row, milestone=milestone)
    return replace(row, milestone=milestone, status=milestone_status(milestone), evidence="D" if milestone else "0")


def _judge_figures(goal: Goal, build: OpenBuild, viewer: Viewer) -> StatusRow:
    if goal.rule == "target":
        rows = [_judge_target(goal, target, build, viewer) for target in goal.targets]
        return min(rows, key=lambda row: WEAKEST_FIRST.index(row.status))
    indicator = main_indicator(goal, build)
    if indicator is None:
        return StatusRow(goal, "no_data")
    settings = build.config.settings
    reading = read(goal, indicator, build, viewer)
    row = _described(goal, reading, build)
    if goal.rule == "milestone":
        return row
    if goal.rule == "balance":
        return replace(row, status=_balance(reading, build.plan, settings))
    return _with_change(row, reading, build.plan, settings)


def _judge_unit(goal: Goal, build: OpenBuild, viewer: Viewer, unit: Where) -> StatusRow:
    """A unit's own figures, judged by their change alone."""
    indicator = main_indicator(goal, build)
    if indicator is None:
        return StatusRow(goal, "no_data")
    if not set(unit) <= set(indicator.dimensions):
        return StatusRow(goal, "not_per_unit", indicator=indicator.id, sign=Sign.NOT_APPLICABLE)
    reading = read(goal, indicator, build, viewer, unit)
    row = _described(goal, reading, build)
    if goal.rule == "milestone" or row.evidence == "0":
        return row
    has_no_change = reading.framework is not None and reading.baseline_year is None
    if goal.rule == "balance" or has_no_change:
        return replace(row, status="not_per_unit")
    return _with_change(row, reading, build.plan, build.config.settings)


def _described(goal: Goal, reading: Reading, build: OpenBuild) -> StatusRow:
    """What is known of the figures, before any judgement."""
    plan = build.plan
    now, baseline = reading.now, reading.baseline
    value = now.value if now else None
    before = baseline.value if baseline else None
    since = reading.baseline_year if reading.baseline_year is not None else reading.year
    return StatusRow(
        goal,
        "no_data",
        indicator=reading.indicator.id,
        year=reading.year,
        value=value,
        numerator=now.numerator if now else None,
        denominator=now.denominator if now else None,
        sign=now.sign if now else None,
        baseline=before,
        baseline_year=reading.baseline_year,
        change=value - before if value is not None and before is not None else None,
        programme_year=reading.programme_year,
        evidence=reading.indicator.evidence if reading.series else "0",
        trend=trend(reading.series),
        breaks=tuple(
            b.id
            for b in plan.breaks_of(reading.indicator.id)
            if reading.year is not None and since is not None and b.first_year <= reading.year and since <= b.last_year
        ),
        data_until=build.data_until(reading.indicator) if reading.series else None,
        clock=reading.meta.clock,
        unit=reading.meta.unit,
    )


def _judge_target(goal: Goal, target: Target, build: OpenBuild, viewer: Viewer) -> StatusRow:
    is_local = not target.stated
    stated = StatusRow(goal, "no_data", target=target.value, target_year=target.year, is_local=is_local)
    if target.indicator not in build.indicators:
        return stated
    reading = read(goal, build.indicators[target.indicator], build, viewer)
    pace = _pace(reading, target)
    described = _described(goal, reading, build)
    row = replace(described, target=target.value, target_year=target.year, pace=pace, is_local=is_local)
    status = _cannot_judge(reading, (reading.now,), build.plan, build.config.settings)
    if status is None and row.value is not None:
        status = target_status(row.value, target.value, target.sense, pace)
    return replace(row, status=status or "no_data")


def _pace(reading: Reading, target: Target) -> float | None:
    if reading.year is None:
        return None
    if reading.framework is not None and reading.programme_year is not None:
        years = reading.framework.last_year - reading.framework.first_year + 1
        return programme_pace(target.value, reading.programme_year, years)
    if reading.year >= target.year:
        return target.value
    if reading.baseline is None or reading.baseline.value is None or reading.baseline_year is None:
        return None
    return linear_pace(reading.baseline.value, reading.baseline_year, target.value, target.year, reading.year)


def _balance(reading: Reading, plan: Plan, settings: Settings) -> StatusId:
    status = _cannot_judge(reading, (reading.now,), plan, settings)
    if status is not None or reading.now is None or reading.now.value is None:
        return status or "no_data"
    return balance_status(reading.now.value, settings.balance_band)


def _with_change(row: StatusRow, reading: Reading, plan: Plan, settings: Settings) -> StatusRow:
    """The row judged by its change since the baseline."""
    now, before = reading.now, reading.baseline
    status = _cannot_judge(reading, (now, before), plan, settings)
    if status is not None or row.value is None or row.baseline is None:
        return replace(row, status=status or "no_data")
    good = reading.indicator.good
    later, earlier = _fraction(now), _fraction(before)
    if reading.indicator.unit == "percent" and later and earlier:
        interval = share_change_interval(later, earlier, reading.slack)
        return replace(row, interval=interval, status=share_change_status(interval, good))
    is_count = reading.indicator.value == "count"
    status = amount_change_status(row.value, row.baseline, settings.noise_band, good, reading.slack, is_count=is_count)
    return replace(row, status=status)


def _cannot_judge(reading: Reading, rows: tuple[Row | None, ...], plan: Plan, settings: Settings) -> StatusId | None:
    """Why these rows carry no judgement, None where they do."""
    known = [row for row in rows if row is not None and row.sign is None]
    if len(known) < len(rows) or reading.year is None or reading.year < plan.first_year:
        return "no_data"
    if reading.indicator.persons and any(_persons(row, reading) - reading.slack < settings.too_few for row in known):
        return "too_few"
    return None


def _persons(row: Row, reading: Reading) -> float:
    """The persons a figure rests on: all of a share's, the smaller side of any other ratio, else those counted."""
    counts = [count for count in (row.numerator, row.denominator) if count is not None]
    if reading.indicator.is_share and row.denominator is not None:
        return row.denominator
    return min(counts, default=0)


def _fraction(row: Row | None) -> tuple[float, float] | None:
    if row is None or row.numerator is None or not row.denominator:
        return None
    return row.numerator, row.denominator
