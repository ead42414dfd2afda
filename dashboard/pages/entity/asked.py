"""The figures of a thing's page: each asked for it alone, over the plan's years or in the last one."""

from dashboard.builds import answer
from dashboard.pages.lists.figures import question_for
from dashboard.pages.parts.view import View
from models.answer import Answer, Row, Sign
from models.catalogue import Indicator
from models.question import Question, QuestionError, Where


def answerable(names: tuple[str, ...], where: Where, view: View) -> list[Indicator]:
    """Those of the indicators that the build has, and that can be narrowed so."""
    every = (view.build.indicators.get(name) for name in names)
    return [each for each in every if each is not None and set(where) <= set(each.dimensions)]


def figure(
    indicator: Indicator, where: Where, view: View, *, latest: bool = False
) -> tuple[Row, Question, Answer | None]:
    """The figure, what was asked for it, and its answer (None where the reader may not ask so finely)."""
    question = question_for(indicator, (), where, view, latest=latest)
    try:
        result = answer(question, view.build)
    except QuestionError:
        return Row({}, None, None, None, Sign.SUPPRESSED), question, None
    return (result.rows[0] if result.rows else Row({}, None, None, None, Sign.MISSING)), question, result


def by_member(indicator: Indicator, by: str, where: Where, view: View) -> Answer | None:
    """The figures by another dimension; None where the reader may not ask so finely."""
    try:
        return answer(question_for(indicator, (by,), where, view, latest=False), view.build)
    except QuestionError:
        return None


def by_year(indicator: Indicator, where: Where, view: View) -> Answer | None:
    """The figures year by year; None where the reader may not ask so finely."""
    try:
        return answer(Question(indicator.id, ("year",), where), view.build)
    except QuestionError:
        return None
