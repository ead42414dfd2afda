"""Which cells of an answer a viewer may not see: decided for each count behind it, regardless of the question."""

from collections.abc import Iterator

from models.catalogue import Indicator
from models.disclosure.cells import last_years
from models.disclosure.deciding import Count, Scope, keep, patterns_of, patterns_of_sums
from models.disclosure.grain import grain_of
from models.disclosure.measures import Amount, Measures, amounts, counted, measures_of, measures_over
from models.disclosure.prepared import digest, prepared_measures, prepared_table
from models.disclosure.table import Key, OfPattern, Table
from models.facts import Fact
from models.question import Question, Viewer
from models.store import OpenBuild


def suppressed_keys(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> set[Key]:
    """The keys of the question's cells that the viewer may not see, of empty cells too.

    Whoever sees the own unit exactly sees nothing elsewhere that other employees do not see; who looks as one of these,
    nothing of the own unit either.
    """
    last = last_years(question, indicator, build)
    keys = {key for table in tables(question, indicator, viewer, build) for key in table.suppressed(question, last)}
    if viewer.unit or viewer.knows:
        for table in tables(question, indicator, Viewer("viewer"), build):
            keys.update(table.suppressed(question, last, but=viewer.unit))
    return keys


def tables(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> Iterator[Table]:
    """The table of each count and of each sum behind an indicator."""
    for scope, count, amount in decided(question, indicator, viewer, build):
        yield table_of(scope, count, amount, question, build)


def decided(
    question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild
) -> Iterator[tuple[Scope, Count, Amount | None]]:
    """What is decided for a question: each count, and each sum after the count of persons behind it."""
    year = indicator.reference_dates[question.dated_by or indicator.default_reference_date]
    limit = max(build.config.settings.suppress_below, indicator.k or 0)
    for fact in dict.fromkeys(indicator.facts):
        measures = _measures(fact, year, indicator, build)
        grain = grain_of(question, frozenset[str]().union(*measures.published))
        own_unit, shows_whole = viewer.unit or viewer.knows, viewer.role != "public"
        scope = Scope(fact, year, measures, grain, question.years, own_unit, shows_whole)
        for sql in counted(indicator, fact):
            if sql in measures.sql:
                yield scope, Count(measures.sql.index(sql), limit), None
        for amount in amounts(indicator, fact):
            if amount.cases in measures.sql:
                yield scope, Count(measures.sql.index(amount.cases), limit), amount


def table_of(scope: Scope, count: Count, amount: Amount | None, question: Question, build: OpenBuild) -> Table:
    """A table, as it was prepared for all readers of its rights, or decided now and kept with the build."""

    def decide() -> Table:
        if scope.own_unit is None and (ready := prepared_table(scope, count, amount, build)) is not None:
            return ready
        if amount is None:
            patterns = patterns_of(count, scope, question, build)
        else:
            patterns = patterns_of_sums(amount, count, scope, question, build)
        depths = len(scope.grain.units), len(scope.grain.members)
        return Table(scope.grain, {year: OfPattern(pattern, depths) for year, pattern in patterns.items()})

    table: Table = keep(build, ("table", *scope.key, count, amount), decide)
    return table


def measures_name(fact: Fact, year: str, indicator: Indicator, build: OpenBuild) -> str:
    """The name under which what is counted over a fact is prepared."""
    defined = _defined_over(fact, indicator, build)
    about = fact.name, fact.of_persons, fact.dimensions, fact.amounts
    return digest("measures", about, year, defined, sorted(_of_goals(build)))


def _measures(fact: Fact, year: str, indicator: Indicator, build: OpenBuild) -> Measures:
    """The counts that are published over a fact, with those of an indicator that may not be in the catalogue."""

    def read() -> Measures:
        ready = prepared_measures(measures_name(fact, year, indicator, build), build)
        if ready is not None:
            made = measures_of(build.engine, fact, year, ready.sql, ready.published)
        else:
            catalogue = _over(fact, build)
            published = {(sql, each.dimensions) for each in catalogue for sql in counted(each, fact)}
            is_in = published.issuperset((sql, indicator.dimensions) for sql in counted(indicator, fact))
            together = catalogue if is_in else [*catalogue, indicator]
            made = measures_over(build.engine, fact, year, together, _of_goals(build))
        # one for all that are the same, whichever indicator they were read for
        counts = frozenset(zip(made.sql, made.published, strict=True))
        same: Measures = keep(build, ("measures", fact.name, year, counts), lambda: made)
        return same

    defined = _defined_over(fact, indicator, build)
    of_fact: Measures = keep(build, ("measures as defined", fact.name, year, defined), read)
    return of_fact


def _over(fact: Fact, build: OpenBuild) -> list[Indicator]:
    return [each for each in build.indicators.values() if fact in each.facts and build.has_data(each)]


def _defined_over(fact: Fact, indicator: Indicator, build: OpenBuild) -> tuple[tuple[object, ...], ...]:
    """What the indicators over a fact count, as it is written, and another where it counts something else."""
    defined = tuple(map(_defined, _over(fact, build)))
    another = _defined(indicator)
    return defined if another in defined else (*defined, another)


def _defined(each: Indicator) -> tuple[object, ...]:
    counts = each.numerator, each.denominator, each.filter, each.value == "statistic", each.fact, each.denominator_fact
    return each.id, *counts, each.dimensions, each.persons, tuple(each.reference_dates.values())


def _of_goals(build: OpenBuild) -> frozenset[str]:
    """The indicators that the plan judges, or opens with: what they show is decided before all else."""
    goals = (name for goal in build.plan.goals for name in goal.indicators)
    return frozenset((*build.plan.headlines, *goals))
