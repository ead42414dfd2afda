"""`ask`: the single entry point of every figure that anybody sees."""

import difflib
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from models.answer import Answer, Meta, Row, Sign
from models.catalogue import Indicator
from models.compiling import definition_of, query_of
from models.cumulative import additions, cumulative_parts, is_cumulative, running_shares, without_growth
from models.disclosure import check_rights, disclose, sees_exactly
from models.disclosure.merging import merged
from models.disclosure.rounding import PUBLIC_SMALLEST_GROUP
from models.group_comparison import as_share, differences, parts
from models.incomplete_years import ACADEMIC_YEAR, asked_years, incomplete
from models.origin import INVENTED, together
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild

SCALE = {"per_100": 100}


def ask(question: Question, viewer: Viewer, build: OpenBuild) -> Answer:
    """Answer a question for a viewer from a build, with rights and suppression applied.

    Raises QuestionError where the question names something that is not there, or cuts persons up in more ways than the
    viewer may see. Where a feed that the indicator needs has no rows, the answer has none either and `meta.has_data`
    is False. Where the figure depends on an attribute whose history the build does not have, the years before the last
    complete one have no rows and `meta.has_history` is False.
    """
    indicator = check(question, build)
    question = _of_known_years(question, indicator, build)
    if indicator.compares is not None:
        return _compared(question, indicator, viewer, build)
    if is_cumulative(question, indicator):
        return _cumulated(question, indicator, viewer, build)
    _check_unit(viewer, build)
    check_rights(question, indicator, viewer)
    has_data, feeds = build.has_data(indicator), build.feeds_of(indicator)
    if question.years is not None and question.years[0] > question.years[1]:
        rows: Iterable[Row] = () if question.by else (Row({}, None, None, None, Sign.MISSING),)
    else:
        read = build.engine.rows(query_of(question, indicator, build.rollups)) if has_data else []
        is_exact = sees_exactly(question, indicator, viewer)
        is_added_up = indicator.value != "statistic"
        rows = _rows(question, indicator, read if is_exact else merged(read, question, is_added_up=is_added_up))
    disclosed = disclose(rows, question, indicator, viewer, build)
    origins = build.origins_of(indicator)
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
        dated_by=question.dated_by or indicator.default_reference_date,
        units=question.units,
        calendar=indicator.calendar_of(question.dated_by),
        unit=indicator.unit,
        evidence=indicator.evidence,
        rounding=disclosed.rounding,
        suppressed_cells=sum(row.sign == Sign.SUPPRESSED for row in disclosed.rows),
        has_data=has_data,
        has_history=build.has_history(indicator),
        sql=definition_of(question, indicator, build.engine.dialect),
        sources=tuple(source for source in build.sources if source.feed in feeds),
        labels=_labels(disclosed.rows, question, build),
        origin=together(origins.values()),
        synthetic_feeds=tuple(sorted(feed for feed, origin in origins.items() if origin in INVENTED)),
        incomplete=_incomplete(disclosed.rows, question, indicator, build),
    )
    return Answer(disclosed.rows, meta)


def _of_known_years(question: Question, indicator: Indicator, build: OpenBuild) -> Question:
    """The question without the years that an attribute without history cannot answer."""
    known_from = build.known_from(indicator)
    if known_from is None:
        return question
    first, last = question.years or (known_from, build.as_of.year)
    return replace(question, years=(max(first, known_from), last))


