"""The counts of persons that indicators publish over one fact, and which of them tell of others."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.engines.engine import Engine
from models.facts import Fact


@dataclass(frozen=True)
class Relation:
    """A difference of counts that is a count itself, so that showing them shows it: `more` added up less `less`."""

    more: tuple[int, ...]
    less: tuple[int, ...]


@dataclass(frozen=True, eq=False)  # one for all that is counted over a fact: compared by what it is
class Measures:
    """Counts over a fact, each as the SQL of what a row adds to it, those that most indicators publish first.

    `published` are the dimensions by which indicators show a count. `relations[year][m]` are those in which m is the
    last: with a count that it is a part of, or that is a part of it; or with two of which one is made up by the others.
    `splits[year][m]` are the pairs before m with which it makes a sum, so that any two of the three tell the third.
    """

    sql: tuple[str, ...]
    published: tuple[frozenset[str], ...]
    relations: Mapping[int | None, tuple[tuple[Relation, ...], ...]]
    splits: Mapping[int | None, tuple[tuple[tuple[int, int], ...], ...]]


def measures_over(engine: Engine, fact: Fact, year: str, indicators: Iterable[Indicator]) -> Measures:
    """The counts that indicators of persons publish over a fact, by the year in one of its columns.

    Those over columns that the build does not have yet are left out.
    """
    columns = frozenset(engine.columns("facts", fact.name))
    published: dict[str, set[str]] = defaultdict(set)
    uses = Counter[str]()
    for indicator in indicators:
        if indicator.persons and year in indicator.clocks.values():
            for sql in counted(indicator, fact):
                if columns_of(sql) <= columns:
                    published[sql].update(indicator.dimensions)
                    uses[sql] += 1
    order = sorted(published, key=lambda sql: -uses[sql])
    ways = _ways(engine, fact, year, order)
    return Measures(
        tuple(order),
        tuple(frozenset(published[sql]) for sql in order),
        {when: tuple(tuple(_relations(rows, at)) for at in range(len(order))) for when, rows in ways.items()},
        {when: tuple(tuple(_splits(rows, at)) for at in range(len(order))) for when, rows in ways.items()},
    )


@cache
def columns_of(sql: str) -> frozenset[str]:
    """The columns that a count reads."""
    return frozenset(column.name for column in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Column))


def _ways(engine: Engine, fact: Fact, year: str, counts: Sequence[str]) -> dict[int | None, np.ndarray]:
    """The ways in which a year's rows count, a column for each count."""
    query = exp.select(exp.column(year).as_("of_year"))
    query = query.select(*(sqlglot.parse_one(sql, read="duckdb").as_(f"m{at}") for at, sql in enumerate(counts)))
    query = query.from_(exp.table_(fact.name, db="facts")).distinct()
    by_year: dict[int | None, list[list[float]]] = defaultdict(list)
    for when, *row in engine.rows(query):
        by_year[None if when is None else int(str(when))].append([float(str(cell or 0)) for cell in row])
    return {when: np.array(rows) for when, rows in by_year.items()}


def _relations(rows: np.ndarray, at: int) -> Iterator[Relation]:
    """Those of a column with columns before it."""
    own, before = rows[:, [at]], np.where(rows.any(axis=0), rows, np.nan)[:, :at]  # nobody is in no relation
    if not own.any():
        return
    wholes = np.flatnonzero((before >= own).all(axis=0)).tolist()
    parts = np.flatnonzero((before <= own).all(axis=0)).tolist()
    yield from (Relation((whole,), (at,)) for whole in wholes)
    yield from (Relation((at,), (part,)) for part in parts if part not in wholes)
    # who is in both of two parts that make up a whole
    for one, other in combinations(parts, 2):
        if (before[:, one] + before[:, other] >= own[:, 0]).all():
            yield Relation((one, other), (at,))
    for whole in wholes:
        for other in np.flatnonzero((before <= before[:, [whole]]).all(axis=0)).tolist():
            if other != whole and (own[:, 0] + before[:, other] >= before[:, whole]).all():
                yield Relation((at, other), (whole,))


def _splits(rows: np.ndarray, at: int) -> Iterator[tuple[int, int]]:
    """Pairs of columns before one that add up to it, or one of which it makes up with the other."""
    places: dict[bytes, list[int]] = defaultdict(list)
    counting = np.flatnonzero(rows[:, :at].any(axis=0)).tolist() if rows[:, at].any() else []
    for place in counting:
        places[rows[:, place].tobytes()].append(place)
    pairs = {
        (min(one, other), max(one, other))
        for one in counting
        for sought in (rows[:, at] - rows[:, one], rows[:, at] + rows[:, one], rows[:, one] - rows[:, at])
        for other in places.get((sought + 0.0).tobytes(), ())
        if one != other
    }
    yield from sorted(pairs)


def counted(indicator: Indicator, fact: Fact) -> tuple[str, ...]:
    """The counts of persons behind an indicator's figures over one of its facts, in SQL; of a median, its cases."""
    aggregates = []
    if fact.name == indicator.fact and indicator.value != "statistic":
        aggregates.append(indicator.numerator)
    if indicator.denominator and fact.name == (indicator.denominator_fact or indicator.fact):
        aggregates.append(indicator.denominator)
    counts = [sql for each in aggregates for sql in _of_rows(each, indicator.filter, of_persons=fact.of_persons)]
    return tuple(dict.fromkeys(counts))


@cache
def _of_rows(aggregate: str, filter_: str | None, *, of_persons: bool) -> tuple[str, ...]:
    kept = sqlglot.parse_one(filter_, read="duckdb") if filter_ else None
    found = sqlglot.parse_one(aggregate, read="duckdb").find_all(exp.AggFunc)
    return tuple(dict.fromkeys(_of_row(each, kept, of_persons=of_persons).sql("duckdb") for each in found))


def _of_row(aggregate: exp.Expr, kept: exp.Expr | None, *, of_persons: bool) -> exp.Expr:
    """What a row adds: one person where it counts at all; where a row is of many persons, how many."""
    what, zero, one = aggregate.this, exp.Literal.number(0), exp.Literal.number(1)
    conditions = list(_conditions(kept, what, is_sum=isinstance(aggregate, exp.Sum)))
    value = one if of_persons or not isinstance(aggregate, exp.Sum) else exp.func("greatest", what.copy(), zero)
    if not conditions:
        return value
    return exp.Case().when(exp.and_(*conditions), value).else_(zero)


def _conditions(kept: exp.Expr | None, what: exp.Expr, *, is_sum: bool) -> Iterator[exp.Expr]:
    if kept is not None:
        yield kept.copy()
    if is_sum:
        yield exp.NEQ(this=what.copy(), expression=exp.Literal.number(0))
    elif not isinstance(what, exp.Star):
        yield what.is_(exp.null()).not_()
