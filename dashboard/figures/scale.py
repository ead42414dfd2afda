"""One scale for every headline: where we are, where we were, and where the goal wants us; each mark has its name."""

from dataclasses import dataclass

from dashboard.format import figure, goal_line
from dashboard.judgement import break_of_baseline
from dashboard.text import text
from models.catalogue import Direction
from models.plan import Plan
from models.status import StatusRow

ROOM = 1.15  # of the highest mark


@dataclass(frozen=True)
class Zone:
    """Where the goal wants the figure, and what that is called."""

    low: float
    high: float
    name: str


@dataclass(frozen=True)
class Scale:
    """Places from 0 to 100 along the scale: the figure now, that of then with its name, the zone. A rank runs down."""

    now: float
    then: tuple[float, str] | None
    zone: Zone | None


def scale_of(
    row: StatusRow, band: tuple[float, float], plan: Plan, language: str, better: Direction = "none"
) -> Scale | None:
    """The scale of a goal; None where there is nothing to hold its figure against. `better`: a direction's good way."""
    if row.value is None:
        return None
    then = _then(row, plan, language)
    wanted = _wanted(row, band, language) or _beyond_then(row, better, language)
    if then is None and wanted is None:
        return None
    edges = [edge for edge in (wanted[:2] if wanted else ()) if edge is not None]
    top = ROOM * max([row.value, *edges, *([then[0]] if then else [])])
    if top <= 0:
        return None

    def place(value: float) -> float:
        share = 100 * min(max(value / top, 0), 1)
        return 100 - share if row.unit == "rank" else share

    zone = None
    if wanted is not None:
        low, high, name = wanted
        ends = sorted((place(0 if low is None else low), place(top if high is None else high)))
        zone = Zone(ends[0], ends[1], name)
    return Scale(place(row.value), (place(then[0]), then[1]) if then else None, zone)


def _then(row: StatusRow, plan: Plan, language: str) -> tuple[float, str] | None:
    """The year before the break where the baseline is inside one, else the baseline, named as what it is."""
    value, year, marked = row.comparison, row.comparison_year, None
    if value is None:
        value, year, marked = row.baseline, row.baseline_year, break_of_baseline(row, plan, language)
    if value is None or year is None:
        return None
    name = f"{year}: {figure(value, row.unit, language)}"
    note = text("scale.in_break", language) if marked else None
    return value, f"{name} · {note}" if note else name


def _wanted(row: StatusRow, band: tuple[float, float], language: str) -> tuple[float | None, float | None, str] | None:
    """Lower and upper edge (None: as far as the scale goes) and the name of the zone that the goal asks for."""
    if row.target is not None:
        shown = goal_line(row.target, row.unit, language)
        key = "scale.at_most" if row.sense == "at_most" else "scale.at_least"
        name = text(key, language, value=shown)
        name = f"{name} ({text('plan.local', language)})" if row.is_local else name
        return (None, row.target, name) if row.sense == "at_most" else (row.target, None, name)
    if row.goal.rule == "balance":
        low, high = (goal_line(limit, "ratio", language) for limit in band)
        return (*band, text("plan.band", language, low=low, high=high))
    return None


def _beyond_then(row: StatusRow, better: Direction, language: str) -> tuple[float | None, float | None, str] | None:
    """A direction wants the figure on the good side of the year compared with; both ends are named by that year."""
    value, year = (
        (row.comparison, row.comparison_year) if row.comparison is not None else (row.baseline, row.baseline_year)
    )
    if row.goal.rule != "direction" or better == "none" or value is None or year is None:
        return None
    if better == "higher_is_better":
        return value, None, text("scale.more_than", language, year=year)
    return None, value, text("scale.less_than", language, year=year)
