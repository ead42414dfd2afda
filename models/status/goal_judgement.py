"""One goal, or one half of it, judged from its readings."""

from dataclasses import replace
from itertools import count

from models.answer import Row
from models.catalogue import Indicator
from models.config_sections import Settings
from models.plan import Goal, Plan, Target
from models.question import Viewer, Where
from models.statistics import mcnemar_p
from models.status.goal_figures import Reading, read
from models.status.noise import CHANCE, Change
from models.status.portfolio import judged as judged_portfolio
from models.status.portfolio import last_year_of_signing, portfolio_of
from models.status.row import ReasonId, StatusId, StatusRow, WouldChange
from models.status.rules import balance_status, change_status, linear_pace, programme_pace, target_status
from models.status.series import trend
from models.status.significance import Compared, Test, test_between
from models.status.thresholds import nearest_changes
from models.status.year_before_break import passing_breaks
from models.store import OpenBuild


def described(goal: Goal, reading: Reading, build: OpenBuild) -> StatusRow:
    """What is known of the figures, before any judgement."""
    plan, indicator = build.plan, reading.indicator
    now, baseline = reading.now, reading.baseline
    value = now.value if now else None
    before = baseline.value if baseline else None
    since = reading.baseline_year if reading.baseline_year is not None else reading.year
    row = StatusRow(
        goal,
        "no_data",
        indicator=indicator.id,
        substitute_for=_replaced(goal, indicator, build),
        year=reading.year,
        value=value,
        numerator=now.numerator if now else None,
        denominator=now.denominator if now else None,
        sign=now.sign if now else None,
        baseline=before,
        baseline_year=reading.baseline_year,
        change=value - before if value is not None and before is not None else None,
        noise=indicator.noise_model,
        programme_year=reading.programme_year,
        evidence=indicator.evidence if reading.series else "0",
        trend=trend(reading.series),
        breaks=tuple(
            b.id
            for b in plan.breaks_of(indicator.id)
            if reading.year is not None
            and since is not None
            and b.first_year <= reading.year
            and since <= b.last_year_of(indicator.id)
        ),
        year_in_breaks=tuple(b.id for b in passing_breaks(indicator.id, reading.year, plan)),
        references=tuple(one for one in goal.references if one.indicator in (None, indicator.id)),
        data_until=build.data_until(indicator) if reading.series else None,
        dated_by=reading.meta.dated_by,
        unit=reading.meta.unit,
    )
    if not reading.meta.has_history:
        return replace(row, trend=(), baseline=None, baseline_year=None, change=None, breaks=())
    return _with_earlier(row, reading)


def _replaced(goal: Goal, indicator: Indicator, build: OpenBuild) -> str | None:
    """The goal's own indicator that this one is read instead of."""
    if indicator.id == goal.substitute:
        return goal.indicator
    measured = (build.indicators[name] for name in goal.indicators if name in build.indicators)
    return next((one.id for one in measured if indicator.id in one.substitutes), None)


def judge_direction(row: StatusRow, reading: Reading, build: OpenBuild, viewer: Viewer) -> StatusRow:
    """The row judged by its change since the baseline, and since the last year before a break that it is in."""
    settings = build.config.settings
    history_begins_later = reading.indicator.history is not None and reading.baseline is None
    if not reading.meta.has_history or history_begins_later:
        status = _cannot_judge(reading, (reading.now,), build.plan, settings)
        return replace(row, status=status or "level_only", reason=None if status else "no_history")
    now, before = reading.now, reading.baseline
    status = _cannot_judge(reading, (now, before), build.plan, settings)
    if status is not None or now is None or before is None or now.value is None or before.value is None:
        suppressed = any(one is not None and one.sign is not None for one in (now, before)) and row.sign is not None
        few: ReasonId | None = "few_persons" if status == "too_few" else None
        return replace(row, status=status or "no_data", reason="suppressed" if suppressed else few)
    assert reading.baseline_year is not None
    since = test_between(reading, Compared(reading.baseline_year, before, reading.former_where), build, viewer)
    earlier, reason = _test_of_earlier(reading, build, viewer)

    def status_of(other: Row) -> StatusId:
        against = None if earlier is None else earlier.of(other).direction
        return change_status(since.of(other).direction, against, reading.indicator.direction)

    change, from_earlier = since.of(now), None if earlier is None else earlier.of(now)
    return replace(
        row,
        status=status_of(now),
        reason=reason,
        interval=change.interval,
        gained=change.gained,
        lost=change.lost,
        p=change.p,
        comparison_interval=None if from_earlier is None else from_earlier.interval,
        what_would_change=_more_pairs(change) if since.pairs is not None else nearest_changes(now, status_of),
    )


