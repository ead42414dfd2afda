"""What a plan is made of besides its goals: areas, framework programmes, breaks, targets, halves, baselines."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from data_contracts.text import Line, OwnText

Sense = Literal["at_least", "at_most"]


class PlanPart(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, allow_inf_nan=False)


class Area(PlanPart):
    """A section of the plan."""

    id: Line
    title: OwnText


class Period(PlanPart):
    first_year: int
    last_year: int

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last_year < self.first_year:
            raise ValueError(f"last_year {self.last_year}: expected {self.first_year} (its first_year) or later")
        return self


class Framework(Period):
    """An EU framework programme, first and last year included; `former` is the one before it.

    `measured_by` is an indicator that shows, by the dimension framework, from which years its projects are known.
    """

    former: str | None = None
    measured_by: str | None = None


class Break(Period):
    """A year or period that breaks the series of the indicators it touches.

    One that is `lasting` changes what is counted from then on; another passes, and years after it are compared with
    those before. `until` has the last year for indicators that carry a passing break longer than it lasted.
    """

    id: Line
    title: OwnText
    text: OwnText
    lasting: bool | None = None
    indicators: tuple[str, ...] = ()
    planned_indicators: tuple[str, ...] = ()
    until: Mapping[str, int] = {}

    @property
    def is_lasting(self) -> bool:
        """As the plan says; in plans of older builds, that say nothing, a break of a single year lasts."""
        return self.first_year == self.last_year if self.lasting is None else self.lasting

    def last_year_of(self, indicator: str) -> int:
        """The last year of the break in the series of an indicator."""
        return self.until.get(indicator, self.last_year)

    def holds(self, indicator: str, year: int) -> bool:
        """Whether a year of an indicator that the break touches is inside it."""
        return self.first_year <= year <= self.last_year_of(indicator)

    @model_validator(mode="after")
    def _until_fits(self) -> Self:
        named = {*self.indicators, *self.planned_indicators}
        if unknown := [name for name in self.until if name not in named]:
            raise ValueError(f"until names {', '.join(unknown)}, which the break does not touch")
        if self.until and self.is_lasting:
            raise ValueError("until belongs to a break that passes (lasting: false)")
        if early := [name for name, year in self.until.items() if year < self.last_year]:
            raise ValueError(f"until: {', '.join(early)}: expected {self.last_year} (the break's last year) or later")
        return self


class Target(PlanPart):
    """A number to reach by the end of a year; one that the plan itself does not state is local (`stated` false)."""

    indicator: str
    value: float
    sense: Sense
    year: int
    stated: bool


class Reference(PlanPart):
    """A figure of others than the institution to read its own beside: never a target, and no status depends on it.

    `label` says whose it is. With an `indicator` it is a line on that indicator's axis, in its unit; without, a
    sentence. `value` is 0–1 where `unit` is percent.
    """

    label: Literal["national", "european"]
    title: OwnText
    value: float
    unit: Line = "percent"
    year: int | None = None
    indicator: str | None = None
    source: Line


class UnitTarget(PlanPart):
    """A local target of one faculty or department (`unit`, a member of either), on one of a goal's indicators."""

    goal: str
    unit: str
    target: Target


class Half(PlanPart):
    """A part of a goal that is judged for itself: by the goal's target on its indicator, else by its direction."""

    title: OwnText
    indicator: str


class Baseline(PlanPart):
    """What a goal is compared with; `framework` is the running programme of `same_programme_year`."""

    rule: Literal["year_before_plan", "same_programme_year"] = "year_before_plan"
    framework: str | None = None

    @model_validator(mode="after")
    def _framework_fits_rule(self) -> Self:
        if (self.rule == "same_programme_year") != (self.framework is not None):
            raise ValueError("same_programme_year names a framework, year_before_plan names none")
        return self
