"""About this number: what a figure means, what it was made of, and why another source has another."""

from models.about.explaining import about
from models.about.result import About, Crossing, KeptOut, Published, StepTaken

__all__ = ["About", "Crossing", "KeptOut", "Published", "StepTaken", "about"]
