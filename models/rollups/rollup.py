"""A build's roll-ups, and which of them a question is answered from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from models.rollups.sums import Filter, is_additive, split, summed

SCHEMA = "rollups"


@dataclass(frozen=True)
class Rollup:
    """A table `rollups.<name>`: the columns of `fact` that it keeps, and its own column for each sum, by its SQL."""

    name: str
    fact: str
    rows: int
    columns: frozenset[str]
    sums: Mapping[str, str]

    @property
    def table(self) -> exp.Table:
        """The table to select from."""
        return exp.table_(self.name, db=SCHEMA)


@dataclass(frozen=True)
class Source:
    """A roll-up that a question is answered from, the conditions that its sums have met, and those that remain."""

    rollup: Rollup
    met: Filter
    remaining: Filter

    def measure(self, measure: exp.Expr) -> exp.Expr:
        """A measure of the fact's rows, from the sums over them, where the query asks the remaining conditions."""
        return measure.transform(self._again, ())

    def sum(self, aggregate: exp.Expr) -> exp.Expr:
        """An aggregate over the fact's rows that meet all conditions, from the sums over them."""
        return self._again(aggregate, self.remaining)

    def holds(self, columns: Iterable[str], measures: Iterable[exp.Expr]) -> bool:
        """Whether it keeps these columns, and all that the measures add up."""
        sums = (summed(each, self.met) for measure in measures for each in measure.find_all(exp.AggFunc))
        return self.rollup.columns.issuperset(columns) and all(map(self.rollup.sums.__contains__, sums))

    def _again(self, node: exp.Expr, when: Filter) -> exp.Expr:
        if not isinstance(node, exp.AggFunc):
            return node
        column: exp.Expr = exp.column(self.rollup.sums[summed(node, self.met)])
        if when:
            column = exp.Case().when(exp.and_(*when), column)
        if isinstance(node, exp.Count):
            return exp.func("coalesce", exp.Sum(this=column), exp.Literal.number(0))
        return type(node)(this=column)


@dataclass(frozen=True, eq=False)
class Rollups:
    """Those of a build, the smallest first; many builds are too small to have any."""

    tables: Sequence[Rollup] = ()

    def smallest(
        self, fact: str, columns: Collection[str], measures: Collection[exp.Expr] = (), filter_: Filter = ()
    ) -> Source | None:
        """The smallest that a question over these columns can be answered from; None where only the fact can."""
        if not all(map(is_additive, measures)):
            return None
        sources = (Source(each, *split(filter_, each.columns)) for each in self.tables if each.fact == fact)
        return next((source for source in sources if source.holds(columns, measures)), None)
