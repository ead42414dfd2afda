"""Two scorecards, and what is another in the later one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from models.status import StatusId, StatusRow

Kind = Literal["reached", "behind", "stale", "no_data", "other", "added", "removed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_OF: Mapping[StatusId, Kind] = {
    "reached": "reached",
    "in_balance": "reached",
    "not_reached": "behind",
    "behind_pace": "behind",
    "declining": "behind",
    "out_of_balance": "behind",
    "stale": "stale",
    "no_data": "no_data",
    "too_few": "no_data",
    "too_early": "no_data",
}


@dataclass(frozen=True)
class Change:
    """A goal with another status than before; one of the two is missing where only one of the plans has the goal."""

    before: StatusRow | None
    now: StatusRow | None

    @property
    def row(self) -> StatusRow:
        """The later of the two."""
        row = self.now or self.before
        assert row is not None
        return row


@dataclass(frozen=True)
class Digest:
    """What changed, by kind in the order of KINDS, and how many goals have each status now."""

    changes: Mapping[Kind, tuple[Change, ...]]
    counts: Mapping[StatusId, int]

    @property
    def size(self) -> int:
        """How many goals changed."""
        return sum(len(changes) for changes in self.changes.values())


def compose(before: Sequence[StatusRow], now: Sequence[StatusRow]) -> Digest:
    """Every goal whose status differs, once, in the order of the later plan; roll-ups only repeat their goals."""
    was = {row.goal.id: row for row in before if row.status != "roll_up"}
    judged = {row.goal.id: row for row in now if row.status != "roll_up"}
    by_kind: dict[Kind, list[Change]] = {kind: [] for kind in KINDS}
    for goal, row in judged.items():
        if goal not in was:
            by_kind["added"].append(Change(None, row))
        elif was[goal].status != row.status:
            by_kind[KIND_OF.get(row.status, "other")].append(Change(was[goal], row))
    by_kind["removed"] = [Change(row, None) for goal, row in was.items() if goal not in judged]
    changes = {kind: tuple(changed) for kind, changed in by_kind.items() if changed}
    return Digest(changes, Counter(row.status for row in judged.values()))
