"""A portfolio that is to be so many times that of the former framework programme: both curves, and the judgement."""

from dataclasses import dataclass, replace
from math import ceil

from models.asking import ask
from models.catalogue import Indicator
from models.plan import Framework, Target
from models.question import Question, Viewer, Where
from models.status.goal_figures import Reading, of_framework
from models.status.row import AgainstFormer, Curve, StatusId, StatusRow, WouldChange
from models.status.rules import portfolio_status
from models.status.series import Series, added_up
from models.store import OpenBuild

SIGNED = "signed"


@dataclass(frozen=True)
class Portfolio:
    """The running programme's grants beside the former one's, at the end of `year`.

    `is_over`: the year after the last calls of the running programme is complete. `same_dates`: every grant of both is
    dated by its day of signing.
    """

    name: str
    framework: Framework
    former: Framework
    year: int
    against: AgainstFormer
    is_over: bool
    same_dates: bool


def last_year_of_signing(framework: Framework) -> int:
    """The year in which a programme's last calls are signed."""
    return framework.last_year + 1


def portfolio_of(name: str, reading: Reading, build: OpenBuild, viewer: Viewer, unit: Where) -> Portfolio | None:
    """Both curves of what a ratio is counted by; None where the build lacks either programme."""
    framework = build.plan.frameworks[name]
    counted = build.indicators.get(reading.indicator.counted_by or "")
    if counted is None or reading.year is None or framework.former is None:
        return None
    former = build.plan.frameworks[framework.former]
    if framework.measured_by is not None:
        signed, _, _ = of_framework(framework.measured_by, framework.former, build, viewer, {})
        if not signed:
            return None
    now, _, _ = of_framework(counted.id, name, build, viewer, unit)
    before, _, _ = of_framework(counted.id, framework.former, build, viewer, unit)
    last = former.first_year + reading.year - framework.first_year
    running = _curve(name, framework.first_year, now, reading.year)
    earlier = _curve(framework.former, former.first_year, before, max(last, last_year_of_signing(former)))
    against = AgainstFormer(
        now=running,
        former=earlier,
        count=running.counts[-1][1] if running.counts else 0,
        former_count=dict(earlier.counts).get(last, 0),
        former_total=_total(counted, framework.former, build, viewer, unit),
        due=None,
        to_date=_total(counted, name, build, viewer, unit),
    )
    is_over = reading.year >= last_year_of_signing(framework)
    return Portfolio(
        name, framework, former, reading.year, against, is_over, _same_dates(counted, name, framework.former, build)
    )


def judged(row: StatusRow, portfolio: Portfolio, target: Target) -> StatusRow:
    """The row of the whole institution with its pace, both curves and its status."""
    against = portfolio.against
    if portfolio.same_dates:
        against = replace(against, due=target.value * against.former_count)
    status, reason = portfolio_status(
        max(against.count, against.to_date) if _is_met(against, target) else against.count,
        against.former_count,
        against.former_total,
        target.value,
        is_over=portfolio.is_over,
        same_dates=portfolio.same_dates,
    )
    has_pace = against.due is not None and against.former_total
    pace = against.due / against.former_total if has_pace and against.due is not None else None
    changes = _would_change(portfolio, against, target) if status not in ("reached", "not_reached") else ()
    return replace(row, status=status, reason=reason, pace=pace, against_former=against, what_would_change=changes)


def _is_met(against: AgainstFormer, target: Target) -> bool:
    """Whether the target is met by what is signed to date: that needs no year to be over."""
    return bool(against.former_total) and against.to_date >= target.value * against.former_total


def _would_change(portfolio: Portfolio, against: AgainstFormer, target: Target) -> tuple[WouldChange, ...]:
    """How many more until the end of next year to be on pace, and in all to reach the target."""
    changes = list[WouldChange]()
    next_year = portfolio.year + 1
    due_next = dict(against.former.counts).get(portfolio.former.first_year + next_year - portfolio.framework.first_year)
    if against.due is not None and due_next is not None and next_year < last_year_of_signing(portfolio.framework):
        changes.append(_more("on_pace", target.value * due_next - against.count, next_year))
    if against.former_total:
        missing = target.value * against.former_total - against.count
        changes.append(_more("reached", missing, last_year_of_signing(portfolio.framework)))
    return tuple(change for change in changes if change.n)


def _more(status: StatusId, missing: float, year: int) -> WouldChange:
    return WouldChange("more_by", status, n=max(ceil(missing), 0), year=year)


def _curve(framework: str, first_year: int, series: Series, last_year: int) -> Curve:
    """The count to the end of each year, up to the last one asked for; a year without grants adds none."""
    totals = added_up({year: row for year, row in series.items() if year <= last_year}, first_year)
    counts, so_far = list[tuple[int, float | int]](), float(0)
    for year in range(first_year, last_year + 1):
        so_far = (totals[year].numerator or 0) if year in totals else so_far
        counts.append((year, so_far))
    return Curve(framework, first_year, tuple(counts))


def _total(counted: Indicator, framework: str, build: OpenBuild, viewer: Viewer, unit: Where) -> float | int:
    rows = ask(Question(counted.id, (), {**unit, "framework": (framework,)}), viewer, build).rows
    return sum(row.numerator or 0 for row in rows)


def _same_dates(counted: Indicator, name: str, former: str, build: OpenBuild) -> bool:
    question = Question(counted.id, ("dated_by",), {"framework": (name, former)})
    rows = ask(question, Viewer(), build).rows
    return all(row.key["dated_by"] == SIGNED for row in rows if row.numerator)
