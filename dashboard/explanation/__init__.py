"""About this number, in words: what `models.explanation` gathers, written in a language."""

from dashboard.explanation.bridge_table import BridgeTable, Rung
from dashboard.explanation.in_words import Explanation, File, describe

__all__ = ["BridgeTable", "Explanation", "File", "Rung", "describe"]