def judge_target(goal: Goal, target: Target, build: OpenBuild, viewer: Viewer, unit: Where | None = None) -> StatusRow:
    """The row of a target of the whole institution, or of a unit's own."""
    local_row = StatusRow(
        goal,
        "no_data",
        target=target.value,
        target_year=target.year,
        sense=target.sense,
        is_local=not target.stated,
    )
    indicator = build.measured_by(target.indicator)
    if indicator is None:
        return local_row
    if indicator.id != target.indicator:  # which counts otherwise: its direction says something, its level does not
        reading = read(goal, indicator, build, viewer, unit)
        return judge_direction(described(goal, reading, build), reading, build, viewer)
    framework = goal.baseline.framework
    is_portfolio = framework is not None and indicator.counted_by is not None
    until = last_year_of_signing(build.plan.frameworks[str(framework)]) if is_portfolio else target.year
    reading = read(goal, indicator, build, viewer, unit, until=until)
    stated = {name: getattr(local_row, name) for name in ("target", "target_year", "sense", "is_local")}
    row = replace(described(goal, reading, build), **stated)
    if is_portfolio and reading.year is not None and reading.year >= build.plan.first_year:
        portfolio = portfolio_of(str(framework), reading, build, viewer, unit or {})
        return row if portfolio is None else judged_portfolio(row, portfolio, target)
    status = _cannot_judge(reading, (reading.now,), build.plan, build.config.settings)
    if status is not None or reading.now is None:
        return replace(row, status=status or "no_data", reason="suppressed" if row.sign is not None else None)
    return _judge_yearly(row, reading, target)


def judge_balance(row: StatusRow, reading: Reading, build: OpenBuild) -> StatusRow:
    """The row of a ratio that is to be within the institution's own band."""
    band = build.config.settings.balance_band
    row = replace(row, band=band, is_local=True)
    status = _cannot_judge(reading, (reading.now,), build.plan, build.config.settings)
    now = reading.now
    if status is not None or now is None or now.value is None:
        return replace(row, status=status or "no_data")
    changes = nearest_changes(now, lambda other: balance_status(other.value or 0, band))
    return replace(row, status=balance_status(now.value, band), what_would_change=changes)


def _judge_yearly(row: StatusRow, reading: Reading, target: Target) -> StatusRow:
    pace, since = _pace(reading, target)
    row = replace(row, pace=pace, pace_from=since)
    now, year = reading.now, reading.year
    if now is None or now.value is None or year is None:
        return row
    is_due = year >= target.year

    def status_of(other: Row) -> StatusId:
        return target_status(other.value or 0, target.value, target.sense, pace, is_due=is_due)

    changes = () if is_due else nearest_changes(now, status_of)
    lacks_earlier = reading.earlier is not None and reading.earlier.row is None and since == reading.baseline_year
    reason: ReasonId | None = "no_year_before_break" if lacks_earlier and not is_due else None
    return replace(row, status=status_of(now), reason=reason, what_would_change=changes)


def _pace(reading: Reading, target: Target) -> tuple[float | None, int | None]:
    """Where the figure is to be in the year judged, and the year that the straight line begins in.

    That is the last year before a passing break that the baseline is in.
    """
    if reading.year is None or not reading.meta.has_history:
        return None, None
    if reading.framework is not None and reading.programme_year is not None:
        first = reading.framework.first_year
        return programme_pace(target.value, reading.programme_year, target.year - first + 1), first
    before, year = reading.baseline, reading.baseline_year
    if reading.earlier is not None and reading.earlier.row is not None:
        before, year = reading.earlier.row, reading.earlier.year
    if before is None or before.value is None or year is None or year >= target.year:
        return (target.value if reading.year >= target.year else None), None
    return linear_pace(before.value, year, target.value, target.year, reading.year), year


def _more_pairs(change: Change) -> tuple[WouldChange, ...]:
    """How many more units must gain before the paired comparison is clearly better."""
    gained, lost = change.gained or 0, change.lost or 0
    missing = next(more for more in count() if gained + more > lost and mcnemar_p(gained + more, lost) < CHANCE)
    return (WouldChange("gained", "improving", n=missing),) if missing else ()


def _test_of_earlier(reading: Reading, build: OpenBuild, viewer: Viewer) -> tuple[Test | None, ReasonId | None]:
    earlier = reading.earlier
    if earlier is None:
        return None, None
    if earlier.row is None or earlier.year is None:
        return None, "no_year_before_break"
    is_count = reading.indicator.value == "count"  # whose noise has the chance of few cases in it
    if not is_count and _too_few((earlier.row,), reading, build.config.settings):
        return None, "few_before_break"
    return test_between(reading, Compared(earlier.year, earlier.row, reading.where), build, viewer), None


def _with_earlier(row: StatusRow, reading: Reading) -> StatusRow:
    earlier = reading.earlier
    if earlier is None or earlier.row is None:
        return row
    value = earlier.row.value
    return replace(
        row,
        comparison_year=earlier.year,
        comparison=value,
        comparison_change=row.value - value if row.value is not None and value is not None else None,
        comparison_is_local=earlier.is_local,
    )


def _cannot_judge(reading: Reading, rows: tuple[Row | None, ...], plan: Plan, settings: Settings) -> StatusId | None:
    """Why these rows carry no judgement, None where they do."""
    known_rows = [row for row in rows if row is not None and row.sign is None]
    if len(known_rows) < len(rows) or reading.year is None or reading.year < plan.first_year:
        return "no_data"
    return "too_few" if _too_few(tuple(known_rows), reading, settings) else None


def _too_few(rows: tuple[Row, ...], reading: Reading, settings: Settings) -> bool:
    counts_persons = reading.indicator.persons
    return counts_persons and any(_persons(row, reading) - reading.slack < settings.too_few for row in rows)


def _persons(row: Row, reading: Reading) -> float:
    """The persons a figure rests on: all of a share's, the smaller side of any other ratio, else those counted."""
    counts = [count for count in (row.numerator, row.denominator) if count is not None]
    if reading.indicator.is_share and row.denominator is not None:
        return row.denominator
    return min(counts, default=0)
