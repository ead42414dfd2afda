"""From four answers to what is between them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from models.answer import Answer, Row, Sign
from models.asking import ask
from models.catalogue import Indicator
from models.changes.change import CAUSES, Change, Changes, Part
from models.changes.recount import Between, ChangesError
from models.contribution.amounts import exact
from models.contribution.amounts import value as exact_value
from models.disclosure import sees_exactly
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild

Key = tuple[str | int | None, ...]
Standing = Part
Rows = Mapping[Key, Row]
EVERYTHING = Viewer("institutional_analyst")


def changes(question: Question, viewer: Viewer, then: OpenBuild, now: OpenBuild, between: Between) -> Changes:
    """Split the difference between a frozen figure and today's, year by year, into what each cause changed.

    Four answers to the same question: frozen definition over frozen rows, over today's rows, today's definition over
    them, and today's units too. Each is what `ask` answers this viewer, so each part is the difference of two answers.
    Raises QuestionError as `ask` does, and ChangesError where then and now are measured in different units.
    """
    builds = _alike(then, between.data, between.definition, now)
    indicators = [build.indicators[question.indicator] for build in builds]
    before, after = indicators[0], indicators[-1]
    if before.unit != after.unit:
        raise ChangesError(
            f"{after.id} was measured in {before.unit}, and is in {after.unit}: no difference can be given"
        )
    question = replace(question, by=tuple(dict.fromkeys(("year", *question.by))))
    may_see = _seen_years(question, viewer, builds, indicators)
    answers = [ask(question, viewer, build) for build in builds]
    rows = [_by_key(answer) for answer in answers]
    frozen_years = {row.key["year"] for row in answers[0].rows}
    keys = sorted(
        {key for by_key in rows for key, row in by_key.items() if row.key["year"] in frozen_years}, key=_order
    )
    decomposed = [
        change(dict(zip(question.by, key, strict=True)), [by_key.get(key) for by_key in rows], indicators)
        for key in keys
    ]
    if may_see is not None:
        decomposed = [one if one.key["year"] in may_see else replace(one, parts=None, whole=None) for one in decomposed]
    return Changes(tuple(decomposed), answers[0].meta, answers[-1].meta)


def _alike(*builds: OpenBuild) -> list[OpenBuild]:
    """The builds with the names of both: a unit that only one of them has counts nothing in the other."""
    first, last = builds[0], builds[-1]
    labels = {
        dimension: {**first.labels.get(dimension, {}), **last.labels.get(dimension, {})}
        for dimension in (*first.labels, *last.labels)
    }
    return [replace(build, labels=labels) for build in builds]


def change(key: Mapping[str, str | int | None], rows: Sequence[Row | None], indicators: Sequence[Indicator]) -> Change:
    """One figure's four answers, each by its indicator, as parts that sum to the whole; none where one is not shown."""
    if any(row is not None and row.sign == Sign.SUPPRESSED for row in rows):
        return Change(key, rows[0], rows[-1], None, None)
    stands = [_standing(row, indicator) for row, indicator in zip(rows, indicators, strict=True)]
    parts = [_difference(*pair) for pair in pairwise(stands)]
    return Change(key, rows[0], rows[-1], dict(zip(CAUSES, parts, strict=True)), _difference(stands[0], stands[-1]))


def _standing(row: Row | None, indicator: Indicator) -> Standing:
    """A row as exact numbers. Where there is none nothing counts; what has a denominator has no value then."""
    has_parts = indicator.denominator is not None
    if row is None:
        return Standing(Fraction(0), Fraction(0) if has_parts else None, None if has_parts else Fraction(0))
    numerator, denominator = (None if count is None else exact(count) for count in (row.numerator, row.denominator))
    return Standing(numerator, denominator, None if row.value is None else exact_value(row, indicator))


def _difference(before: Standing, after: Standing) -> Part:
    def minus(late: Fraction | None, early: Fraction | None) -> Fraction | None:
        return None if late is None or early is None else late - early

    return Part(
        minus(after.numerator, before.numerator),
        minus(after.denominator, before.denominator),
        minus(after.value, before.value),
    )


def _seen_years(
    question: Question, viewer: Viewer, builds: Sequence[OpenBuild], indicators: Sequence[Indicator]
) -> frozenset[int] | None:
    """The years whose parts a viewer may see; None: all.

    A part of a few persons reveals them. It is looked for in every cell of the question's table, whichever are asked
    for, and where one is found nobody but those who see all exactly sees any part of that table's year: what is
    shown of the others and of the whole would reveal the suppressed one. Raises QuestionError.
    """
    if all(sees_exactly(question, indicator, viewer) for indicator in indicators):
        return None
    dimensions = tuple(name for name in dict.fromkeys((*question.by, *question.where)) if name != "year")
    if len(dimensions) > 1:
        raise QuestionError(
            f"with the rights of {viewer}, what changed is given by year and one other dimension; leave out "
            f"{' or '.join(dimensions)}"
        )
    if dimensions and question.units == "today":
        raise QuestionError(
            f"with the rights of {viewer}, what changed is given for units as they were; ask without today"
        )
    whole = Question(question.indicator, ("year", *dimensions), years=question.years, dated_by=question.dated_by)
    rows = [_by_key(ask(whole, EVERYTHING, build)) for build in builds]
    limit = max(
        limit
        for build, indicator in zip(builds, indicators, strict=True)
        for limit in (build.config.settings.suppress_below, indicator.k or 0)
    )
    years, few = set[int](), set[int]()
    for key in set().union(*rows):
        year = int(str(key[0]))
        years.add(year)
        if tells_of_few([by_key.get(key) for by_key in rows], indicators, limit):
            few.add(year)
    return frozenset(years - few)


def tells_of_few(rows: Sequence[Row | None], indicators: Sequence[Indicator], limit: int) -> bool:
    """Whether a part of a figure's change is of some persons, but of fewer than `limit`."""
    counts = [_persons(row, indicator) for row, indicator in zip(rows, indicators, strict=True)]
    return any(0 < abs(late - early) < limit for pair in pairwise(counts) for early, late in zip(*pair, strict=True))


def _persons(row: Row | None, indicator: Indicator) -> tuple[float, float]:
    """The counts of persons behind a value: of a share those within and the rest, of a statistic its cases."""
    within, together = (0, 0) if row is None else (row.numerator or 0, row.denominator or 0)
    if indicator.value == "statistic":
        return together, 0
    return within, together - within if indicator.is_share else together


def _by_key(answer: Answer) -> dict[Key, Row]:
    return {tuple(row.key.values()): row for row in answer.rows}


def _order(key: Key) -> tuple[tuple[bool, str | int], ...]:
    return tuple((member is None, "" if member is None else member) for member in key)
