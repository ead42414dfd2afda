"""The whole plan judged, goal by goal."""

from collections.abc import Mapping
from dataclasses import replace

from models.answer import Sign
from models.attestations import may_attest, milestone_of
from models.plan import Goal, Half
from models.question import Viewer, Where
from models.status.goal_figures import Reading, main_indicator, read
from models.status.goal_judgement import described, judge_balance, judge_direction, judge_target
from models.status.portfolio import portfolio_of
from models.status.row import StatusRow, WouldChange
from models.status.rules import milestone_status, roll_up_counts, weakest
from models.status.stored_scorecard import kept_scorecard
from models.store import OpenBuild

EXACT = Viewer("institutional_analyst")


def scorecard(build: OpenBuild, viewer: Viewer, unit: Where | None = None) -> tuple[StatusRow, ...]:
    """One row per goal in the plan's order, with the figures that this viewer may see.

    The institution is judged on exact counts for every viewer. A build asked by name (frozen, or by its id) shows the
    statuses as they were judged when it was made, where it kept them; so does the published one where nothing that
    decides them has changed since.

    With a `unit` (`{"faculty": ("64",)}` or a department) the rows are its own, judged from what the viewer may see of
    it: by its own local target where it has one, else by its change and by what it attests itself. The plan's targets
    and the balance are the institution's, and a goal that has nothing else is not_per_unit, with the unit's figure
    where there is one. Where the viewer's counts are rounded, a change is claimed only if it holds for every count that
    rounds so.

    A goal without a defined indicator, without data in the plan's years, or without any attestation where it is judged
    by them, has the status no_data; what is known of its figures stays in the row. Where persons are counted, fewer
    than `settings.too_few` give too_few.
    """
    kept = None if unit else kept_scorecard(build)
    if kept is not None and viewer == EXACT:
        return kept
    rows = {goal.id: _judge(goal, build, viewer, unit or {}) for goal in build.plan.goals if goal.rule != "roll_up"}
    if not unit and viewer != EXACT:
        exact = kept or scorecard(build, EXACT)
        rows = {row.goal.id: _as_judged(rows[row.goal.id], row, build) for row in exact if row.goal.id in rows}
    return tuple(
        rows[goal.id] if goal.id in rows else _rolled_up(goal, rows, build, viewer, unit or {})
        for goal in build.plan.goals
    )


def _rolled_up(goal: Goal, judged: Mapping[str, StatusRow], build: OpenBuild, viewer: Viewer, unit: Where) -> StatusRow:
    """The statuses below, and the goal's own figure where it has one, which is judged by nothing."""
    counts = roll_up_counts(judged[below].status for below in goal.rolls_up)
    indicator = main_indicator(goal, build)
    if indicator is None or not set(unit) <= set(indicator.dimensions):
        return StatusRow(goal, "roll_up", counts=counts)
    row = described(goal, read(goal, indicator, build, viewer, unit), build)
    return replace(row, status="roll_up", counts=counts)


def _as_judged(row: StatusRow, exact: StatusRow, build: OpenBuild) -> StatusRow:
    """A row with the status of the exact counts; what would change it is shown only where no persons are counted."""
    if row.halves and len(row.halves) == len(exact.halves):
        halves = tuple(_as_judged(one, other, build) for one, other in zip(row.halves, exact.halves, strict=True))
        return replace(_of_halves(halves), milestone=row.milestone)
    indicator = build.indicators.get(row.indicator or "")
    changes: tuple[WouldChange, ...] = () if indicator is None or indicator.persons else exact.what_would_change
    return replace(row, status=exact.status, reason=exact.reason, what_would_change=changes)


def _judge(goal: Goal, build: OpenBuild, viewer: Viewer, unit: Where) -> StatusRow:
    row = _judge_unit(goal, build, viewer, unit) if unit else _judge_whole(goal, build, viewer)
    if goal.attested_by is None:
        return row
    if unit and not may_attest(goal.attested_by, unit):
        return replace(row, status="not_per_unit") if goal.rule == "milestone" else row
    milestone = milestone_of(goal.id, goal.attested_by, build, unit)
    if goal.rule != "milestone":
        return replace(row, milestone=milestone)
    status = milestone_status(milestone)
    changes = (WouldChange("attest", "attested"),) if status in ("no_data", "stale") else ()
    evidence = "D" if milestone else "0"
    return replace(row, milestone=milestone, status=status, evidence=evidence, what_would_change=changes)


