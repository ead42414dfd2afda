"""What a reader knows of a suppressed sum over years: it is at least what the years add up to that are shown anyway."""

from collections import defaultdict

from dashboard.builds import answer
from dashboard.pages.parts.view import View
from models.answer import Sign
from models.catalogue import Indicator
from models.question import Question, QuestionError

SUPPRESSED = "small_cells_suppressed"


def at_least(question: Question, indicator: Indicator, view: View) -> dict[str, float]:
    """Member → the sum of those of its years that the reader sees; "" is the member of a question without dimension.

    Members none of whose years is shown above zero are left out, and so is everything that cannot be added up over
    years or is rounded: what is rounded up is not a bound.
    """
    if indicator.value != "count" or indicator.time != "flow" or question.years is None or len(question.by) > 1:
        return {}
    by_year = Question(question.indicator, (*question.by, "year"), question.where, question.years)
    try:
        result = answer(by_year, view.build)
    except QuestionError:
        return {}
    if result.meta.rounding != SUPPRESSED:
        return {}
    sums = defaultdict[str, float](float)
    for row in result.rows:
        if row.sign != Sign.SUPPRESSED and row.numerator:
            sums[str(row.key[question.by[0]]) if question.by else ""] += row.numerator
    return dict(sums)
