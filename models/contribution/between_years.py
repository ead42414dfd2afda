"""From the answers of two years to the parts of the change between them."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from models.answer import Answer, Row
from models.asking import SCALE, ask, check
from models.catalogue import Indicator
from models.contribution.amounts import counts, exact, value
from models.contribution.contribution import Contribution, Part
from models.contribution.effects import Effect, amount_effects, ratio_effects
from models.fixed_shares import refuse_decided
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild

Key = tuple[str | int | None, ...]
Rows = Mapping[Key, Row]


def contribution(question: Question, viewer: Viewer, build: OpenBuild) -> Contribution:
    """Decompose, by the question's dimensions, the change from the first of its years to the last.

    It rests on the figures that this viewer sees and on nothing else. Raises QuestionError where the question names no
    dimension or not two years, or a dimension that decides the share, where a year has no figure, and where the figure
    does not add up over the members.
    """
    indicator = check(question, build)
    first, last = _years(question, indicator)
    refuse_decided(question, indicator, "contribution")
    answer = ask(replace(question, by=("year", *question.by)), viewer, build)
    if unfinished := answer.meta.incomplete.keys() & {first, last}:
        year = min(unfinished)
        until = answer.meta.incomplete[year].isoformat()
        raise QuestionError(
            f"{year} is incomplete, known until {until}: what moved a figure is given between whole years"
        )
    earlier, later = _whole(question, viewer, build, first), _whole(question, viewer, build, last)
    members = _of_year(answer, first), _of_year(answer, last)
    suppressed = {key for rows in members for key, row in rows.items() if row.numerator is None}
    target = _target(indicator, build)
    if earlier.value is None or later.value is None:
        return Contribution(earlier, later, None, None, target, (), len(suppressed), answer.meta)
    before, after = ({key: row for key, row in rows.items() if key not in suppressed} for rows in members)
    effects = _effects(before, after, earlier, later, indicator)
    parts = [
        Part(
            dict(zip(question.by, key, strict=True)),
            before.get(key),
            after.get(key),
            float(effect.change),
            None if effect.rate is None else float(effect.rate),
            None if effect.mix is None else float(effect.mix),
            _missing(after.get(key), target),
        )
        for key, effect in sorted(effects.items(), key=lambda item: -abs(item[1].change))
    ]
    change = value(later, indicator) - value(earlier, indicator)
    left = change - sum((effect.change for effect in effects.values()), Fraction(0))
    if left and not suppressed and answer.meta.rounding != "rounded_to_5":
        raise QuestionError(
            f"{indicator.id} does not add up over {' and '.join(question.by)}: what belongs to several counts in each, "
            "and once in the whole; no contribution can be computed"
        )
    missing = _missing(later, target)
    if left or suppressed:
        rest = None if missing is None else missing - sum(part.missing or 0 for part in parts)
        parts.append(Part(None, None, None, float(left), None, None, rest))
    return Contribution(earlier, later, float(change), missing, target, tuple(parts), len(suppressed), answer.meta)


def _years(question: Question, indicator: Indicator) -> tuple[int, int]:
    if not question.by or "year" in question.by:
        raise QuestionError(
            f"a contribution is split by a dimension of {indicator.id}: {', '.join(indicator.dimensions)}"
        )
    if question.years is None or question.years[0] == question.years[1]:
        raise QuestionError("a contribution is between two years")
    if indicator.value == "statistic":
        raise QuestionError(f"{indicator.id} is not a sum of its members; no contribution can be computed")
    return question.years


def _whole(question: Question, viewer: Viewer, build: OpenBuild, year: int) -> Row:
    rows = ask(replace(question, by=("year",)), viewer, build).rows
    known_yearss = {row.key["year"]: row for row in rows}
    if year not in known_yearss:
        known_years = ", ".join(str(year) for year in known_yearss) or "none"
        raise QuestionError(
            f"{question.indicator} has no figure for {year}; years from the first to the last: {known_years}"
        )
    return known_yearss[year]


def _of_year(answer: Answer, year: int) -> dict[Key, Row]:
    """The year's rows by their members."""
    return {tuple(row.key.values())[1:]: row for row in answer.rows if row.key["year"] == year}


def _effects(before: Rows, after: Rows, earlier: Row, later: Row, indicator: Indicator) -> dict[Key, Effect]:
    if indicator.value != "ratio":
        return amount_effects(*({key: value(row, indicator) for key, row in rows.items()} for rows in (before, after)))
    scale = SCALE.get(indicator.unit, 1)
    effects = ratio_effects(
        {key: counts(row) for key, row in before.items()},
        {key: counts(row) for key, row in after.items()},
        counts(earlier),
        counts(later),
    )
    return {k: Effect(*(scale * part for part in effect if part is not None)) for k, effect in effects.items()}


def _target(indicator: Indicator, build: OpenBuild) -> float | None:
    """The plan's target of a share."""
    targets = (target for goal in build.plan.goals for target in goal.targets)
    return next((t.value for t in targets if t.indicator == indicator.id and indicator.is_share), None)


def _missing(row: Row | None, target: float | None) -> float | None:
    """Cases that a row lacks to the target."""
    if target is None:
        return None
    numerator, denominator = counts(row)
    return float(exact(target) * denominator - numerator)