def _compared(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> Answer:
    """A group against the rest, made of two answers of this same function, so that it reveals no more than they do."""
    by_group, of_all, dimension = parts(question, indicator)
    shares = replace(build, indicators={**build.indicators, indicator.id: as_share(indicator)})
    group, whole = ask(by_group, viewer, shares), ask(of_all, viewer, shares)
    least = PUBLIC_SMALLEST_GROUP if viewer.role == "public" else 0
    rows = differences(group, whole, dimension, least)
    suppressed = sum(row.sign == Sign.SUPPRESSED for row in rows)
    return Answer(rows, replace(group.meta, unit=indicator.unit, suppressed_cells=suppressed))


def _cumulated(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> Answer:
    """What has come in up to each member, made of two answers of this same function, as above."""
    by_member, of_all = cumulative_parts(question, indicator)

    def answered(part: Question, variant: Indicator) -> Answer:
        return ask(part, viewer, replace(build, indicators={**build.indicators, indicator.id: variant}))

    added, whole = answered(by_member, additions(indicator)), answered(of_all, without_growth(indicator))
    rows = running_shares(added, whole, question, indicator)
    meta = replace(
        added.meta,
        by=question.by,
        where=question.where,
        unit=indicator.unit,
        sql=definition_of(question, indicator, build.engine.dialect),
        suppressed_cells=sum(row.sign == Sign.SUPPRESSED for row in rows),
        labels=_labels(rows, question, build),
    )
    return Answer(rows, meta)


def check(question: Question, build: OpenBuild) -> Indicator:
    """The indicator asked for. Raises QuestionError naming what is unknown and what is nearest to it."""
    indicator = build.indicators.get(question.indicator)
    if indicator is None:
        raise QuestionError(_unknown("indicator", question.indicator, build.indicators))
    if question.dated_by and question.dated_by not in indicator.reference_dates:
        raise QuestionError(_unknown(f"reference date of {indicator.id}", question.dated_by, indicator.reference_dates))
    allowed = ("year", *indicator.dimensions)
    for dimension in (*question.by, *question.where):
        if dimension not in allowed:
            raise QuestionError(_unknown(f"dimension of {indicator.id}", dimension, allowed))
    if len(set(question.by)) < len(question.by):
        raise QuestionError(f"a dimension is asked for twice: {', '.join(question.by)}")
    if "year" in question.where:
        raise QuestionError("years are chosen with years (--years 2019:2025), not with where")
    for dimension, members in question.where.items():
        known_members = build.labels.get(dimension, {})
        for member in members:
            if member not in known_members:
                raise QuestionError(_unknown(dimension, member, known_members))
    if question.years and question.years[0] > question.years[1]:
        raise QuestionError(f"the years run backwards: {question.years[0]}:{question.years[1]}")
    return indicator


def _check_unit(viewer: Viewer, build: OpenBuild) -> None:
    """A reader with the rights of a unit that is not there would silently get the rights of none."""
    units = {**build.labels.get("faculty", {}), **build.labels.get("department", {})}
    if viewer.unit is not None and viewer.unit not in units:
        raise QuestionError(_unknown("unit of the viewer", viewer.unit, units))


def _unknown(what: str, word: str, candidates: Iterable[str]) -> str:
    words = sorted(candidates)
    near = difflib.get_close_matches(word, words, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {textwrap.shorten(', '.join(words), 200)}"
    return f"unknown {what} '{word}'; {hint}"


def _rows(question: Question, indicator: Indicator, cells: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    """The cells of result rows: the dimensions, numerator, fact rows, denominator."""
    by, gap_to, scale = question.by, indicator.gap_to, SCALE.get(indicator.unit, 1)
    has_parts, is_statistic = indicator.denominator is not None, indicator.value == "statistic"
    for *members, numerator_cell, fact_rows, denominator_cell in cells:
        # a member is a year or a code: what the engine gives is a number, a text or nothing
        key = cast(dict[str, str | int | None], dict(zip(by, members, strict=True)))
        numerator, denominator = _number(numerator_cell), _number(denominator_cell)
        if fact_rows == 0:
            numerator, denominator = 0, (0 if has_parts else None)
        if numerator is None or (has_parts and denominator is None):
            yield Row(key, None, None, None, Sign.MISSING)
        elif denominator is None:
            yield Row(key, numerator, None, float(numerator))
        elif gap_to is not None:
            yield Row(key, numerator, denominator, gap_to * denominator - numerator)
        elif denominator == 0:
            yield Row(key, numerator, denominator, None, Sign.NOT_APPLICABLE)
        else:
            value = float(numerator) if is_statistic else scale * numerator / denominator
            yield Row(key, numerator, denominator, value)


def _number(cell: object) -> int | float | None:
    """Counts as int, sums of money as float (cents survive: a double holds them exactly up to 10¹³ euro)."""
    if cell is None or isinstance(cell, int):
        return cell
    return float(cell) if isinstance(cell, Decimal | float) else int(str(cell))


def _incomplete(rows: tuple[Row, ...], question: Question, indicator: Indicator, build: OpenBuild) -> dict[int, date]:
    """The years that are not over among those that the rows show or count."""
    known_until = build.known_until(indicator)
    years: Iterable[int] = asked_years(question.years, known_until)
    dated_by = question.dated_by or indicator.default_reference_date
    if "year" in question.by:
        years = (year for row in rows if isinstance(year := row.key["year"], int))
    elif ACADEMIC_YEAR in question.by:
        years = (int(member) for row in rows if (member := str(row.key[ACADEMIC_YEAR])).isdecimal())
        dated_by = "academic"
    unfinished = incomplete(years, dated_by, known_until, build.academic_month)
    return dict.fromkeys(unfinished, build.files_until(indicator))


def _labels(rows: tuple[Row, ...], question: Question, build: OpenBuild) -> dict[str, dict[str, dict[str, str]]]:
    """Names of the members that the answer shows or was filtered by."""
    shown: dict[str, dict[str, dict[str, str]]] = {}
    for dimension in (*question.by, *question.where):
        if dimension == "year":
            continue
        of_dimension = build.labels.get(dimension, {})
        members = {str(row.key[dimension]) for row in rows if dimension in row.key} | set(
            question.where.get(dimension, ())
        )
        shown[dimension] = {m: of_dimension.get(m, {"nb": m, "en": m}) for m in sorted(members)}
    return shown
