"""The pack's answers as tidy tables: one row per indicator, unit, year and breakdown, the same for every language."""

from datetime import date

import polars as pl
from polars.datatypes import DataTypeClass

from dashboard import peer_records
from dashboard.goal_records import FIELDS, records
from dashboard.report.contents import UNIT_LEVELS, Contents
from data_contracts.text import COMPLETE, MESSAGES
from models.answer import Answer, Row, Sign
from models.catalogue import Indicator

INSTITUTION = "institution"
STATUSES = {
    None: "figure",
    Sign.SUPPRESSED: "suppressed",
    Sign.MISSING: "not_available",
    Sign.NOT_APPLICABLE: "not_applicable",
}


def _named(prefix: str) -> dict[str, DataTypeClass]:
    """One column of names for each language that has every text, so that a table has no empty names."""
    return {f"{prefix}_{language}": pl.String for language in COMPLETE}


FIGURES = pl.Schema(
    {
        "indicator": pl.String,
        "version": pl.Int64,
        "year": pl.Int64,
        "unit_level": pl.String,
        "unit_code": pl.String,
        **_named("unit_name"),
        "dimension": pl.String,
        "member": pl.String,
        **_named("member_name"),
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "value": pl.Float64,
        "status": pl.String,
        "is_suppressed": pl.Boolean,
        "is_hidden": pl.Boolean,  # what version 0.1 called it
        "incomplete_until": pl.Date,
        "evidence": pl.String,
        "origin": pl.String,
    }
)
INDICATORS = pl.Schema(
    {
        "indicator": pl.String,
        "version": pl.Int64,
        **_named("name"),
        **_named("definition"),
        "area": pl.String,
        "goals": pl.String,
        "value_kind": pl.String,
        "unit": pl.String,
        "dated_by": pl.String,
        "clock": pl.String,  # what version 0.1 called it
        "calendar": pl.String,
        "evidence": pl.String,
        "rounding": pl.String,
        "counts_persons": pl.Boolean,
        "has_data": pl.Boolean,
        "owner": pl.String,
        "origin": pl.String,
    }
)
COLUMN_TYPES: dict[type, type[pl.DataType]] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    date: pl.Date,
}
GOALS = pl.Schema({name: COLUMN_TYPES[kind] for name, kind in FIELDS.items()})
PEERS = pl.Schema({name: COLUMN_TYPES[kind] for name, kind in peer_records.FIELDS.items()})
SOURCES = pl.Schema(
    {
        "feed": pl.String,
        "path": pl.String,
        "modified_on": pl.String,
        "rows_loaded": pl.Int64,
        "rows_quarantined": pl.Int64,
        "sha256": pl.String,
        "origin": pl.String,
    }
)


def tables(contents: Contents) -> dict[str, pl.DataFrame]:
    """figures, indicators, goals, peers and sources; a figure not shown has nulls and says why in status
    or sign.
    """
    return {
        "figures": pl.DataFrame(_figures(contents), schema=FIGURES, orient="row"),
        "indicators": pl.DataFrame(_indicators(contents), schema=INDICATORS, orient="row"),
        "goals": pl.DataFrame(records(contents.goals, contents.viewer, contents.build), schema=GOALS),
        "peers": pl.DataFrame(peer_records.all_records(contents.viewer, contents.build, MESSAGES), schema=PEERS),
        "sources": pl.DataFrame(_sources(contents), schema=SOURCES, orient="row"),
    }


def _figures(contents: Contents) -> list[tuple[object, ...]]:
    return [
        _figure(row, dimension, contents.answers[indicator.id, dimension], indicator)
        for indicator in contents.indicators()
        for dimension in (None, *indicator.dimensions)
        if (indicator.id, dimension) in contents.answers
        for row in contents.answers[indicator.id, dimension].rows
    ]


def _figure(row: Row, dimension: str | None, answer: Answer, indicator: Indicator) -> tuple[object, ...]:
    member: tuple[str | None, ...] = (None,) * (1 + len(COMPLETE))
    if dimension is not None:
        code = row.key[dimension]
        label = answer.meta.labels.get(dimension, {}).get(str(code), {})
        shown = None if code is None else str(code)
        member = (shown, *(label.get(language, shown) for language in COMPLETE))
    if dimension in UNIT_LEVELS:
        place: tuple[str | None, ...] = (dimension, *member, None, *(None for _ in member))
    else:
        place = (INSTITUTION, *(None for _ in member), dimension, *member)
    counts = (row.numerator, row.denominator, row.value)
    status = STATUSES[row.sign]
    key = (indicator.id, indicator.version, row.key["year"])
    about = (answer.incomplete_until(row), indicator.evidence, answer.meta.origin)
    is_suppressed = row.sign == Sign.SUPPRESSED
    return (*key, *place, *counts, status, is_suppressed, is_suppressed, *about)


def _indicators(contents: Contents) -> list[tuple[object, ...]]:
    goals = contents.build.plan.goals
    rows: list[tuple[object, ...]] = []
    for section in contents.sections:
        for one in section.indicators:
            meta = contents.answers[one.id, None].meta
            words = [words[language] for words in (one.name, one.definition) for language in COMPLETE]
            serves = " ".join(goal.id for goal in goals if one.id in goal.indicators)
            measured = (one.value, one.unit, meta.dated_by, meta.dated_by, one.calendar, one.evidence, meta.rounding)
            rest = (one.persons, meta.has_data, one.owner, meta.origin)
            rows.append((one.id, one.version, *words, section.id, serves, *measured, *rest))
    return rows


def _sources(contents: Contents) -> list[tuple[object, ...]]:
    return [
        (one.feed, one.path, one.modified_on, one.rows_loaded, one.rows_quarantined, one.sha256, one.origin)
        for one in contents.build.sources
    ]
