"""From judged goals to slides: a title, an overview, and for each goal the answer, its years and its units."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.briefing.slide import Chart, Deck, Series, Slide, Table
from dashboard.format import cell, figure, number, short_day
from dashboard.judgement import (
    attested_level,
    change_line,
    distance,
    now,
    roll_up_words,
    since,
    status_words,
    target_words,
)
from dashboard.origin import origin_label, origin_line
from dashboard.sentences import Observed, doubling, over_years
from dashboard.text import text
from dashboard.text.labels import member_name, word
from dashboard.theme.status import LOOKS
from models.answer import Answer
from models.catalogue import Indicator
from models.question import Question, QuestionError, Where
from models.status import GROUPS, StatusRow
from models.status.series import complete_years
from models.store import OpenBuild

A_SLIDE = 10  # goals of an overview
IN_DETAIL = 8  # goals up to which each has a slide of its units too
MOST_MEMBERS = 12


@dataclass(frozen=True)
class Context:
    """Whose slides they are: a build, a language, a unit with its name (empty and None: the institution), who asks."""

    build: OpenBuild
    language: str
    unit: Where
    unit_name: str | None
    rounding: str
    ask: Callable[[Question], Answer]

    def text(self, key: str, **values: object) -> str:
        """A text in the language of the slides."""
        return text(key, self.language, **values)


def deck(rows: Sequence[StatusRow], every: Sequence[StatusRow], context: Context) -> Deck:
    """The slides of the goals chosen, in the plan's order; `every` has the goals below them too."""
    title = context.build.plan.title[context.language]
    title = f"{title} · {context.unit_name}" if context.unit_name else title
    slides = []
    if len(rows) > 1:
        slides.append(_first(title, rows, context))
        slides += [_overview(rows[first : first + A_SLIDE], context) for first in range(0, len(rows), A_SLIDE)]
    for row in rows:
        slides.append(_goal(row, every, context))
        if len(rows) <= IN_DETAIL and (units := _units(row, context)) is not None:
            slides.append(units)
    return Deck(
        title, context.language, origin_line(context.build, context.language), context.build.built_at, tuple(slides)
    )


def _first(title: str, rows: Sequence[StatusRow], context: Context) -> Slide:
    counts = Counter(row.group for row in rows)
    groups = [f"{context.text(f'status_group.{group}')} {counts[group]}" for group in GROUPS if counts[group]]
    says = context.text("briefing.goals", n=len(rows), groups=", ".join(groups))
    return Slide(title, says, _foot(None, None, context))


def _overview(rows: Sequence[StatusRow], context: Context) -> Slide:
    says = context.text("briefing.overview", first=rows[0].goal.id, last=rows[-1].goal.id)
    return Slide(context.text("briefing.where"), says, _foot(None, None, context), table=_goals(rows, says, context))


def _goals(rows: Sequence[StatusRow], says: str, context: Context) -> Table:
    """Goals with their figure and their status."""
    language = context.language
    lines = tuple(
        (
            row.goal.id,
            str(row.goal.short[language]),
            now(row, language) or "–",
            f"{LOOKS[row.status].sign} {roll_up_words(row, language) if row.counts else status_words(row, language)}",
        )
        for row in rows
    )
    keys = ("plan.goal_id", "plan.goal", "plan.now", "plan.status")
    heads = tuple(context.text(key) for key in keys)
    return Table(heads, lines, says)


def _goal(row: StatusRow, every: Sequence[StatusRow], context: Context) -> Slide:
    """The answer in a sentence, the years as a chart, and what it is held against; of a roll-up the goals below."""
    language, indicator = context.language, _indicator(row, context)
    chart, result, says = None, None, _sentence_without(row, context)
    if row.goal.rule == "milestone":
        chart = _levels(row, context)
    elif row.against_former is not None:
        chart, says = _programmes(row, context), doubling(row, language) or says
    elif indicator is not None and row.value is not None:
        result = _ask(Question(indicator.id, ("year",), context.unit), context)
        if result is not None:
            known_until, month = context.build.known_until(indicator), context.build.academic_month
            series = {year: one for year, one in complete_years(result, known_until, month).items()
                      if row.year is None or year <= row.year}  # fmt: skip
            known_values = {year: one.value for year, one in series.items() if one.value is not None}
            if row.year in known_values and row.year is not None:
                observed = Observed(indicator, known_values, row.year, figure(row.value, row.unit, language))
                says = over_years(observed, row, context.build.plan, language)
            shown = tuple(cell(one, indicator.unit, language) for one in series.values())
            years, values = tuple(map(str, series)), tuple(one.value for one in series.values())
            lines = [Series(str(indicator.name[language]), values), *_target(row, len(years), language)]
            chart = Chart("lines", years, tuple(lines), shown, indicator.unit, says) if known_values else None
    below = [one for one in every if one.goal.id in row.goal.rolls_up]
    return Slide(
        f"{row.goal.id} · {row.goal.short[language]}",
        says,
        _foot(result, row, context),
        chart,
        _goals(below, str(row.goal.short[language]), context) if below else _facts(row, context),
        row.status,
        status_words(row, language),
        row.goal.id,
    )


def _target(row: StatusRow, years: int, language: str) -> list[Series]:
    if row.target is None:
        return []
    return [Series(target_words(row, language) or "", (row.target,) * years)]


