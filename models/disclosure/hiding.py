"""Which cells of an answer a viewer may not see: decided for each count behind it, whatever the question."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from models.catalogue import Indicator
from models.disclosure.cells import Years, but_of, counts_of, last_years
from models.disclosure.grain import LISTED, UNIT_DIMENSIONS, grain_of
from models.disclosure.measures import Measures, counted, measures_over
from models.disclosure.pattern import Cell
from models.disclosure.table import Key, Related, Table
from models.facts import Fact
from models.question import Question, Viewer
from models.store import OpenBuild
from models.units import level_of

KEPT = 2048  # tables and counts of a build
_kept: WeakKeyDictionary[object, dict[tuple[object, ...], Any]] = WeakKeyDictionary()


def hidden_keys(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> set[Key]:
    """The keys of the question's cells that the viewer may not see, of empty cells too.

    Whoever sees the own unit exactly sees nothing elsewhere that other employees do not see.
    """
    last = last_years(question, indicator, build)
    keys = {key for table in _tables(question, indicator, viewer, build) for key in table.hidden(question, last)}
    if viewer.unit is not None:
        for table in _tables(question, indicator, Viewer("viewer"), build):
            keys.update(table.hidden(question, last, but=viewer.unit))
    return keys


def _tables(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> Iterator[Table]:
    """The table of each count behind an indicator."""
    year = indicator.clocks[question.clock or indicator.default_clock]
    limit = max(build.config.settings.suppress_below, indicator.k or 0)
    for fact in dict.fromkeys(indicator.facts):
        measures = _measures(fact, year, indicator, build)
        for sql in counted(indicator, fact):
            if sql in measures.sql:
                yield _table(question, _Count(fact, year, measures, measures.sql.index(sql), limit), viewer, build)


@dataclass(frozen=True)
class _Count:
    """A count over a fact, by the year in one of its columns; fewer than `limit` are not shown."""

    fact: Fact
    year: str
    measures: Measures
    at: int
    limit: int


def _table(question: Question, count: _Count, viewer: Viewer, build: OpenBuild) -> Table:
    """The table that a count is decided in, kept with the build for the next."""
    known = frozenset[str]().union(*count.measures.published)
    grain, asked = grain_of(question, known), _asked(question)
    where = count.fact.name, count.year, grain, question.years, viewer.unit, count.measures

    def read() -> Years:
        # a reader knows the own unit's persons and can subtract them from every total
        but = but_of(viewer.unit, level_of(viewer.unit, build.labels), known) if viewer.unit else None
        return counts_of(question, count.fact, count.year, count.measures, grain, but=but, engine=build.engine)

    def decide() -> Table:
        years: Years = _keep(build, ("counts", *where), read)
        return Table(
            grain,
            years,
            count.at,
            _related(question, count, years, viewer, build),
            limit=count.limit,
            also=_between_listed(question, count, years, viewer, build),
            shows_whole=viewer.role != "public",
        )

    table: Table = _keep(build, ("table", *where, asked, count.at, count.limit, viewer.role == "public"), decide)
    return table


def _related(question: Question, count: _Count, years: Years, viewer: Viewer, build: OpenBuild) -> Related:
    """The tables that are decided before a count's, of counts that are published by all that is asked for."""
    measures, asked = count.measures, _asked(question)
    shown = {at for at, dimensions in enumerate(measures.published) if asked <= dimensions}
    relations = {
        year: [one for one in measures.relations[year][count.at] if shown.issuperset((*one.more, *one.less))]
        for year in years
    }
    splits = {year: [pair for pair in measures.splits[year][count.at] if shown.issuperset(pair)] for year in years}
    others = {at for each in relations.values() for one in each for at in (*one.more, *one.less)} - {count.at}
    others.update(at for each in splits.values() for pair in each for at in pair)
    # what others show is decided by the limit of all
    general = build.config.settings.suppress_below
    tables = {at: _table(question, replace(count, at=at, limit=general), viewer, build) for at in sorted(others)}
    return Related(relations, splits, tables)


def _between_listed(
    question: Question, count: _Count, years: Years, viewer: Viewer, build: OpenBuild
) -> dict[int | None, frozenset[Cell]]:
    """In one unit, a member that is suppressed for the whole institution: else the units would add up to it.

    The unit is the smallest that hides enough; it matters only for dimensions of which units show some members alone.
    """
    listed = [name for name in (*question.by, *question.where) if name in LISTED]
    if not listed or UNIT_DIMENSIONS.isdisjoint((*question.by, *question.where)):
        return {}
    by_member = _table(replace(question, by=(listed[0],), where={}), count, viewer, build)
    found: dict[int | None, frozenset[Cell]] = {}
    for year, counts in years.items():
        cells, sums = counts.levels[1, 1]
        chosen = set[Cell]()
        for member in {member for _, member in by_member.suppressed(year) if member[0][0] in LISTED[listed[0]]}:
            sizes = {cell: size for cell, size in zip(cells, sums[:, count.at], strict=True) if cell[1] == member}
            enough = {cell: size for cell, size in sizes.items() if size >= count.limit}
            chosen.update(sorted(enough, key=lambda cell: (enough[cell], str(cell)))[:1] or sizes)
        found[year] = frozenset(chosen)
    return found


def _asked(question: Question) -> frozenset[str]:
    return frozenset((*question.by, *question.where)) - {"year"}


def _measures(fact: Fact, year: str, indicator: Indicator, build: OpenBuild) -> Measures:
    """The counts that are published over a fact, with those of an indicator that may not be in the catalogue."""
    catalogue = [each for each in build.indicators.values() if fact in each.facts and build.has_data(each)]
    published = frozenset((sql, each.dimensions) for each in catalogue for sql in counted(each, fact))
    own = frozenset((sql, indicator.dimensions) for sql in counted(indicator, fact))
    together = catalogue if own <= published else [*catalogue, indicator]
    key = ("measures", fact.name, year, published | own)
    measures: Measures = _keep(build, key, lambda: measures_over(build.engine, fact, year, together))
    return measures


def _keep(build: OpenBuild, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    kept = _kept.setdefault(build.engine, {})
    made = kept.get(key)
    if made is None:
        made = make()
        if len(kept) >= KEPT:
            kept.pop(next(iter(list(kept))), None)  # a list: others may add while this looks
        kept[key] = made
    return made
