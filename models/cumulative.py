"""A share that grows along a dimension (semesters of study): figures up to and including each member."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from models.answer import Answer, Row, Sign
from models.catalogue import Indicator
from models.question import Question, QuestionError

Key = tuple[str | int | None, ...]


def is_cumulative(question: Question, indicator: Indicator) -> bool:
    """Whether the question asks by, or keeps members of, the dimension that the indicator grows along."""
    return indicator.cumulative_by is not None and indicator.cumulative_by in (*question.by, *question.where)


def cumulative_parts(question: Question, indicator: Indicator) -> tuple[Question, Question]:
    """What is added in each member (see `additions`), and the share of all; both by the question's other dimensions.

    Raises QuestionError where cohorts of several years would be together, which have come differently far.
    """
    dimension = str(indicator.cumulative_by)
    is_one_year = question.years is not None and question.years[0] == question.years[1]
    if "year" not in question.by and not is_one_year:
        raise QuestionError(
            f"by {dimension} the years have come differently far: ask by year too, or for a single year"
        )
    where = {name: members for name, members in question.where.items() if name != dimension}
    others = tuple(name for name in question.by if name != dimension)
    return replace(question, by=(*others, dimension), where=where), replace(question, by=others, where=where)


def additions(indicator: Indicator) -> Indicator:
    """The count of cases that come in with each member."""
    changes = {"value": "count", "unit": "number", "denominator": None, "cumulative_by": None, "decides": ()}
    return indicator.model_copy(update=changes)


def without_growth(indicator: Indicator) -> Indicator:
    """The share of all, which is not asked along the dimension."""
    return indicator.model_copy(update={"cumulative_by": None})


def running_shares(added: Answer, whole: Answer, question: Question, indicator: Indicator) -> tuple[Row, ...]:
    """The rows of the question: what was added up to each member over all cases, in the question's own order.

    Where an addition is suppressed for the viewer, so is every figure that follows from it alone: those after it can
    still be had by taking the later additions from the whole.
    """
    dimension = str(indicator.cumulative_by)
    kept = question.where.get(dimension)
    rows: dict[Key, Row] = {}
    totals = {tuple(row.key.values()): row for row in whole.rows}
    for others, members in groupby(added.rows, key=lambda row: tuple(row.key.values())[:-1]):
        for row in _running(list(members), totals.get(others)):
            if kept is None or row.key[dimension] in kept:
                key = {name: row.key[name] for name in question.by}
                rows[tuple(key.values())] = replace(row, key=key)  # without it in `by`, the last member kept stands
    return tuple(rows[key] for key in sorted(rows, key=lambda key: tuple((m is None, m or "") for m in key)))


def _running(added: list[Row], whole: Row | None) -> Iterator[Row]:
    counts = [row.numerator for row in added]
    for at, row in enumerate(added):
        so_far, later = counts[: at + 1], counts[at + 1 :]
        if whole is None or whole.denominator is None or whole.numerator is None:
            yield Row(row.key, None, None, None, Sign.MISSING if whole is None else whole.sign or Sign.MISSING)
        elif None not in so_far:
            yield _share(row.key, sum(count or 0 for count in so_far), whole)
        elif None not in later:
            yield _share(row.key, whole.numerator - sum(count or 0 for count in later), whole)
        else:
            yield Row(row.key, None, None, None, Sign.SUPPRESSED)


def _share(key: Mapping[str, str | int | None], count: float, whole: Row) -> Row:
    if not whole.denominator:
        return Row(key, count, whole.denominator, None, Sign.NOT_APPLICABLE)
    within = min(max(count, 0), whole.denominator)
    return Row(key, within, whole.denominator, within / whole.denominator, is_whole=whole.is_whole)
