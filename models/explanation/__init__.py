"""About this number: what a figure means, what it was made of, and why another source has another."""

from models.explanation.explanation import About, Crossing, Published, QuarantinedRows, StepTaken
from models.explanation.gather import about

__all__ = ["About", "Crossing", "Published", "QuarantinedRows", "StepTaken", "about"]