def _judge_whole(goal: Goal, build: OpenBuild, viewer: Viewer) -> StatusRow:
    if goal.halves:
        return _of_halves(tuple(_judge_half(goal, half, build, viewer) for half in goal.halves))
    if goal.rule == "target":
        rows = [judge_target(goal, target, build, viewer) for target in goal.targets]
        return rows[weakest(row.status for row in rows)]
    indicator = main_indicator(goal, build)
    if indicator is None:
        return StatusRow(goal, "no_data")
    reading = read(goal, indicator, build, viewer)
    row = described(goal, reading, build)
    if goal.rule == "milestone":
        return row
    return (
        judge_balance(row, reading, build) if goal.rule == "balance" else judge_direction(row, reading, build, viewer)
    )


def _judge_half(goal: Goal, half: Half, build: OpenBuild, viewer: Viewer) -> StatusRow:
    """A half by the targets on its indicator, else by its direction."""
    if targets := goal.targets_of(half.indicator):
        rows = [judge_target(goal, target, build, viewer) for target in targets]
        return replace(rows[weakest(row.status for row in rows)], half=half.title)
    indicator = build.measured_by(half.indicator)
    if indicator is None:
        return StatusRow(goal, "no_data", half=half.title)
    reading = read(goal, indicator, build, viewer)
    row = judge_direction(described(goal, reading, build), reading, build, viewer)
    return replace(row, half=half.title)


def _of_halves(halves: tuple[StatusRow, ...]) -> StatusRow:
    """The goal as its weakest half that is judged."""
    return replace(halves[weakest(row.status for row in halves)], half=None, halves=halves)


def _judge_unit(goal: Goal, build: OpenBuild, viewer: Viewer, unit: Where) -> StatusRow:
    """A unit's own figures, judged by its own target or by their change."""
    [members] = unit.values()
    target = build.plan.target_of(goal.id, members[0]) if len(members) == 1 else None
    if goal.halves:
        rows = tuple(
            replace(
                judge_target(goal, target, build, viewer, unit)
                if target is not None and target.indicator == half.indicator
                else _unit_direction(goal, half.indicator, build, viewer, unit),
                half=half.title,
            )
            for half in goal.halves
        )
        return _of_halves(rows)
    if target is not None:
        return judge_target(goal, target, build, viewer, unit)
    indicator = main_indicator(goal, build)
    return StatusRow(goal, "no_data") if indicator is None else _unit_direction(goal, indicator.id, build, viewer, unit)


def _unit_direction(goal: Goal, name: str, build: OpenBuild, viewer: Viewer, unit: Where) -> StatusRow:
    indicator = build.indicators.get(name)
    if indicator is None:
        return StatusRow(goal, "no_data")
    if not set(unit) <= set(indicator.dimensions):
        return StatusRow(goal, "not_per_unit", indicator=indicator.id, sign=Sign.NOT_APPLICABLE)
    reading = read(goal, indicator, build, viewer, unit)
    row = described(goal, reading, build)
    if goal.rule == "milestone" or row.evidence == "0":
        return row
    if goal.rule == "balance":
        return replace(row, status="not_per_unit")
    if reading.framework is not None and reading.baseline_year is None:
        return _with_counts(replace(row, status="not_per_unit"), goal, reading, build, viewer, unit)
    return judge_direction(row, reading, build, viewer)


def _with_counts(  # noqa: PLR0917
    row: StatusRow, goal: Goal, reading: Reading, build: OpenBuild, viewer: Viewer, unit: Where
) -> StatusRow:
    """A unit's grants of both programmes, without a ratio: on so few, two of two would mislead."""
    portfolio = portfolio_of(str(goal.baseline.framework), reading, build, viewer, unit)
    if portfolio is None:
        return row
    against = portfolio.against
    return replace(
        row, value=None, sign=Sign.NOT_APPLICABLE, trend=(), against_former=against, numerator=against.count,
        denominator=against.former_total,
    )  # fmt: skip
