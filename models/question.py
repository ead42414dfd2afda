"""What can be asked, and who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from data_contracts.errors import UtsynError

# From the fewest rights to the most. An attestor sees what a unit analyst sees, a steward what an analyst sees.
Role = Literal["public", "viewer", "attestor", "unit_analyst", "institutional_analyst", "steward", "admin"]
Units = Literal["then", "today"]
Where = Mapping[str, tuple[str, ...]]
ROLES: tuple[Role, ...] = get_args(Role)
ROLES_OF_A_UNIT: tuple[Role, ...] = ("attestor", "unit_analyst")
EXACT_ROLES: tuple[Role, ...] = ("institutional_analyst", "steward", "admin")


class QuestionError(UtsynError):
    """The question cannot be asked; the message names the word that is wrong and those that are known."""


@dataclass(frozen=True)
class Viewer:
    """A reader and its rights. `unit` (a member of faculty or department) belongs to the roles of a unit.

    `knows` is a unit whose exact figures somebody has seen who looks as a viewer does: nothing is shown that would
    reveal others beside them.
    """

    role: Role = "institutional_analyst"
    unit: str | None = None
    knows: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Viewer":
        """Read `role`, or `role:UNIT` for a role of a unit. Raises QuestionError."""
        role, _, unit = text.partition(":")
        if role not in ROLES:
            raise QuestionError(f"unknown viewer '{role}'; known: {', '.join(ROLES)}")
        if (role in ROLES_OF_A_UNIT) != bool(unit):
            raise QuestionError(
                f"write {' or '.join(f'{one}:UNIT' for one in ROLES_OF_A_UNIT)} with a unit code (unit_analyst:63); "
                "no other viewer has a unit"
            )
        return cls(role, unit or None)

    @property
    def sees_exact_figures(self) -> bool:
        """Whether every figure of the institution is shown as it is."""
        return self.role in EXACT_ROLES

    def may_preview(self, other: "Viewer") -> bool:
        """Whether this viewer may look as the other does: everybody as the public, whoever sees a unit as a viewer, and
        whoever sees all exactly as anybody.
        """
        if self.role == "public":
            return False
        is_below = other.role == "public" or (self.role in ROLES_OF_A_UNIT and other.role == "viewer")
        return is_below or (self.sees_exact_figures and not other.sees_exact_figures)

    def previewing(self, other: "Viewer") -> "Viewer":
        """The other viewer, with what this one knows already."""
        return replace(other, knows=self.unit) if other.role == "viewer" else other

    def __str__(self) -> str:
        if self.knows:
            return f"{self.role} who knows {self.knows}"
        return f"{self.role}:{self.unit}" if self.unit else self.role


@dataclass(frozen=True)
class Question:
    """An indicator, the dimensions to break it down by, and the members to keep.

    `where` maps a dimension to the members kept; `years` is a closed range; `dated_by` is one of the indicator's
    (None: its first). Without `years` a flow counts all years and a stock shows its last. `units` places a figure under
    the faculty and department of its own day, or under those that have taken their place by today.
    """

    indicator: str
    by: tuple[str, ...] = ()
    where: Where = field(default_factory=dict)
    years: tuple[int, int] | None = None
    dated_by: str | None = None
    units: Units = "then"

    def __hash__(self) -> int:
        return hash((self.indicator, self.by, tuple(sorted(self.where.items())), self.years, self.dated_by, self.units))
