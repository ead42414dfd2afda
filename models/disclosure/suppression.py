"""Which cells of an answer a viewer may not see: decided for each count behind it, regardless of the question."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from models.catalogue import Indicator
from models.disclosure.cells import Ways, Years, but_of, counts_of, last_years, sums_of, ways_of
from models.disclosure.dominance import AmountPattern
from models.disclosure.grain import Grain, grain_of
from models.disclosure.measures import Amount, Measures, amounts, counted, measures_over
from models.disclosure.pattern import Path
from models.disclosure.table import Key, Table
from models.disclosure.ties import Ties
from models.disclosure.together import Depths, Together
from models.facts import Fact
from models.question import Question, Viewer
from models.store import OpenBuild
from models.units import level_of

KEPT = 2048  # tables and counts of a build
_kept: WeakKeyDictionary[object, dict[tuple[object, ...], Any]] = WeakKeyDictionary()


def suppressed_keys(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> set[Key]:
    """The keys of the question's cells that the viewer may not see, of empty cells too.

    Whoever sees the own unit exactly sees nothing elsewhere that other employees do not see; who looks as one of these,
    nothing of the own unit either.
    """
    last = last_years(question, indicator, build)
    keys = {key for table in _tables(question, indicator, viewer, build) for key in table.suppressed(question, last)}
    if viewer.unit or viewer.knows:
        for table in _tables(question, indicator, Viewer("viewer"), build):
            keys.update(table.suppressed(question, last, but=viewer.unit))
    return keys


def _tables(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> Iterator[Table]:
    """The table of each count behind an indicator."""
    year = indicator.reference_dates[question.dated_by or indicator.default_reference_date]
    limit = max(build.config.settings.suppress_below, indicator.k or 0)
    for fact in dict.fromkeys(indicator.facts):
        measures = _measures(fact, year, indicator, build)
        for sql in counted(indicator, fact):
            if sql in measures.sql:
                yield _table(question, _Count(fact, year, measures, measures.sql.index(sql), limit), viewer, build)
        for amount in amounts(indicator, fact):
            if amount.cases in measures.sql:
                cases = _Count(fact, year, measures, measures.sql.index(amount.cases), limit)
                yield _table_of_sums(question, amount, cases, viewer, build)


@dataclass(frozen=True)
class _Count:
    """A count over a fact, by the year in one of its columns; fewer than `limit` are not shown."""

    fact: Fact
    year: str
    measures: Measures
    at: int
    limit: int

    @property
    def published(self) -> frozenset[str]:
        """The dimensions by which anything over the fact is published."""
        return frozenset[str]().union(*self.measures.published)


def _table(question: Question, count: _Count, viewer: Viewer, build: OpenBuild) -> Table:
    """The table that a count is decided in, kept with the build for the next."""
    grain = grain_of(question, count.published)
    own_unit = viewer.unit or viewer.knows
    where = count.fact.name, count.year, grain, question.years, own_unit, count.measures

    def read() -> Years:
        # a reader knows the own unit's persons and can subtract them from every total
        but = but_of(own_unit, level_of(own_unit, build.labels), count.published) if own_unit else None
        return counts_of(question, count.fact, count.year, count.measures, grain, but=but, engine=build.engine)

    def together() -> dict[int | None, Together]:
        ways: Ways = _keep(
            build,
            ("ways", *where[:3], count.measures),
            lambda: ways_of(count.fact, count.measures, grain, build.engine),
        )
        return {
            year: Together(
                counts,
                partial(_shown, count.measures, grain),
                partial(_ties, count.measures, year, ways),
                # what others show is decided by the limit of all
                limit=build.config.settings.suppress_below,
                shows_whole=viewer.role != "public",
            )
            for year, counts in years.items()
        }

    def decide() -> Table:
        decided = _keep(build, ("together", *where, viewer.role == "public"), together)
        patterns = {year: each.pattern(count.at, count.limit) for year, each in decided.items()}
        return Table(grain, years, {year: pattern for year, pattern in patterns.items() if pattern})

    years: Years = _keep(build, ("counts", *where), read)
    table: Table = _keep(build, ("table", *where, count.at, count.limit, viewer.role == "public"), decide)
    return table


def _table_of_sums(question: Question, amount: Amount, cases: _Count, viewer: Viewer, build: OpenBuild) -> Table:
    """The table that the sum of an amount is decided in, after the count of persons behind it."""
    of_cases = _table(question, cases, viewer, build)
    own_unit = viewer.unit or viewer.knows

    def decide() -> Table:
        but = but_of(own_unit, level_of(own_unit, build.labels), cases.published) if own_unit else None
        sums = sums_of(
            question, cases.fact, cases.year, amount.sql, of_cases.grain,
            limit=cases.limit, but=but, engine=build.engine,
        )  # fmt: skip
        shows_whole = viewer.role != "public"
        return Table(
            of_cases.grain,
            sums,
            {
                year: AmountPattern(each, of_cases.patterns.get(year), cases.limit, shows_whole=shows_whole)
                for year, each in sums.items()
            },
        )

    where = cases.fact.name, cases.year, of_cases.grain, question.years, own_unit, cases.measures
    table: Table = _keep(build, ("sums", *where, amount, cases.limit, viewer.role == "public"), decide)
    return table


def _shown(measures: Measures, grain: Grain, depths: Depths) -> tuple[int, ...]:
    """The measures that are published at a level of units and one of members."""
    levels = [side[depth - 1] for side, depth in zip((grain.units, grain.members), depths, strict=True) if depth]
    return tuple(
        at for at, names in enumerate(measures.published) if not any(names.isdisjoint(level) for level in levels)
    )


def _ties(measures: Measures, year: int | None, ways: Ways, member: Path, shown: tuple[int, ...]) -> Ties:
    """What ties the measures in a member's rows of a year; in those of the lowest level above it that is known."""
    of_year = measures.of_year[year]
    while member and member not in ways:
        member = member[:-1]
    return measures.ties(of_year & ways[member] if member else of_year, shown)


def _measures(fact: Fact, year: str, indicator: Indicator, build: OpenBuild) -> Measures:
    """The counts that are published over a fact, with those of an indicator that may not be in the catalogue."""
    catalogue = [each for each in build.indicators.values() if fact in each.facts and build.has_data(each)]
    published = frozenset((sql, each.dimensions) for each in catalogue for sql in counted(each, fact))
    of_indicator = frozenset((sql, indicator.dimensions) for sql in counted(indicator, fact))
    together = catalogue if of_indicator <= published else [*catalogue, indicator]
    key = ("measures", fact.name, year, published | of_indicator)
    measures: Measures = _keep(build, key, lambda: measures_over(build.engine, fact, year, together, _of_goals(build)))
    return measures


def _of_goals(build: OpenBuild) -> frozenset[str]:
    """The indicators that the plan judges, or opens with: what they show is decided before all else."""
    goals = (name for goal in build.plan.goals for name in goal.indicators)
    return frozenset((*build.plan.headlines, *goals))


def _keep(build: OpenBuild, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    kept = _kept.setdefault(build.engine, {})
    made = kept.get(key)
    if made is None:
        made = make()
        if len(kept) >= KEPT:
            kept.pop(next(iter(list(kept))), None)  # a list: others may add while this looks
        kept[key] = made
    return made
