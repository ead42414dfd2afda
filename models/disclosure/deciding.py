"""The patterns of a table, decided from a build's rows: those of a count, and those of a sum after its count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from models.disclosure.cells import Ways, Years, but_of, counts_of, sums_of, ways_of
from models.disclosure.dominance import AmountPattern
from models.disclosure.grain import Grain
from models.disclosure.measures import Amount, Measures
from models.disclosure.pattern import Path, Pattern
from models.disclosure.ties import Ties
from models.disclosure.together import Depths, Together
from models.facts import Fact
from models.question import Question
from models.store import OpenBuild
from models.units import level_of

KEPT = 2048  # tables and counts of a build
_kept: WeakKeyDictionary[object, dict[tuple[object, ...], Any]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Scope:
    """The rows of a fact that a table is about: its years, by the year in one of its columns, and its grain.

    `own_unit` is one whose persons the reader knows and can subtract from every total. `shows_whole` says that the
    institution's own figure is shown in any case.
    """

    fact: Fact
    year: str
    measures: Measures
    grain: Grain
    years: tuple[int, int] | None
    own_unit: str | None
    shows_whole: bool

    @property
    def published(self) -> frozenset[str]:
        """The dimensions by which anything over the fact is published."""
        return frozenset[str]().union(*self.measures.published)

    @property
    def _rows(self) -> tuple[object, ...]:
        """What distinguishes the rows that are counted."""
        return self.fact.name, self.year, self.grain, self.years, self.own_unit, self.measures

    @property
    def key(self) -> tuple[object, ...]:
        """What distinguishes it from others."""
        return *self._rows, self.shows_whole


@dataclass(frozen=True)
class Count:
    """One of the measures over a scope's rows, by its place among them; fewer than `limit` are not shown."""

    at: int
    limit: int


def patterns_of(count: Count, scope: Scope, question: Question, build: OpenBuild) -> Mapping[int | None, Pattern]:
    """The patterns of a count in the years in which anything may be suppressed, kept with the build for the next."""

    def decide() -> dict[int | None, Pattern]:
        together = _together(scope, question, build)
        patterns = {year: each.pattern(count.at, count.limit) for year, each in together.items()}
        return {year: pattern for year, pattern in patterns.items() if pattern}

    decided: Mapping[int | None, Pattern] = keep(build, ("patterns", *scope.key, count), decide)
    return decided


def patterns_of_sums(
    amount: Amount, cases: Count, scope: Scope, question: Question, build: OpenBuild
) -> Mapping[int | None, Pattern]:
    """The patterns of an amount's sums, after the count of persons behind them."""
    of_cases = patterns_of(cases, scope, question, build)
    sums = sums_of(
        question, scope.fact, scope.year, amount.sql, scope.grain,
        limit=cases.limit, but=_but(scope, build), engine=build.engine,
    )  # fmt: skip
    return {
        year: AmountPattern(each, of_cases.get(year), cases.limit, shows_whole=scope.shows_whole)
        for year, each in sums.items()
    }


def keep(build: OpenBuild, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """What was made of a build before, or `make` makes now."""
    kept = _kept.setdefault(build.engine, {})
    made = kept.get(key)
    if made is None:
        made = make()
        if len(kept) >= KEPT:
            kept.pop(next(iter(list(kept))), None)  # a list: others may add while this looks
        kept[key] = made
    return made


def forget(build: OpenBuild) -> None:
    """Drop all that was made of a build."""
    _kept.pop(build.engine, None)


def _together(scope: Scope, question: Question, build: OpenBuild) -> Mapping[int | None, Together]:
    """All measures of each year, decided together."""

    def read() -> Years:
        return counts_of(
            question, scope.fact, scope.year, scope.measures, scope.grain,
            but=_but(scope, build), engine=build.engine,
        )  # fmt: skip

    def decide() -> dict[int | None, Together]:
        years: Years = keep(build, ("counts", *scope.key[:-1]), read)
        where = scope.fact.name, scope.year, scope.grain, scope.measures
        ways: Ways = keep(
            build, ("ways", *where), lambda: ways_of(scope.fact, scope.measures, scope.grain, build.engine)
        )
        limit = build.config.settings.suppress_below  # what others show is decided by the limit of all
        strictest = max([limit, *(each.k or 0 for each in build.indicators.values())])
        # whose whole is not small, of that the public sees what employees see
        same = {} if scope.shows_whole else _together(replace(scope, shows_whole=True), question, build)
        return {
            year: same[year]
            if year in same and not same[year].has_small_whole(strictest)
            else Together(
                counts,
                partial(_shown, scope.measures, scope.grain),
                partial(_ties, scope.measures, year, ways),
                limit=limit,
                shows_whole=scope.shows_whole,
            )
            for year, counts in years.items()
        }

    decided: Mapping[int | None, Together] = keep(build, ("together", *scope.key), decide)
    return decided


def _but(scope: Scope, build: OpenBuild) -> Any:
    """Chooses the rows that are not of the reader's own unit."""
    unit = scope.own_unit
    return but_of(unit, level_of(unit, build.labels), scope.published) if unit else None


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
