"""A plan: its goals, targets and texts, read from `plans/<name>.yaml`."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, TypeVar, get_args

import yaml
from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator

from data_contracts.errors import UtsynError
from data_contracts.text import Line, OwnText, check_languages
from data_contracts.yaml_text import in_line, line_of_field, line_of_mistake, parse_yaml, read_text
from models.plan_parts import (
    Area,
    Baseline,
    Break,
    Framework,
    Half,
    Period,
    PlanPart,
    Reference,
    Sense,
    Target,
    UnitTarget,
)

__all__ = [
    "AttestedBy",
    "Break",
    "Framework",
    "Goal",
    "Half",
    "Plan",
    "PlanError",
    "Reference",
    "Sense",
    "Target",
    "UnitTarget",
    "indicator_problems",
    "load_plan",
    "plan_file",
    "shipped_plans",
]

PLANS = Path(__file__).parent / "plans"
Place = tuple[str | int, ...]  # keys and positions in the file

Level = Literal["overarching", "strategic", "development"]
JudgedBy = Literal["target", "direction", "balance", "milestone", "roll_up"]
AttestedBy = Literal["institution", "faculties", "departments"]


class PlanError(UtsynError):
    """The plan cannot be used; the message names file, goal, field and what was expected."""


Part = TypeVar("Part", bound=PlanPart)


class Goal(PlanPart):
    """One goal. The first of `indicators` is the main one; `planned_indicators` are not defined yet.

    Where the main one has no data, its `substitute` (another of the indicators that measures the same) is read instead;
    version 0.1 called it `stands_in`.
    `attested_by` says which units are to attest how far they have come: a milestone's status, beside any other's.
    `halves` are the parts of a goal that asks for several things. `references` are figures of others to read beside.
    """

    id: Line
    level: Level
    area: str
    text: OwnText
    short: OwnText
    rule: JudgedBy
    indicators: tuple[str, ...] = ()
    planned_indicators: tuple[str, ...] = ()
    substitute: str | None = Field(default=None, validation_alias=AliasChoices("substitute", "stands_in"))
    attested_by: AttestedBy | None = None
    targets: tuple[Target, ...] = ()
    baseline: Baseline = Baseline()
    halves: tuple[Half, ...] = ()
    references: tuple[Reference, ...] = ()
    rolls_up: tuple[str, ...] = ()

    @property
    def indicator(self) -> str | None:
        """The main indicator, None while none is defined."""
        return self.indicators[0] if self.indicators else None

    @property
    def target(self) -> Target | None:
        """The first target, the one of the main indicator."""
        return self.targets[0] if self.targets else None

    def targets_of(self, indicator: str) -> tuple[Target, ...]:
        """The targets on an indicator."""
        return tuple(target for target in self.targets if target.indicator == indicator)

    @model_validator(mode="after")
    def _rule_has_what_it_needs(self) -> Self:
        if (self.rule == "target") != bool(self.targets):
            raise ValueError("rule target needs targets, and no other rule has any")
        if (self.rule == "roll_up") != bool(self.rolls_up):
            raise ValueError("rule roll_up needs rolls_up, and no other rule has any")
        if self.rule == "milestone" and self.attested_by is None:
            raise ValueError("rule milestone needs attested_by: institution, faculties or departments")
        if self.substitute is not None and self.substitute not in self.indicators[1:]:
            raise ValueError(f"substitute '{self.substitute}': expected one of indicators after the first")
        measured = self.indicators + self.planned_indicators
        if unknown := [target.indicator for target in self.targets if target.indicator not in measured]:
            raise ValueError(f"targets name {', '.join(unknown)}, which is not an indicator of this goal")
        aimed = [target.indicator for target in self.targets]
        if twice := sorted({name for name in aimed if aimed.count(name) > 1}):
            raise ValueError(f"targets: {', '.join(twice)}: expected one target, found {aimed.count(twice[0])}")
        if self.baseline.framework is not None and any(target.sense == "at_most" for target in self.targets):
            raise ValueError(
                "targets: at_most against a former framework programme has no pace, as what is signed only adds up; "
                "expected at_least"
            )
        if self.halves and self.rule not in ("direction", "target"):
            raise ValueError("halves belong to the rules direction and target")
        halves = [half.indicator for half in self.halves]
        if len(halves) == 1 or len(set(halves)) < len(halves) or not set(halves) <= set(measured):
            raise ValueError(
                f"halves: expected two or more, each of another indicator of the goal: {', '.join(halves)}"
            )
        if self.halves and (unheld := [t.indicator for t in self.targets if t.indicator not in halves]):
            raise ValueError(f"targets name {', '.join(unheld)}, which is not the indicator of a half")
        named = [reference.indicator for reference in self.references if reference.indicator is not None]
        if unknown := [name for name in named if name not in measured]:
            raise ValueError(f"references name {', '.join(unknown)}, which is not an indicator of this goal")
        return self


class Plan(Period):
    """A whole plan, goals in its own order. `headlines` are the indicators that open the landing page.

    `translated` names the languages in which the goals are a translation and not the plan's own words.
    """

    id: Line
    title: OwnText
    translated: tuple[str, ...] = ()
    headlines: tuple[str, ...]
    frameworks: Mapping[str, Framework]
    breaks: tuple[Break, ...]
    areas: tuple[Area, ...]
    goals: tuple[Goal, ...] = Field(min_length=1)
    unit_targets: tuple[UnitTarget, ...] = ()

    @field_validator("translated")
    @classmethod
    def _are_languages(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        return check_languages(codes) if codes else codes

    def is_translated(self, language: str) -> bool:
        """Whether a reader of the language meets the goals in a translation."""
        shown = getattr(self.goals[0].text[language], "language", language)
        return shown in self.translated

    def goal(self, goal_id: str) -> Goal:
        """The goal of that id. Raises KeyError."""
        for goal in self.goals:
            if goal.id == goal_id:
                return goal
        raise KeyError(f"{self.id} has no goal '{goal_id}'")

    def breaks_of(self, indicator: str) -> tuple[Break, ...]:
        """The series breaks that touch an indicator, oldest first."""
        touching = (b for b in self.breaks if indicator in b.indicators)
        return tuple(sorted(touching, key=lambda b: b.first_year))

    def target_of(self, goal_id: str, unit: str) -> Target | None:
        """The local target of a faculty or department on a goal."""
        matches = (one.target for one in self.unit_targets if (one.goal, one.unit) == (goal_id, unit))
        return next(matches, None)


def indicator_problems(plan: Plan, defined: Collection[str]) -> list[str]:
    """One sentence for every indicator that the plan uses and `defined` lacks, or plans and `defined` has."""
    named = [(f"goal {goal.id}", goal.indicators, goal.planned_indicators) for goal in plan.goals]
    named += [(f"break {b.id}", b.indicators, b.planned_indicators) for b in plan.breaks]
    named += [(f"framework {k}", (f.measured_by,), ()) for k, f in plan.frameworks.items() if f.measured_by]
    named.append(("headlines", plan.headlines, ()))
    problems = []
    for place, used, planned in named:
        problems += [f"{plan.id}: {place}: unknown indicator '{name}'" for name in used if name not in defined]
        problems += [
            f"{plan.id}: {place}: '{name}' is defined now; move it from planned_indicators to indicators"
            for name in planned
            if name in defined
        ]
    return problems


def shipped_plans() -> tuple[str, ...]:
    """The names of the plans that ship with Utsyn."""
    return tuple(sorted(path.stem for path in PLANS.glob("*.yaml")))


def plan_file(name_or_path: str | Path) -> Path:
    """The file of a plan: one in `models/plans` by its name, else the path as it is."""
    path = PLANS / f"{name_or_path}.yaml"
    return path if path.is_file() else Path(name_or_path)


def load_plan(name_or_path: str | Path) -> Plan:
    """Read and check a plan, by the name of a file in `models/plans` or by its path. Raises PlanError."""
    path = plan_file(name_or_path)
    try:
        modified = path.stat().st_mtime_ns
    except OSError as error:
        known_names = ", ".join(shipped_plans())
        raise PlanError(
            f"{name_or_path}: no such plan. Known plans: {known_names}; or give a path to a file."
        ) from error
    return _read(path, modified)


@cache
def _read(path: Path, _modified: int) -> Plan:
    try:
        text = read_text(path)
        data = parse_yaml(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise PlanError(f"{path}: cannot be read as YAML: {error}") from error
    if not isinstance(data, dict) or not _is_list_of_mappings(data.get("areas")):
        says = "field areas: expected a list of areas, each with id, title and goals by level"
        raise PlanError(f"{path}: {says}{in_line(line_of_mistake(text, (), says))}")
    levels = set(get_args(Level))
    areas = [{k: v for k, v in area.items() if k not in levels} for area in data["areas"]]
    nested = list(_goals(data["areas"], path))
    goals = tuple(_valid(Goal, goal, f"{path}: goal {goal.get('id', '?')}", text, place) for place, goal in nested)
    places = {goal.id: place for goal, (place, _) in zip(goals, nested, strict=True)}
    plan = _valid(Plan, data | {"areas": areas, "goals": goals}, str(path), text)
    _check_references(
        plan, path, lambda place: in_line(line_of_field(text, places.get(place) or tuple(place.split("."))))
    )
    return plan


def _goals(areas: list[dict[str, Any]], path: Path) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Goals as the file nests them (area, then level), flat, each knowing its area and level, and where it is."""
    for number, area in enumerate(areas):
        for level in get_args(Level):
            goals = area.get(level, [])
            if not _is_list_of_mappings(goals):
                raise PlanError(f"{path}: area {area.get('id', '?')}: field {level}: expected a list of goals")
            for position, goal in enumerate(goals):
                yield ("areas", number, level, position), goal | {"area": area.get("id"), "level": level}


