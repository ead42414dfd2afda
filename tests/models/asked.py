"""Short ways to ask in tests."""

from models.answer import Answer
from models.asking import ask
from models.question import Question, Viewer
from models.store import OpenBuild

ANALYST = Viewer("institutional_analyst")
Cell = str | int | None


def answer(build: OpenBuild, indicator: str, viewer: Viewer = ANALYST, **question: object) -> Answer:
    """The answer to `Question(indicator, **question)`."""
    return ask(Question(indicator, **question), viewer, build)  # type: ignore[arg-type]


def by_year(build: OpenBuild, indicator: str, **question: object) -> dict[Cell, float | None]:
    """Value per year."""
    rows = answer(build, indicator, by=("year",), **question).rows
    return {row.key["year"]: row.value for row in rows}


def fractions(build: OpenBuild, indicator: str, *by: str, **question: object) -> dict[Cell, tuple[object, object]]:
    """(numerator, denominator) per member of one dimension, `year` unless named."""
    by = by or ("year",)
    rows = answer(build, indicator, by=by, **question).rows
    return {row.key[by[0]]: (row.numerator, row.denominator) for row in rows}
