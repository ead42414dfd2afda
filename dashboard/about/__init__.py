"""About this number, in words: what `models.about` gathers, told in a language."""

from dashboard.about.bridge import BridgeTold, Rung
from dashboard.about.told import File, Told, tell

__all__ = ["BridgeTold", "File", "Rung", "Told", "tell"]
