"""The honest judgement: every goal of the plan with its status."""

from models.status.row import StatusId, StatusRow
from models.status.scorecard import scorecard

__all__ = ["StatusId", "StatusRow", "scorecard"]
