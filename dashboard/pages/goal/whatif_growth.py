"""What if every member added so many cases a year: the years ahead, drawn on the forecast."""

from typing import NamedTuple

from dashboard.cached_analyses import growth
from dashboard.figures.lines import LOOKS, Member, lines_figure
from dashboard.format import goal_line
from dashboard.markup import Html, tag
from dashboard.pages.goal.forecast import foreseen
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.legend import key
from dashboard.pages.parts.section import Section, Unanswered
from dashboard.pages.parts.view import View
from models.question import Question
from models.whatif import Growth

KIND = "more"
YEARS = 5
TIMES = (1, 2, 5)  # a hundredth of a member's cases, and more


class Growing(NamedTuple):
    """So many cases more a year of each member, up to a year."""

    more: int
    until: int
    question: Question

    @property
    def parameter(self) -> str:
        """As it is in the address: `more-10`."""
        return f"{KIND}-{self.more}"


def growths(question: Question, members: int, reading: Reading, view: View) -> list[Growing]:
    """What can be supposed here; nothing where nothing is foreseen, or an earlier year than the last is shown."""
    ahead = foreseen(reading, view)
    if ahead is None or not ahead.value_at or not members or ahead.last_year != reading.year:
        return []
    smallest = max(round((reading.now.denominator or 0) / members / 100), 1)
    return [Growing(times * smallest, (reading.year or 0) + YEARS, question) for times in TIMES]


def grow(chosen: Growing, head: tuple[Html, Html], reading: Reading, view: View) -> Section | Unanswered:
    """What the one chosen would give, under the heading and the choices."""
    result = growth(chosen.more, chosen.until, chosen.question, view.build)
    if result is None:
        return Unanswered("whatif", head[0], view.text("whatif.none"), head[1])
    lines = _lines(result, reading, view)
    return Section(
        name="whatif",
        chart="whatif",
        heading=head[0],
        choices=head[1],
        sentence=_sentence(result, chosen, view),
        figure=lines_figure(lines, reading.unit, view.language, None),
        meta=result.meta,
        table=_table(result, view),
        legend=key([(line.name, look) for line, look in zip(lines, LOOKS, strict=False)]),
    )


def shown_years(result: Growth) -> list[tuple[int, float, float]]:
    """The years that are shown: to the one until which is added."""
    return [(year, pace, more) for year, pace, more in result.years if year <= result.until]


def _sentence(result: Growth, chosen: Growing, view: View) -> str:
    unit, language = result.meta.unit, view.language
    year, pace, more = shown_years(result)[-1]
    words = view.text(
        "whatif.more_says",
        more=chosen.more,
        dimension=view.word("dimension", chosen.question.by[0]),
        year=year,
        then=view.figure(more, unit),
        pace=view.figure(pace, unit),
    )
    target = goal_line(result.target.value, unit, language)
    met = view.text("whatif.more_reaches", target=target, year=result.reached_in) if result.reached_in else None
    unseen = view.text("whatif.suppressed", n=result.suppressed) if result.suppressed else None
    return " ".join(part for part in (words, met, unseen) if part)


def _lines(result: Growth, reading: Reading, view: View) -> list[Member]:
    rows = shown_years(result)
    points_known = [(year, row.value) for year, row in reading.series.items() if year <= result.start[0]]
    return [
        Member(view.text("whatif.with_more"), None, [result.start, *((year, more) for year, _, more in rows)]),
        Member(view.text("whatif.at_this_pace"), None, [*points_known, *((year, pace) for year, pace, _ in rows)]),
    ]


def _table(result: Growth, view: View) -> Html:
    unit = result.meta.unit
    heads = [view.text("goal.year"), view.text("whatif.at_this_pace"), view.text("whatif.with_more")]
    lines = [
        Line(str(year), None, [view.figure(pace, unit), view.figure(more, unit)])
        for year, pace, more in shown_years(result)
    ]
    return tag(
        "div",
        columns_table(view.text("whatif.table"), heads, lines),
        tag("p", view.text("whatif.more_means"), class_="foot"),
        footer(result.meta, view, [result.start[0]], None),
    )
