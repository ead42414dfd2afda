"""How far a value is from a target, by the sense of the target, so that nobody has to think of the sign."""

from math import isclose

from models.plan import Sense


def to_go(value: float, target: float, sense: Sense) -> float:
    """What is missing to the target: above zero while it is not met, zero on it, below zero beyond it.

    Rank 25 against at most 20 is 5 to go, rank 17 is 3 beyond; a share of 0.4 against at least 0.5 is 0.1 to go.
    """
    return target - value if sense == "at_least" else value - target


def meets(value: float, bar: float, sense: Sense) -> bool:
    """Whether a value is on the good side of a bar; equal is enough."""
    return isclose(value, bar, rel_tol=1e-9) or to_go(value, bar, sense) < 0
