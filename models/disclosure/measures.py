"""The counts of persons that indicators publish over one fact, and the ways in which its rows count."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial

import numpy as np
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator, columns_of
from models.disclosure.ties import Ties
from models.engines.engine import Engine
from models.facts import Fact

Ways = tuple[np.ndarray, Mapping[int | None, frozenset[int]]]


@dataclass(frozen=True, eq=False)  # one for all that is counted over a fact: compared by what it is
class Measures:
    """Counts over a fact, each as the SQL of what a row adds to it, those that most indicators publish first.

    `published` are the dimensions by which indicators show a count. `read_ways` reads in which ways rows count
    (ways, measures), and the places of a year's among them, when anything is to be decided.
    """

    sql: tuple[str, ...]
    published: tuple[frozenset[str], ...]
    read_ways: Callable[[], Ways]

    @cached_property
    def _read(self) -> Ways:
        return self.read_ways()

    @property
    def ways(self) -> np.ndarray:
        """The ways in which rows count: (ways, measures)."""
        return self._read[0]

    @property
    def of_year(self) -> Mapping[int | None, frozenset[int]]:
        """The places of a year's ways among all."""
        return self._read[1]

    @cached_property
    def _ties(self) -> dict[tuple[frozenset[int], tuple[int, ...]], Ties]:
        return {}

    def ties(self, ways: frozenset[int], shown: tuple[int, ...]) -> Ties:
        """What ties some of the measures where rows count in some of the ways alone."""
        if (ways, shown) not in self._ties:
            self._ties[ways, shown] = Ties(self.ways[sorted(ways)], shown)
        return self._ties[ways, shown]

    @cached_property
    def place_of(self) -> Mapping[bytes, int]:
        """The place of each way."""
        return {way.tobytes(): place for place, way in enumerate(self.ways)}


@dataclass(frozen=True)
class Amount:
    """A sum over rows of persons: the SQL of what a row adds, and that of the count of persons behind it."""

    sql: str
    cases: str


def measures_over(
    engine: Engine, fact: Fact, year: str, indicators: Iterable[Indicator], first: Collection[str] = ()
) -> Measures:
    """The counts that indicators of persons publish over a fact, by the year in one of its columns.

    Those of the indicators named `first` come before all others. Those over columns that the build does not have yet
    are left out.
    """
    columns = frozenset(engine.columns("facts", fact.name))
    published: dict[str, set[str]] = defaultdict(set)
    uses = Counter[str]()
    urgent = set[str]()
    for indicator in indicators:
        if indicator.persons and year in indicator.reference_dates.values():
            for sql in counted(indicator, fact):
                if columns_of(sql) <= columns:
                    published[sql].update(indicator.dimensions)
                    uses[sql] += 1
                    if indicator.id in first:
                        urgent.add(sql)
    order = sorted(published, key=lambda sql: (sql not in urgent, -uses[sql]))
    return measures_of(engine, fact, year, order, [frozenset(published[sql]) for sql in order])


def measures_of(
    engine: Engine, fact: Fact, year: str, counts: Sequence[str], published: Sequence[frozenset[str]]
) -> Measures:
    """Some counts in their order, with the dimensions by which each is published."""
    return Measures(tuple(counts), tuple(published), partial(_ways, engine, fact, year, counts))


def flags(counts: Sequence[str]) -> Iterator[exp.Expr]:
    """What a row adds to each count, as columns."""
    for at, sql in enumerate(counts):
        yield sqlglot.parse_one(sql, read="duckdb").as_(f"m{at}")


def as_way(cells: Iterable[object]) -> np.ndarray:
    """What a row adds to each count, as read from an engine."""
    return np.array([float(str(cell or 0)) for cell in cells])


def _ways(engine: Engine, fact: Fact, year: str, counts: Sequence[str]) -> Ways:
    """The ways in which rows count, and the places of each year's among them."""
    query = exp.select(exp.column(year).as_("of_year"), *flags(counts)).from_(exp.table_(fact.name, db="facts"))
    places: dict[bytes, int] = {}
    of_year = defaultdict[int | None, set[int]](set)
    for when, *row in engine.rows(query.distinct()):
        of_year[None if when is None else int(str(when))].add(places.setdefault(as_way(row).tobytes(), len(places)))
    ways = np.array([np.frombuffer(way) for way in places]).reshape(len(places), len(counts))
    return ways, {when: frozenset(which) for when, which in of_year.items()}


def counted(indicator: Indicator, fact: Fact) -> tuple[str, ...]:
    """The counts of persons behind an indicator's figures over one of its facts, in SQL; of a median, its cases."""
    aggregates = []
    if fact.name == indicator.fact and indicator.value != "statistic":
        aggregates.append(indicator.numerator)
    if indicator.denominator and fact.name == (indicator.denominator_fact or indicator.fact):
        aggregates.append(indicator.denominator)
    counts = [sql for each in aggregates for sql in _of_rows(each, indicator.filter, of_persons=fact.of_persons)]
    return tuple(dict.fromkeys(counts))


def amounts(indicator: Indicator, fact: Fact) -> tuple[Amount, ...]:
    """The sums of amounts (euros, credits, days) of persons behind an indicator's figures over one of its facts."""
    cases = counted(indicator, fact)
    aggregates = [indicator.numerator] if fact.name == indicator.fact else []
    if indicator.denominator and fact.name == (indicator.denominator_fact or indicator.fact):
        aggregates.append(indicator.denominator)
    sums = [sql for each in aggregates for sql in _sums(each, indicator.filter, fact)]
    # behind a statistic are its cases
    return tuple(Amount(sql, count if count in cases else cases[0]) for sql, count in dict.fromkeys(sums))


@cache
def _sums(aggregate: str, filter_: str | None, fact: Fact) -> tuple[tuple[str, str], ...]:
    """Each sum of an amount in an aggregate: what a row adds, and whether it counts."""
    kept = sqlglot.parse_one(filter_, read="duckdb") if filter_ else None
    sums = sqlglot.parse_one(aggregate, read="duckdb").find_all(exp.Sum)
    of_amounts = [each for each in sums if any(column.name in fact.amounts for column in each.find_all(exp.Column))]
    return tuple(
        (_of_row(each, kept, of_persons=False).sql("duckdb"), _of_row(each, kept, of_persons=True).sql("duckdb"))
        for each in of_amounts
    )


@cache
def _of_rows(aggregate: str, filter_: str | None, *, of_persons: bool) -> tuple[str, ...]:
    kept = sqlglot.parse_one(filter_, read="duckdb") if filter_ else None
    aggregates = sqlglot.parse_one(aggregate, read="duckdb").find_all(exp.AggFunc)
    return tuple(dict.fromkeys(_of_row(each, kept, of_persons=of_persons).sql("duckdb") for each in aggregates))


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
