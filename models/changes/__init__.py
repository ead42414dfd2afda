"""What changed since a frozen figure: late data, the definition, the units; parts that sum to the difference."""

from models.changes.recounting import Between, ChangesError, between
from models.changes.result import Cause, Change, Changes, Part
from models.changes.splitting import changes

__all__ = ["Between", "Cause", "Change", "Changes", "ChangesError", "Part", "between", "changes"]
