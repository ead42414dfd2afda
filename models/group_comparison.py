"""A group held against the rest: the difference of two shares, from figures that the reader sees anyhow."""

from dataclasses import replace

from models.answer import Answer, Row, Sign
from models.catalogue import Comparison, Indicator
from models.question import Question, QuestionError

Members = tuple[str | int | None, ...]
HUNDREDTHS = 100  # percentage points in a difference of shares of 1


def parts(question: Question, indicator: Indicator) -> tuple[Question, Question, str]:
    """The share by the group, the share of all, and which dimension has the group.

    A question that names no group is about the one that the indicator compares unless asked otherwise. Raises
    QuestionError where two dimensions have groups, or several members are to be one group.
    """
    compares = _comparison(indicator)
    compared = [name for name in (*question.by, *question.where) if name in compares.over]
    if len(compared) > 1:
        raise QuestionError(f"{indicator.id} holds one group against the rest: ask for one of {', '.join(compared)}")
    dimension = compared[0] if compared else compares.dimension
    where = dict(question.where)
    if dimension not in question.by:
        members = where.setdefault(dimension, (compares.member,))
        if len(members) > 1:
            raise QuestionError(f"{indicator.id} holds one group against the rest: name one {dimension}, not several")
    whole = {name: members for name, members in where.items() if name != dimension}
    by = tuple(name for name in question.by if name != dimension)
    return replace(question, where=where), replace(question, by=by, where=whole), dimension


def as_share(indicator: Indicator) -> Indicator:
    """The share that is compared, suppressed by the indicator's own limit."""
    return indicator.model_copy(update={"value": "ratio", "unit": "percent", "compares": None})


def differences(group: Answer, whole: Answer, dimension: str, least: int = 0) -> tuple[Row, ...]:
    """Each group's share less that of the rest in points, where both may be shown and the rest is somebody.

    Suppressed where the group or the rest is fewer persons than `least`.
    """
    all_of = {_key(row, dimension): row for row in whole.rows}
    return tuple(_difference(row, all_of.get(_key(row, dimension)), least) for row in group.rows)


def _key(row: Row, dimension: str) -> Members:
    return tuple(member for name, member in row.key.items() if name != dimension)


def _difference(row: Row, whole: Row | None, least: int) -> Row:
    if row.sign is not None:
        return row
    if whole is None or whole.sign is not None:
        return Row(row.key, None, None, None, Sign.MISSING if whole is None else whole.sign)
    if row.numerator is None or row.denominator is None or whole.numerator is None or whole.denominator is None:
        return Row(row.key, None, None, None, Sign.MISSING)
    rest = (whole.numerator - row.numerator, whole.denominator - row.denominator)
    if rest[1] <= 0 or not row.denominator:
        return Row(row.key, row.numerator, row.denominator, None, Sign.NOT_APPLICABLE)
    if min(row.denominator, rest[1]) < least:
        return Row(row.key, None, None, None, Sign.SUPPRESSED)
    difference = row.numerator / row.denominator - rest[0] / rest[1]
    return Row(row.key, row.numerator, row.denominator, HUNDREDTHS * difference)


def _comparison(indicator: Indicator) -> Comparison:
    if indicator.compares is None:
        raise ValueError(f"{indicator.id} compares no groups")
    return indicator.compares
