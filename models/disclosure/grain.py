"""What a reader with suppressed cells may ask about persons: units by one other dimension, in years of one reference
date.

Two other dimensions at once, or another reference date, would show the same persons cut up in a second way, and the
difference between the two could reveal a few of them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.catalogue import Indicator
from models.question import Question, QuestionError, Viewer

Levels = tuple[tuple[str, ...], ...]
# A unit of then and the one in its place today are one level: persons whose unit has changed are a node of their own.
UNITS: Levels = (("faculty", "faculty_today"), ("department", "department_today"), ("programme",))
# What a country or partner decides is one tree: the same persons are in each of its levels.
PLACES: Levels = (
    ("is_priority", "is_eu_eea", "is_eu_eea_ch"),
    ("region",),
    ("dac_group",),
    ("country",),
    ("alliance",),
    ("partner",),
)
UNIT_DIMENSIONS = frozenset(name for level in UNITS for name in level)
PLACE_DIMENSIONS = frozenset(name for level in PLACES for name in level)
# Each splits or repeats the furthest stage of a round: beside that, a few persons could be worked out.
EXACT_ONLY = frozenset({"progress", "stage_same_day", "weeks_waited"})


# Members of another dimension that are decided and published by unit (see `merging`).
LISTED: Mapping[str, frozenset[str]] = {"gender": frozenset({"f", "m"})}


@dataclass(frozen=True)
class Grain:
    """The columns that a question's cells are made of: levels of units, and levels of one other dimension."""

    units: Levels
    members: Levels

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, units first, from the top down."""
        return tuple(name for level in (*self.units, *self.members) for name in level)


def column(dimension: str, question: Question) -> str:
    """The column that holds a dimension: units have two, as then and as today."""
    return f"{dimension}_today" if question.units == "today" and f"{dimension}_today" in UNIT_DIMENSIONS else dimension


def grain_of(question: Question, dimensions: Collection[str]) -> Grain:
    """The grain that a question is decided at, by the dimensions of all that is counted over its fact.

    The question must have been allowed (see `allow`).
    """
    requested = _asked(question)
    others = [name for name in requested if name not in UNIT_DIMENSIONS]
    known_dimensions = {*dimensions, *(f"{name}_today" for name in dimensions)}
    tree = PLACES if PLACE_DIMENSIONS.intersection(others) else tuple((name,) for name in others)
    return Grain(_down_to(requested, UNITS, known_dimensions), _down_to(requested, tree, known_dimensions))


def allow(question: Question, indicator: Indicator, viewer: Viewer) -> None:
    """Raises QuestionError, saying what to leave out, where the question cuts persons up in more ways than one."""
    requested = _asked(question)
    if surplus_steps := [name for name in requested if name in EXACT_ONLY]:
        raise QuestionError(
            f"with the rights of {viewer}, a round is shown by furthest_stage; leave out {' and '.join(surplus_steps)}"
        )
    overlapping = {name for fact in indicator.facts for name in fact.overlapping_years}.intersection(requested)
    if overlapping and (len(requested) > 1 or "year" in question.by or question.years is not None):
        raise QuestionError(
            f"with the rights of {viewer}, {' and '.join(overlapping)} is shown for the whole institution and for all "
            "years alone; ask for it by itself, or by year with the reference date academic"
        )
    others = [name for name in requested if name not in UNIT_DIMENSIONS and name not in PLACE_DIMENSIONS]
    trees = len(others) + bool(PLACE_DIMENSIONS.intersection(requested))
    if trees > 1:
        surplus = " or ".join(name for name in requested if name not in UNIT_DIMENSIONS)
        raise QuestionError(
            f"with the rights of {viewer}, persons are shown by unit, year and one other dimension; leave out {surplus}"
        )
    if requested and question.dated_by not in (None, indicator.default_reference_date):
        raise QuestionError(
            f"with the rights of {viewer}, {indicator.id} by {question.dated_by} is shown for the whole institution "
            f"alone; leave out {' and '.join(requested)}, or ask by {indicator.default_reference_date}"
        )


def _asked(question: Question) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys((*question.by, *question.where)) if name != "year")


def _down_to(requested: tuple[str, ...], tree: Levels, known_dimensions: set[str]) -> Levels:
    """The levels of a tree that the indicator has, down to the lowest that is asked for."""
    lowest = max((at for at, level in enumerate(tree) if set(level).intersection(requested)), default=-1)
    levels = [tuple(name for name in level if name in known_dimensions) for level in tree[: lowest + 1]]
    return tuple(level for level in levels if level)
