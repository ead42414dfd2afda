"""Rolls up the large facts of a build, wherever that leaves much less to read of what is asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import duckdb
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator
from models.compiling import counted, measures_of
from models.disclosure.grain import PLACE_DIMENSIONS, PLACES, UNIT_DIMENSIONS, UNITS, Levels
from models.facts import Fact
from models.rollups.meta_table import CREATE, record
from models.rollups.rollup import SCHEMA, Rollup, Source
from models.rollups.sums import Filter, conditions, is_additive, split, summed

LARGE = 400_000  # fewer rows are read in no time
SMALLER = 5  # times, at least
TO_COUNTRY = PLACES.index(("country",)) + 1
Columns = tuple[str, ...]
Summed = tuple[exp.Expr, Filter]


def roll_up(
    connection: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator], large: int = LARGE, smaller: int = SMALLER
) -> None:
    """Make `rollups.*` from `facts.*`, and say in `meta.rollups` what is in them.

    A roll-up is made where it has `smaller` times fewer rows than all that could answer instead, be it the fact or a
    finer roll-up (which it is then made from), unless that has less than `large` rows itself.
    """
    connection.execute(f"create schema {SCHEMA}")
    connection.execute(CREATE)
    counting: dict[Fact, list[Indicator]] = {}
    for indicator in indicators:
        for fact in set(indicator.facts):
            counting.setdefault(fact, []).append(indicator)
    for fact in sorted(counting, key=lambda fact: fact.name):
        if len(connection.table(f"facts.{fact.name}")) >= large:
            rolling = _Rolling(connection, fact, counting[fact], large, smaller)
            if rolling.adds_up:
                rolling.make()


@dataclass(frozen=True)
class _Table:
    """A table that a roll-up can be made from: the fact, or a finer roll-up of it."""

    table: exp.Table
    columns: frozenset[str]
    rows: int
    rollup: Rollup | None = None

    def sum(self, aggregate: exp.Expr, met: Filter) -> exp.Expr:
        """An aggregate over the fact's rows that pass a filter."""
        if self.rollup is None:
            return sqlglot.parse_one(summed(aggregate, met), read="duckdb")
        return Source(self.rollup, *split(met, self.columns)).sum(aggregate)


class _Rolling:
    """The roll-ups of one fact, the finest first."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        fact: Fact,
        indicators: Sequence[Indicator],
        large: int,
        smaller: int,
    ) -> None:
        self.connection, self.fact, self.large, self.smaller = connection, fact, large, smaller
        self.indicators = indicators
        self.years = tuple(sorted({year for indicator in indicators for year in indicator.reference_dates.values()}))
        self.others = tuple(name for name in fact.dimensions if name not in UNIT_DIMENSIONS | PLACE_DIMENSIONS)
        table = exp.table_(fact.name, db="facts")
        self.columns = connection.table(table.sql("duckdb")).columns
        self.whole = _Table(table, frozenset(self.columns), self._count(exp.select("count(*)").from_(table)))
        self.made: list[_Table] = []

    @cached_property
    def adds_up(self) -> list[Summed]:
        """What can be added up beforehand."""
        measures = _added_up(self.fact, self.indicators)
        return [each for each in measures if self._is_exact(summed(*each))]

    def make(self) -> None:
        """Make each that is worth it: all finer ones are by then."""
        for grain in self._grains():
            columns = (*self.years, *grain)
            source = min((t for t in (self.whole, *self.made) if t.columns.issuperset(columns)), key=lambda t: t.rows)
            if source.rows >= self.large and self._is_much_smaller(columns, source):
                self._make(columns, source)

    def _make(self, columns: Columns, source: _Table) -> None:
        kept = frozenset(columns)
        table = exp.table_(f"{self.fact.name}_{len(self.made) + 1}", db=SCHEMA)
        query, named = exp.select(*columns).from_(source.table).group_by(*columns), dict[str, str]()
        for aggregate, filter_ in self.adds_up:
            met, _ = split(filter_, kept)
            if (sql := summed(aggregate, met)) not in named:
                named[sql] = f"sum_{len(named) + 1}"
                query = query.select(source.sum(aggregate, met).as_(named[sql]))
        self.connection.execute(exp.Create(this=table, kind="TABLE", expression=query).sql("duckdb"))
        rows = self._count(exp.select("count(*)").from_(table))
        rollup = Rollup(table.name, self.fact.name, rows, kept, named)
        record(self.connection, rollup)
        self.made.append(_Table(table, kept, rows, rollup))

    def _grains(self) -> Iterator[Columns]:
        """Sets of dimensions that are asked for together, the finest first.

        Units down to each level, by places down to the partner or to the country, or by any other dimension. Such
        others that units cut up little stand together; without units all do.
        """
        units = [_of(UNITS[:depth], self.columns) for depth in range(len(UNITS), -1, -1)]
        places = [_of(PLACES, self.columns), _of(PLACES[:TO_COUNTRY], self.columns)]
        yield from ((*unit, *place) for unit in units for place in places if place)
        yield from self._packed(units[0], self.others)
        yield from ((*unit, *self.others) for unit in units)
        yield from ((*unit, other) for unit in units for other in self.others)
        yield from units[:-1]

    def _packed(self, units: Columns, others: Columns) -> Iterator[Columns]:
        """Units by as many others at once as leave a roll-up that is much smaller than the fact."""
        pack = units
        for other in others:
            if not self._is_much_smaller((*self.years, *pack, other), self.whole):
                yield pack
                pack = units
            pack = (*pack, other)
        yield pack

    def _is_much_smaller(self, columns: Columns, source: _Table) -> bool:
        """Whether few rows differ in these columns (to some per cent: DuckDB counts with HyperLogLog)."""
        distinct = exp.func("approx_count_distinct", exp.func("hash", *map(exp.column, columns)))
        return self._count(exp.select(distinct).from_(source.table)) * self.smaller <= source.rows

    def _is_exact(self, sql: str) -> bool:
        """Whether an aggregate is the same in any order of the rows: a sum of doubles is not."""
        query = f"describe select {sql} from {self.whole.table.sql('duckdb')}"
        [(_, kind, *_)] = self.connection.execute(query).fetchall()
        return kind not in ("DOUBLE", "FLOAT")

    def _count(self, query: exp.Select) -> int:
        [(number,)] = self.connection.execute(query.sql("duckdb")).fetchall()
        return int(number)


def _added_up(fact: Fact, indicators: Iterable[Indicator]) -> Iterator[Summed]:
    """All that indicators add up over a fact, each with its filter."""
    for indicator in indicators:
        filter_, measures = conditions(indicator.filter), measures_of(counted(indicator, None), fact.name).values()
        if all(map(is_additive, measures)):
            yield from ((each, filter_) for measure in measures for each in measure.find_all(exp.AggFunc))


def _of(levels: Levels, columns: Iterable[str]) -> Columns:
    present = set(columns)
    return tuple(name for level in levels for name in level if name in present)
