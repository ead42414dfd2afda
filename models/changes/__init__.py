"""What changed since a frozen figure: late data, the definition, the units; parts that sum to the difference."""

from models.changes.change import Cause, Change, Changes, Part
from models.changes.decompose import changes
from models.changes.recount import Between, ChangesError, between

__all__ = ["Between", "Cause", "Change", "Changes", "ChangesError", "Part", "between", "changes"]
