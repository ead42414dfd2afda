"""Attestations: what units say of how far they have come with a goal that no register measures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from models.plan import AttestedBy
from models.question import Where
from models.store import OpenBuild
from models.units import units_today

FACT = "attestations"
INSTITUTION = "institution"


@dataclass(frozen=True)
class Attested:
    """What one unit said last; `unit_code` is a member of its dimension, or INSTITUTION.

    `is_stale`: it was valid until before the day the build describes.
    """

    unit_code: str
    level: int
    attested_on: date
    valid_until: date
    is_stale: bool
    statement: str
    evidence_url: str | None
    owner: str
    not_relevant_reason: str | None


@dataclass(frozen=True)
class Milestone:
    """How far a goal has come by attestation: never an average.

    `institution` is what the institution as a whole attested. Of the `required` units, `units` have ever attested;
    `levels` counts those by the level 0–4 that they hold now, without the stale and those it is not relevant to.
    """

    required: int
    institution: Attested | None
    units: tuple[Attested, ...]

    @property
    def levels(self) -> Mapping[int, int]:
        """Units by the level they hold."""
        return dict(sorted(Counter(unit.level for unit in self.units if not _has_none(unit)).items()))

    @property
    def stale(self) -> int:
        """Units whose attestation has expired."""
        return sum(unit.is_stale for unit in self.units)

    @property
    def not_relevant(self) -> int:
        """Units that hold the goal not to be relevant to them, for a reason that still stands."""
        return sum(unit.not_relevant_reason is not None and not unit.is_stale for unit in self.units)

    @property
    def attested(self) -> int:
        """Units with an attestation that still holds, of any level: the coverage is attested of required."""
        return len(self.units) - self.stale


def may_attest(attested_by: AttestedBy, unit: Where) -> bool:
    """Whether a unit, or those below it, are to attest."""
    return attested_by == "departments" or (attested_by == "faculties" and "faculty" in unit)


def milestone_of(
    goal_id: str, attested_by: AttestedBy, build: OpenBuild, unit: Where | None = None
) -> Milestone | None:
    """What has been attested of a goal; None where nothing was, or where the build is older than attestations.

    Of a `unit` it is what that unit and those below it have attested, without the institution's word.

    Attestations are about units, not persons: every viewer sees them.
    """
    if FACT not in build.facts:
        return None
    columns = ("unit_code", "level", "attested_on", "valid_until", "is_stale", "statement", "evidence_url", "owner",
               "not_relevant_reason", "unit_level")  # fmt: skip
    query = (
        exp.select(*(exp.column(name) for name in columns))
        .from_(exp.table_(FACT, db="facts"))
        .where(exp.column("goal_id").eq(goal_id))
        .order_by("unit_code")
    )
    by_unit = {row[0]: (str(row[-1]), _attested(row[:-1])) for row in build.engine.rows(query)}
    units = tuple(attested for level, attested in by_unit.values() if level == attested_by)
    institution = None if unit else by_unit.get(INSTITUTION, (None, None))[1]
    required = _required(attested_by, build, unit or {})
    units = tuple(attested for attested in units if attested.unit_code in required)
    return Milestone(len(required), institution, units) if institution or units else None


def _required(attested_by: AttestedBy, build: OpenBuild, unit: Where) -> set[str]:
    """The codes of the units that are to attest, of all or of those within a unit."""
    if attested_by == "institution":
        return {INSTITUTION}
    kept = unit.get("faculty")
    faculties = {code: below for code, below in units_today(build).items() if kept is None or code in kept}
    if attested_by == "faculties":
        return set(faculties)
    departments = {department for below in faculties.values() for department in below}
    return departments.intersection(unit.get("department", departments))


def _attested(row: tuple[object, ...]) -> Attested:
    return Attested(*row)  # type: ignore[arg-type]  # the columns are typed by the fact


def _has_none(unit: Attested) -> bool:
    return unit.is_stale or unit.not_relevant_reason is not None
