"""Gender for whoever does not see exact figures: women, men, and where they are many the rest as one member.

Others and those of none stated are so few that protecting them would suppress women or men almost everywhere. So they
are not a cell of their own below the institution, and none of it unless they are 2k persons: who counts totals less
women and men learns how many they are, as in the tables that universities publish, and nothing else of them.
"""

from collections.abc import Iterable, Iterator

from models.answer import Row
from models.disclosure.grain import LISTED, UNIT_DIMENSIONS
from models.disclosure.table import Key
from models.question import Question, QuestionError, Viewer

REST = "x_or_not_stated"
CellOfQuery = tuple[object, ...]  # the members, then numerator, fact rows and denominator


def check_listed(question: Question, viewer: Viewer) -> None:
    """Raises QuestionError where a member is asked for that is not shown by itself."""
    for dimension, listed in LISTED.items():
        if unlisted := set(question.where.get(dimension, ())) - listed:
            raise QuestionError(
                f"with the rights of {viewer}, {dimension} is shown as {' and '.join(sorted(listed))};"
                f" leave out {' and '.join(sorted(unlisted))}, or ask by {dimension}"
            )


def merged(cells: Iterable[CellOfQuery], question: Question, *, is_added_up: bool) -> Iterator[CellOfQuery]:
    """The cells with merged members added up; a median of two members cannot be, and is not available."""
    together: dict[tuple[object, ...], CellOfQuery] = {}
    for *members, numerator, rows, denominator in cells:
        key = tuple(
            REST if name in LISTED and member not in LISTED[name] else member
            for name, member in zip(question.by, members, strict=True)
        )
        if key in together:
            numbers = tuple(map(_sum, together[key], (numerator, rows, denominator)))
            together[key] = numbers if is_added_up else (None, *numbers[1:])
        else:
            together[key] = (numerator, rows, denominator)
    yield from ((*key, *cell) for key, cell in together.items())


def is_listed(row: Row, question: Question, suppressed: set[Key], k: int) -> bool:
    """Whether a row may be listed at all: a merged member needs 2k persons, no unit, and none beside it suppressed.

    A suppressed cell beside it would follow from it and the total.
    """
    places = [at for at, name in enumerate(question.by) if row.key[name] == REST and name in LISTED]
    if not places:
        return True
    if UNIT_DIMENSIONS.intersection((*question.by, *question.where)) or row.numerator is None:
        return False
    (place,) = places
    key = tuple(row.key.values())
    beside = {(*key[:place], member, *key[place + 1 :]) for member in LISTED[question.by[place]]}
    persons = row.numerator if row.denominator is None else row.denominator
    parts = () if row.denominator is None else (row.numerator, row.denominator - row.numerator)
    return not beside & suppressed and persons >= 2 * k and not any(0 < part < k for part in parts)


def _sum(one: object, other: object) -> object:
    if one is None or other is None:
        return other if one is None else one
    return one + other  # type: ignore[operator] # what an engine gives for a count or a sum is a number
