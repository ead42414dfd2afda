"""About this number, in words: what `models.explanation` gathers, told in a language."""

from dashboard.explanation.bridge_table import BridgeTold, Rung
from dashboard.explanation.in_words import File, Told, tell

__all__ = ["BridgeTold", "File", "Rung", "Told", "tell"]
