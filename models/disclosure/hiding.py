"""Which cells of an answer a viewer may not see: decided in the tables of all its measures, whatever the question."""

from weakref import WeakKeyDictionary

from models.catalogue import Indicator
from models.disclosure.cells import last_years, listed, without, years_of
from models.disclosure.grain import grain_of
from models.disclosure.linked import linked
from models.disclosure.table import Key, Table
from models.question import Question, Viewer
from models.store import OpenBuild
from models.units import level_of

KEPT_TABLES = 512
_kept: WeakKeyDictionary[object, dict[tuple[object, ...], Table]] = WeakKeyDictionary()

_kept_linked: WeakKeyDictionary[object, dict[tuple[object, ...], tuple[Indicator, ...]]] = WeakKeyDictionary()


def hidden_keys(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> set[Key]:
    """The keys of the question's cells that the viewer may not see, of empty cells too."""
    last = last_years(question, indicator, build)
    tables = (_table(question, each, viewer, build) for each in _linked(indicator, build))
    return {key for table in tables for key in table.hidden(question, last)}


def _table(question: Question, indicator: Indicator, viewer: Viewer, build: OpenBuild) -> Table:
    """The table that a question is decided in, kept with the build for the next."""
    grain = grain_of(question, indicator)
    clock = question.clock or indicator.default_clock
    limit = max(build.config.settings.suppress_below, indicator.k or 0)
    kept = _kept.setdefault(build.engine, {})
    key = (_counted(indicator), indicator.clocks[clock], grain, question.years, limit, viewer)
    if key not in kept:
        if len(kept) >= KEPT_TABLES:
            kept.pop(next(iter(list(kept))), None)  # a list: others may add while this looks
        # a reader knows the own unit's persons and can subtract them from every total
        others = without(viewer.unit, level_of(viewer.unit, build.labels), indicator) if viewer.unit else indicator
        others = listed(others, grain)
        years = years_of(grain, clock, question.years, others, build)
        kept[key] = Table(grain, years, limit, shows_whole=viewer.role != "public")
    return kept[key]


def _linked(indicator: Indicator, build: OpenBuild) -> tuple[Indicator, ...]:
    """The indicators whose tables decide, kept with the build."""
    kept = _kept_linked.setdefault(build.engine, {})
    key = (indicator.id, _counted(indicator), indicator.default_clock, tuple(build.indicators))
    if key not in kept:
        kept[key] = linked(indicator, build.indicators)
    return kept[key]


def _counted(indicator: Indicator) -> tuple[object, ...]:
    """What decides an indicator's counts: a share and the gap to a share have the same cells, and the same hidden."""
    facts = indicator.fact, indicator.denominator_fact, indicator.filter, indicator.time
    return *facts, indicator.numerator, indicator.denominator, indicator.is_share, indicator.value == "statistic"
