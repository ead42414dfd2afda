"""An indicator in words, from its definition alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from dashboard.text import text
from dashboard.text.labels import word
from models.catalogue import Group, Indicator
from models.compiling import compile_question
from models.plan import Break, Goal, Plan
from models.question import Question

GROUPS: tuple[Group, ...] = get_args(Group)
JOINED = ", "


@dataclass(frozen=True)
class Description:
    """What there is to say of an indicator in one language. `terms` are (term, words) in the order they are read."""

    id: str
    group: Group
    name: str
    definition: str
    terms: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    breaks: tuple[tuple[str, str], ...]
    related: tuple[tuple[str, str], ...]
    sql: str


def descriptions(indicators: Mapping[str, Indicator], plan: Plan, language: str) -> tuple[Description, ...]:
    """Every indicator in the order of the groups, and within one by name."""
    described = [describe(indicator, indicators, plan, language) for indicator in indicators.values()]
    return tuple(sorted(described, key=lambda one: (GROUPS.index(one.group), one.name)))


def by_group(described: tuple[Description, ...]) -> list[tuple[Group, list[Description]]]:
    """Descriptions as `descriptions` orders them, under their groups."""
    return [(group, list(ones)) for group, ones in groupby(described, key=lambda one: one.group)]


def describe(indicator: Indicator, indicators: Mapping[str, Indicator], plan: Plan, language: str) -> Description:
    """One indicator; `indicators` has the names of those related."""
    replaced = {one.id for one in indicators.values() if indicator.id in one.substitutes}
    goals = [goal for goal in plan.goals if {indicator.id, *replaced} & set(goal.indicators)]
    named = [(name, indicators[name].name[language]) for name in indicator.related]
    return Description(
        indicator.id,
        indicator.group,
        indicator.name[language],
        indicator.definition[language],
        tuple(terms_of(indicator, goals, language).values()),
        tuple(caveat[language] for caveat in indicator.caveats),
        tuple((break_years(b), b.text[language]) for b in plan.breaks_of(indicator.id)),
        tuple(named),
        compile_question(Question(indicator.id, by=("year",)), indicator).sql("duckdb", pretty=True),
    )


def terms_of(indicator: Indicator, goals: Iterable[Goal], language: str) -> dict[str, tuple[str, str]]:
    """Each term by its key with the words for an indicator, in the order they are read."""
    names = JOINED.join(word("reference_date", name, language) for name in indicator.reference_dates)
    dimensions = JOINED.join(word("dimension", name, language) for name in indicator.dimensions)
    feeds = JOINED.join(word("feed", feed, language) for feed in indicator.requires)
    suppression = "definitions.persons" if indicator.persons else "definitions.no_persons"
    terms = (
        ("goals", JOINED.join(goal.id for goal in goals) or text("definitions.no_goal", language)),
        ("kind", text(f"value.{indicator.value}", language)),
        ("direction", text(f"direction.{indicator.direction}", language)),
        ("noise", text(f"noise.{indicator.noise_model}", language)),
        ("reference_date", names),
        ("calendar", word("calendar", indicator.calendar, language)),
        ("dimensions", dimensions or text("definitions.whole_only", language)),
        ("feeds", feeds),
        *([("public", _public(indicator, language))] if indicator.differs is not None else []),
        ("evidence", text(f"evidence.{indicator.evidence}", language)),
        ("suppression", text(suppression, language)),
        ("owner", indicator.owner),
        ("version", f"{indicator.version}"),
    )
    return {term: (text(f"definitions.{term}", language), words) for term, words in terms}


def _public(indicator: Indicator, language: str) -> str:
    """The public source of a substitute, and how it counts otherwise than what it is read instead of."""
    lines = [words[language] for words in (indicator.source, indicator.differs) if words is not None]
    return ". ".join(lines)


def break_years(span: Break) -> str:
    """The year or years of a break."""
    first, last = span.first_year, span.last_year
    return str(first) if first == last else f"{first}–{last}"
