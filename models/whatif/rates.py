"""Suppose that members reach a rate: a share's own counts say what they would gain."""

from dataclasses import replace

from models.answer import Row
from models.asking import ask, check
from models.fixed_shares import refuse_decided
from models.question import Question, QuestionError, Viewer
from models.rounding import whole_cases
from models.status.series import complete_years, last_year_with_data
from models.store import OpenBuild
from models.whatif.whatif import Gain, WhatIf


def if_members_reached(rate: float, question: Question, viewer: Viewer, build: OpenBuild) -> WhatIf:
    """Suppose that every member that the question keeps reached a rate (0–1) in its year; who is above it stays there.

    So no gain is below zero, and gains add up. Without years it is the last that is over and known. Raises
    QuestionError where the indicator is not a share, where the question names no dimension, several years, or a
    dimension that decides the share, and where the rate is not one.
    """
    if not 0 <= rate <= 1:
        raise QuestionError(f"a rate of {rate:g} cannot be reached; write a share from 0 to 1, such as 0.4 for 40 %")
    question, whole = _in_one_year(question, viewer, build)
    answer = ask(question, viewer, build)
    if answer.meta.rounding == "exact" and sum(row.denominator or 0 for row in answer.rows) > (whole.denominator or 0):
        raise QuestionError(
            f"{question.indicator} does not add up over {' and '.join(question.by)}: what belongs to several counts in "
            "each, and once in the whole; no gain can be computed"
        )
    gains = tuple(Gain(row, _gained(row, rate)) for row in answer.rows)
    gained = sum(gain.gained or 0 for gain in gains)
    suppressed = sum(gain.gained is None for gain in gains)
    return WhatIf(rate, gains, gained, suppressed, whole, _with(whole, gained), answer.meta)


def if_members_had_the_rate_of(member: str, question: Question, viewer: Viewer, build: OpenBuild) -> WhatIf:
    """Suppose that every member that the question keeps did at least as well as one of its only dimension.

    Raises QuestionError as above, and where that member has no rate that this viewer may see.
    """
    question, _ = _in_one_year(question, viewer, build)
    dimension, *others = question.by
    if others:
        raise QuestionError("the rate of one member is taken along one dimension; leave out the others")
    rows = ask(replace(question, where={**question.where, dimension: (member,)}), viewer, build).rows
    if not rows or rows[0].value is None:
        raise QuestionError(f"{dimension} {member} has no rate in that year that {viewer.role} may see")
    return if_members_reached(rows[0].value, question, viewer, build)


def _in_one_year(question: Question, viewer: Viewer, build: OpenBuild) -> tuple[Question, Row]:
    """The question narrowed to its year, and the institution's own row of it."""
    indicator = check(question, build)
    if indicator.value != "ratio" or not indicator.is_share:
        raise QuestionError(f"{indicator.id} is not a share; only of a share can a higher rate be supposed")
    if not question.by or "year" in question.by:
        raise QuestionError(f"a what-if is split by a dimension of {indicator.id}: {', '.join(indicator.dimensions)}")
    refuse_decided(question, indicator, "what-if")
    answer = ask(Question(indicator.id, ("year",), dated_by=question.dated_by), viewer, build)
    known_yearss = {row.key["year"]: row for row in answer.rows}
    if question.years is None:
        last = last_year_with_data(
            complete_years(answer, build.known_until(indicator), build.academic_month), build.as_of.year
        )
        question = replace(question, years=None if last is None else (last, last))
    if question.years is None or question.years[0] != question.years[1] or question.years[0] not in known_yearss:
        known_years = ", ".join(str(year) for year in known_yearss) or "none"
        raise QuestionError(f"a what-if is about one year with a figure; of {indicator.id}: {known_years}")
    return question, known_yearss[question.years[0]]


def _gained(row: Row, rate: float) -> int | None:
    """Whole cases that a row would have more, as many as it takes; None where its own are suppressed or absent."""
    if row.numerator is None or row.denominator is None:
        return None
    return max(whole_cases(rate * row.denominator - row.numerator), 0)


def _with(whole: Row, gained: int) -> float | None:
    """The share that the whole would have."""
    if whole.numerator is None or not whole.denominator:
        return None
    return (whole.numerator + gained) / whole.denominator
