"""What a goal's page shows: its address checked against what the build knows."""

from dataclasses import dataclass

from dashboard.pages.parts.view import View
from models.catalogue import Indicator
from models.plan import Goal
from models.question import Question, Units
from models.status.goal_figures import main_indicator
from models.store import OpenBuild

LEVELS = ("faculty", "department", "programme")
NO_UNITS = {"unknown", "several"}  # members that are not units
DAYS = ("snapshot", "academic_year")  # when a figure counts says nothing of who makes it up


@dataclass(frozen=True)
class Scope:
    """A goal by one indicator, for the university or one unit. `level` is the next level down, None at the last."""

    goal: Goal
    indicator: Indicator
    main: str | None
    dated_by: str
    faculty: str | None
    department: str | None
    by: str | None
    dimensions: tuple[str, ...]
    units: Units
    has_changed_units: bool

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        """The unit as a question keeps it."""
        if self.department:
            return {"department": (self.department,)}
        return {"faculty": (self.faculty,)} if self.faculty else {}

    def question(self, indicator: str, by: tuple[str, ...] = (), years: tuple[int, int] | None = None) -> Question:
        """A question about an indicator within the scope; one that concerns no unit has no say on units."""
        concerns_units = bool({"faculty", "department"} & {*by, *self.where})
        dated_by = self.dated_by if indicator == self.indicator.id else None
        return Question(indicator, by, self.where, years, dated_by, self.units if concerns_units else "then")

    @property
    def is_whole(self) -> bool:
        """Whether the figures are the university's: only these are held against targets and bands."""
        return not self.where

    @property
    def is_main(self) -> bool:
        """Whether the indicator is the one that the goal is judged by."""
        return self.indicator.id == self.main


def choices_of(goal: Goal, build: OpenBuild) -> list[str]:
    """The indicators that a goal can be looked at by: the substitutes of those that lack data, then its own, then what
    another public source than theirs has of the institution and of others.
    """
    measured = [name for name in goal.indicators if name in build.indicators]
    read = [indicator.id for name in measured if (indicator := build.measured_by(name)) is not None]
    chosen = [*(name for name in read if name not in measured), *measured]
    sources = {peers.source for name in chosen if (peers := build.indicators[name].peers) is not None}
    substitutes = [build.indicators[other] for name in measured for other in build.indicators[name].substitutes]
    others = [one.id for one in substitutes if one.peers and one.peers.source not in sources and build.has_data(one)]
    return list(dict.fromkeys([*chosen, *others]))


def scope_of(goal: Goal, view: View) -> Scope | None:
    """The scope that the address asks for, as near as the goal allows; None for a goal without an indicator.

    A member, dimension, indicator or reference date that does not exist is left out, so an old link still opens.
    """
    address, build = view.address, view.build
    measured = choices_of(goal, build)
    if not measured:
        return None
    main = main_indicator(goal, build)
    first = measured[0] if main is None else main.id
    indicator = build.indicators[address.indicator if address.indicator in measured else first]
    faculty, department = _unit(indicator, view)
    # a goal about one framework programme has that one member of the dimension
    left_out = ("framework",) if goal.baseline.framework and indicator.denominator is None else ()
    if not view.build.labels.get("faculty", {}).keys() - NO_UNITS:  # public figures know none
        left_out = (*left_out, *LEVELS)
    dimensions = _dimensions(indicator, faculty, department, left_out)
    by = address.by if address.by in dimensions else dimensions[0] if dimensions else None
    dated_by = address.dated_by if address.dated_by in indicator.reference_dates else indicator.default_reference_date
    changed = build.has_changed_units and "faculty" in indicator.dimensions
    units: Units = "today" if changed and address.units == "today" else "then"
    return Scope(
        goal,
        indicator,
        None if main is None else main.id,
        dated_by,
        faculty,
        department,
        by,
        dimensions,
        units,
        changed,
    )


def _unit(indicator: Indicator, view: View) -> tuple[str | None, str | None]:
    labels = view.build.labels
    department = view.address.department
    if department in labels.get("department", {}) and "department" in indicator.dimensions:
        return labels["department"][department].get("parent", view.address.faculty), department
    faculty = view.address.faculty
    return (faculty if faculty in labels.get("faculty", {}) and "faculty" in indicator.dimensions else None), None


def _dimensions(
    indicator: Indicator, faculty: str | None, department: str | None, left_out: tuple[str, ...]
) -> tuple[str, ...]:
    """The next level of units first, then every dimension that is neither a unit nor left out."""
    level = LEVELS[2] if department else LEVELS[1] if faculty else LEVELS[0]
    others = tuple(name for name in indicator.dimensions if name not in (*LEVELS, *DAYS, *left_out))
    return (level, *others) if level in indicator.dimensions and level not in left_out else others