def _is_list_of_mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _valid(kind: type[Part], data: object, place: str, text: str, at: Place = ()) -> Part:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        problems = "; ".join(
            (f"field {'.'.join(map(str, e['loc']))}: " if e["loc"] else "")
            + e["msg"].removeprefix("Value error, ")
            + in_line(line_of_mistake(text, (*at, *e["loc"]), e["msg"]))
            for e in error.errors()
        )
        raise PlanError(f"{place}: {problems}") from error


def _check_references(plan: Plan, path: Path, where: Callable[[str], str]) -> None:
    """Raise PlanError where an id is used twice or a part points at what the plan lacks.

    `where` gives the line of a goal, by its id, or of a field.
    """
    problems = [
        f"{kind} id '{name}' is used {count} times, expected once{where(name if kind == 'goal' else kind + 's')}"
        for kind, parts in (("goal", plan.goals), ("area", plan.areas), ("break", plan.breaks))
        for name, count in Counter(part.id for part in parts).items()
        if count > 1
    ]
    judged = {goal.id for goal in plan.goals if goal.rule != "roll_up"}
    problems += [
        f"field frameworks: {name}: former leads back to it; expected an earlier programme"
        + where(f"frameworks.{name}")
        for name in plan.frameworks
        if _leads_back(name, plan)
    ]
    succeeding = {name for name, framework in plan.frameworks.items() if framework.former in plan.frameworks}
    for goal in plan.goals:
        problems += [
            f"goal {goal.id}: field targets: year {target.year}: expected {plan.first_year} (the plan's first) or later"
            + where(goal.id)
            for target in goal.targets
            if target.year < plan.first_year
        ]
        if unknown := [below for below in goal.rolls_up if below not in judged]:
            problems.append(
                f"goal {goal.id}: field rolls_up: {', '.join(unknown)}: expected goals that are not roll-ups themselves"
                + where(goal.id)
            )
        if goal.baseline.framework not in (None, *succeeding):
            problems.append(
                f"goal {goal.id}: field baseline.framework: '{goal.baseline.framework}': "
                f"expected a framework programme with a former one ({', '.join(sorted(succeeding))})" + where(goal.id)
            )
    main = {goal.indicator for goal in plan.goals}
    problems += [
        f"field headlines: '{name}': expected the main indicator of a goal{where('headlines')}"
        for name in plan.headlines
        if name not in main
    ]
    if problems:
        raise PlanError(f"{path}: " + "; ".join(problems))


def _leads_back(name: str, plan: Plan) -> bool:
    """Whether a programme comes, over those before it, before itself."""
    seen: list[str] = []
    former = plan.frameworks[name].former
    while former is not None and former in plan.frameworks and former not in seen:
        seen.append(former)
        former = plan.frameworks[former].former
    return name in seen