def _programmes(row: StatusRow, context: Context) -> Chart | None:
    """Both framework programmes added up, and the path: twice the former one's curve, or as the target says."""
    former, target, language = row.against_former, row.target, context.language
    if former is None or target is None:
        return None
    ours = dict(former.now.counts)
    years = [former.now.first_year + place for place in range(len(former.former.counts))]
    counts = tuple(ours.get(year) if row.year is not None and year <= row.year else None for year in years)
    path = tuple(count * target for _, count in former.former.counts)
    lines = [Series(context.text("doubling.ours"), counts)]
    if former.due is not None:
        lines.append(Series(context.text("doubling.path"), path))
    lines.append(Series(former.former.framework, tuple(count for _, count in former.former.counts)))
    shown = tuple("" if count is None else figure(count, "number", language) for count in counts)
    return Chart("lines", tuple(map(str, years)), tuple(lines), shown, "number", doubling(row, language) or "")


def _levels(row: StatusRow, context: Context) -> Chart | None:
    """How many units hold each level, and how many none; None where no unit attests."""
    if row.milestone is None or not row.milestone.units:
        return None
    levels = row.milestone.levels
    counts = {f"{level} · {context.text(f'level.{level}')}": levels.get(level, 0) for level in range(5)}
    counts[context.text("briefing.no_level")] = row.milestone.required - sum(levels.values())
    series = Series(context.text("briefing.units_at"), tuple(map(float, counts.values())))
    shown = tuple(number(count, context.language) for count in counts.values())
    return Chart("bars", tuple(counts), (series,), shown, "number", context.text("briefing.units_at"))


def _sentence_without(row: StatusRow, context: Context) -> str:
    """What is said of a goal that no line of years describes."""
    language = context.language
    if row.counts:
        return roll_up_words(row, language)
    if row.milestone is not None:
        units = context.text("plan.units_attested", n=row.milestone.attested, of=row.milestone.required)
        return ", ".join(part for part in (attested_level(row.milestone, row.status, language), units) if part)
    return status_words(row, language)


def _facts(row: StatusRow, context: Context) -> Table:
    """Value, target, distance, change and what would change the status, as far as there are any."""
    language, moved = context.language, since(row, context.build.plan, context.language)
    lines = [
        (context.text("plan.now") if row.year is None else str(row.year), now(row, language)),
        (context.text("report.target"), target_words(row, language)),
        (context.text("briefing.left"), distance(row, language)),
        (context.text("moved.change"), " ".join(moved) if moved else None),
        (context.text("goal.would_change"), change_line(row, language)),
    ]
    kept = tuple((name, words) for name, words in lines if words)
    return Table((context.text("briefing.fact"), context.text("briefing.figure")), kept, row.goal.short[language])


def _units(row: StatusRow, context: Context) -> Slide | None:
    """The units of the year judged, as bars and as a table; None where the goal has no figures of units."""
    indicator, level = _indicator(row, context), "department" if context.unit else "faculty"
    if indicator is None or row.year is None or row.goal.rule in ("milestone", "balance"):
        return None
    if level not in indicator.dimensions or "department" in context.unit or row.against_former is not None:
        return None
    result = _ask(Question(indicator.id, (level,), context.unit, (row.year, row.year)), context)
    if result is None or not result.rows:
        return None
    language = context.language
    rows = sorted(result.rows, key=lambda one: (one.value is None, -(one.value or 0), str(one.key[level])))[
        :MOST_MEMBERS
    ]
    names = tuple(member_name(result.meta.labels, level, one.key[level], language) for one in rows)
    shown = tuple(cell(one, indicator.unit, language) for one in rows)
    title = context.text("goal.by", dimension=word("dimension", level, language), year=row.year)
    says = context.text("briefing.units", name=indicator.name[language], n=len(rows))
    bars = Series(str(indicator.name[language]), tuple(one.value for one in rows))
    table = Table((word("dimension", level, language), str(row.year)), tuple(zip(names, shown, strict=True)), title)
    chart = Chart("bars", names, (bars,), shown, indicator.unit, says)
    return Slide(f"{row.goal.id} · {title}", says, _foot(result, row, context), chart, table, goal=row.goal.id)


def _indicator(row: StatusRow, context: Context) -> Indicator | None:
    return context.build.indicators.get(row.indicator or "")


def _ask(question: Question, context: Context) -> Answer | None:
    try:
        return context.ask(question)
    except QuestionError:  # not for this reader, or not of this unit
        return None


def _foot(result: Answer | None, row: StatusRow | None, context: Context) -> str:
    """Origin unless real, what dates the figure, sources, as of, rounding, edition."""
    language, build = context.language, context.build
    label = origin_label(build if result is None else result.meta, language)
    parts = [] if label is None else [label]
    if result is not None:
        parts.append(context.text("foot.dated_by", dated_by=word("reference_date", result.meta.dated_by, language)))
        feeds = ", ".join(dict.fromkeys(word("feed", source.feed, language) for source in result.meta.sources))
        parts += [context.text("foot.source", feeds=feeds)] if feeds else []
    elif row is not None:
        parts.append(context.text(f"evidence.{row.evidence}"))
    parts.append(context.text("foot.as_of", day=short_day(build.as_of, language)))
    parts += [context.rounding, context.text("foot.signs"), context.text("briefing.edition", build=build.id)]
    return " · ".join(parts)
