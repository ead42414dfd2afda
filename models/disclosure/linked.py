"""Which tables decide together what is suppressed: an indicator's own, and those of each measure shared with others.

A measure is a count under a condition, whichever indicator publishes it and as which part. Where a count is suppressed,
so is every share of it and every count that is part of it; where the rest of a share is small, so is its numerator.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.rollups.sums import conditions, summed

Measure = tuple[str, str, str]  # fact, year column of the default reference date, SQL


def linked(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicator, then all others whose suppressed cells are suppressed in its answers too, each a table of its own.

    Counts that other indicators show as a part of theirs come as indicators of their own, with all dimensions that
    any of them has.
    """
    found = [indicator]
    seen: set[Measure] = set()
    open_ones = list(_parts(indicator))
    while open_ones:
        measure, count = open_ones.pop()
        if measure in seen:
            continue
        seen.add(measure)
        publishing = [each for each in indicators.values() if measure in dict(_parts(each))]
        dimensions = dict.fromkeys(name for each in (count, *publishing) for name in each.dimensions)
        found.append(count.model_copy(update={"dimensions": tuple(dimensions)}))
        for share in publishing:
            parts = list(_parts(share))
            if share.is_share and parts[0][0] == measure:
                found.append(share)
                open_ones.append(parts[1])
    return tuple(found)


def _parts(indicator: Indicator) -> Iterator[tuple[Measure, Indicator]]:
    """Numerator and denominator as measures, each with the count that it is. Of a statistic, the cases behind it."""
    if not indicator.persons or indicator.value == "difference":
        return
    year = indicator.clocks[indicator.default_clock]
    parts = [(indicator.fact, indicator.numerator)] if indicator.value != "statistic" else []
    if indicator.denominator is not None:
        parts.append((indicator.denominator_fact or indicator.fact, indicator.denominator))
    for fact, aggregate in parts:
        if sql := _sql(aggregate, indicator.filter):
            alone = {"fact": fact, "numerator": aggregate, "denominator": None, "denominator_fact": None}
            as_count = {"value": "count", "unit": "number", "gap_to": None, "compares": None, "cumulative_by": None}
            yield (fact, year, sql), indicator.model_copy(update={**alone, **as_count})


@cache
def _sql(aggregate: str, filter_: str | None) -> str | None:
    """One text for each count of the same rows; None for what is no single aggregate."""
    parsed = sqlglot.parse_one(aggregate, read="duckdb")
    kept = tuple(sorted(conditions(filter_), key=lambda condition: condition.sql("duckdb")))
    return summed(parsed, kept) if isinstance(parsed, exp.AggFunc) else None
