"""The one door: every figure that anybody sees comes from `ask`."""

import difflib
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from models.answer import Answer, Meta, Row, Sign
from models.catalogue import Indicator
from models.comparing import as_share, differences, parts
from models.compiling import compile_question
from models.disclosure import check_rights, disclose
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild

SCALE = {"per_100": 100}


def ask(question: Question, viewer: Viewer, build: OpenBuild) -> Answer:
    """Answer a question for a viewer from a build, with rights and hiding applied.

    Raises QuestionError where the question names something that is not there, or cuts persons up in more ways than the
    viewer may see. Where a feed that the indicator needs has no rows, the answer has none either and `meta.has_data`
    is False.
    """
    indicator = check(question, build)
    if indicator.compares is not None:
        return _compared(question, indicator, viewer, build)
    _check_unit(viewer, build)
    check_rights(question, indicator, viewer)
    query = compile_question(question, indicator)
    has_data, required = build.has_data(indicator), indicator.requires
    rows = [_row(question, indicator, cells) for cells in build.engine.rows(query)] if has_data else []
    disclosed = disclose(rows, question, indicator, viewer, build)
    meta = Meta(
        indicator=indicator.id,
        version=indicator.version,
        build=build.id,
        built_at=build.built_at,
        certified=build.certified,
        viewer=str(viewer),
        by=question.by,
        where=question.where,
        years=question.years,
        clock=question.clock or indicator.default_clock,
        units=question.units,
        calendar=indicator.calendar,
        unit=indicator.unit,
        evidence=indicator.evidence,
        rounding=disclosed.rounding,
        hidden_cells=sum(row.sign == Sign.HIDDEN for row in disclosed.rows),
        has_data=has_data,
        sql=query.sql(build.engine.dialect, pretty=True),
        sources=tuple(source for source in build.sources if source.feed in required),
        labels=_labels(disclosed.rows, question, build),
    )
    return Answer(disclosed.rows, meta)


def _compared(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> Answer:
    """A group against the rest, made of two answers of this same function, so that it tells no more than they do."""
    by_group, of_all, dimension = parts(question, indicator)
    shares = replace(build, indicators={**build.indicators, indicator.id: as_share(indicator)})
    group, whole = ask(by_group, viewer, shares), ask(of_all, viewer, shares)
    rows = differences(group, whole, dimension)
    hidden = sum(row.sign == Sign.HIDDEN for row in rows)
    return Answer(rows, replace(group.meta, unit=indicator.unit, hidden_cells=hidden))


def check(question: Question, build: OpenBuild) -> Indicator:
    """The indicator asked for. Raises QuestionError naming what is unknown and what is nearest to it."""
    indicator = build.indicators.get(question.indicator)
    if indicator is None:
        raise QuestionError(_unknown("indicator", question.indicator, build.indicators))
    if question.clock and question.clock not in indicator.clocks:
        raise QuestionError(_unknown(f"clock of {indicator.id}", question.clock, indicator.clocks))
    allowed = ("year", *indicator.dimensions)
    for dimension in (*question.by, *question.where):
        if dimension not in allowed:
            raise QuestionError(_unknown(f"dimension of {indicator.id}", dimension, allowed))
    if len(set(question.by)) < len(question.by):
        raise QuestionError(f"a dimension is asked for twice: {', '.join(question.by)}")
    if "year" in question.where:
        raise QuestionError("years are chosen with years (--years 2019:2025), not with where")
    for dimension, members in question.where.items():
        known = build.labels.get(dimension, {})
        for member in members:
            if member not in known:
                raise QuestionError(_unknown(dimension, member, known))
    if question.years and question.years[0] > question.years[1]:
        raise QuestionError(f"the years run backwards: {question.years[0]}:{question.years[1]}")
    return indicator


def _check_unit(viewer: Viewer, build: OpenBuild) -> None:
    """A reader with the rights of a unit that is not there would silently get the rights of none."""
    units = {**build.labels.get("faculty", {}), **build.labels.get("department", {})}
    if viewer.unit is not None and viewer.unit not in units:
        raise QuestionError(_unknown("unit of the viewer", viewer.unit, units))


def _unknown(what: str, word: str, known: Iterable[str]) -> str:
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {textwrap.shorten(', '.join(words), 200)}"
    return f"unknown {what} '{word}'; {hint}"


def _row(question: Question, indicator: Indicator, cells: tuple[object, ...]) -> Row:
    """One cell from a result row: the dimensions, numerator, fact rows, denominator."""
    *members, numerator_cell, fact_rows, denominator_cell = cells
    key: dict[str, str | int | None] = {
        name: member if isinstance(member, int) or member is None else str(member)
        for name, member in zip(question.by, members, strict=True)
    }
    numerator, denominator = _number(numerator_cell), _number(denominator_cell)
    if fact_rows == 0:
        numerator, denominator = 0, (None if indicator.denominator is None else 0)
    if numerator is None or (indicator.denominator and denominator is None):
        return Row(key, None, None, None, Sign.MISSING)
    if indicator.value == "gap" and indicator.gap_to is not None and denominator is not None:
        return Row(key, numerator, denominator, indicator.gap_to * denominator - numerator)
    if denominator is None:
        return Row(key, numerator, None, float(numerator))
    if denominator == 0:
        return Row(key, numerator, denominator, None, Sign.NOT_APPLICABLE)
    if indicator.value == "statistic":
        return Row(key, numerator, denominator, float(numerator))
    return Row(key, numerator, denominator, SCALE.get(indicator.unit, 1) * numerator / denominator)


def _number(cell: object) -> int | float | None:
    """Counts as int, sums of money as float (cents survive: a double holds them exactly up to 10¹³ euro)."""
    if cell is None or isinstance(cell, int):
        return cell
    return float(cell) if isinstance(cell, Decimal | float) else int(str(cell))


def _labels(rows: tuple[Row, ...], question: Question, build: OpenBuild) -> dict[str, dict[str, dict[str, str]]]:
    """Names of the members that the answer shows or was filtered by."""
    shown: dict[str, dict[str, dict[str, str]]] = {}
    for dimension in (*question.by, *question.where):
        if dimension == "year":
            continue
        known = build.labels.get(dimension, {})
        members = {str(row.key[dimension]) for row in rows if dimension in row.key} | set(
            question.where.get(dimension, ())
        )
        shown[dimension] = {m: known.get(m, {"nb": m, "en": m}) for m in sorted(members)}
    return shown
