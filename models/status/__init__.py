"""The honest judgement: every goal of the plan with its status."""

from models.status.row import (
    GROUP_OF,
    GROUPS,
    AgainstFormer,
    ChangeId,
    Curve,
    Group,
    ReasonId,
    StatusId,
    StatusRow,
    WouldChange,
)
from models.status.scorecard import scorecard

__all__ = [
    "GROUPS",
    "GROUP_OF",
    "AgainstFormer",
    "ChangeId",
    "Curve",
    "Group",
    "ReasonId",
    "StatusId",
    "StatusRow",
    "WouldChange",
    "scorecard",
]
