"""Questions without sense: what would follow from another share of members whose share is decided by definition."""

from models.catalogue import Indicator
from models.question import Question, QuestionError


def deciding(question: Question, indicator: Indicator) -> tuple[str, ...]:
    """The dimensions of a question that decide the indicator's numerator (see `Indicator.decides`)."""
    return tuple(name for name in dict.fromkeys((*question.by, *question.where)) if name in indicator.decides)


def refuse_decided(question: Question, indicator: Indicator, what: str) -> None:
    """Raises QuestionError with the reason where such a dimension is asked by or kept; `what` is what was asked for."""
    if names := deciding(question, indicator):
        raise QuestionError(
            f"no {what} of {indicator.id} by {' and '.join(names)}: what is counted is decided by it, so that each "
            "member's share is 0 or 1 by definition and cannot change; leave it out, or ask for the figures alone"
        )
