"""A portfolio that is to be doubled: both programmes' curves laid over each other."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.figures.cumulative import Counted, cumulative_figure
from dashboard.markup import Html, tag
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.programme import FRAMEWORK
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.pill import row_pill
from dashboard.pages.parts.section import Section
from dashboard.pages.parts.view import View
from dashboard.sentences import doubling
from models.forecast import Forecast, Point
from models.rounding import half_away
from models.status import AgainstFormer, StatusRow

Card = Callable[[str, str, str, Html | None], Html]


@dataclass(frozen=True)
class Doubling:
    """The row of a portfolio as of the year shown, with what it is compared with; judged in `judged` alone."""

    row: StatusRow
    former: AgainstFormer
    target: float
    counted_by: str
    judged: int

    @property
    def year(self) -> int:
        """The year shown."""
        return self.judged if self.row.year is None else self.row.year

    @property
    def is_judged(self) -> bool:
        """Whether the year shown is the one that the goal is judged on."""
        return self.year == self.judged

    @property
    def path(self) -> tuple[tuple[int, float], ...]:
        """What is due at the end of each year of the programme, 1 for the first."""
        curve = self.former.former
        return tuple((year - curve.first_year + 1, count * self.target) for year, count in curve.counts)


def doubling_of(row: StatusRow, reading: Reading) -> Doubling | None:
    """The doubling that a page of the university shows; None for any other goal, indicator or unit."""
    judged = next((half for half in row.halves if half.indicator == reading.scope.indicator.id), row)
    counted_by = reading.scope.indicator.counted_by
    if judged.against_former is None or judged.target is None or counted_by is None:
        return None
    if judged.indicator != reading.scope.indicator.id or not reading.scope.is_whole:
        return None
    year = judged.year or judged.against_former.now.counts[-1][0]
    former = (
        as_of(judged.against_former, judged.target, reading.year or year) if (reading.year or year) < year else None
    )
    shown = judged if former is None else replace(judged, year=reading.year, against_former=former)
    return Doubling(shown, former or judged.against_former, judged.target, counted_by, year)


def as_of(former: AgainstFormer, target: float, year: int) -> AgainstFormer:
    """The comparison at the end of an earlier year than the one judged."""
    passed = year - former.now.first_year
    before = dict(former.former.counts).get(former.former.first_year + passed, 0)
    due = None if former.due is None else before * target
    return replace(former, count=dict(former.now.counts).get(year, 0), former_count=before, due=due)


def doubling_cards(doubled: Doubling, card: Card, view: View) -> list[Html]:
    """Signed so far, the path at the same point, and the target, each as a count of grants."""
    language, former = view.language, doubled.former
    names = {"former": programme_name(former.former.framework, view)}
    before = dict(former.now.counts).get(doubled.year - 1, 0)
    in_year = view.text("doubling.in_year", n=view.number(former.count - before), year=doubled.year)
    cards = [
        card(
            view.text("doubling.signed", year=doubled.year),
            view.number(former.count),
            in_year,
            row_pill(doubled.row, language) if doubled.is_judged else None,
        )
    ]
    if former.due is not None:
        shown = {"target": view.number(doubled.target), "n": view.number(former.former_count), **names}
        times = view.text("doubling.times", **shown)
        cards.append(card(view.text("doubling.due"), view.number(former.due), times, None))
    shown = {"target": view.number(doubled.target), "n": view.number(former.former_total), **names}
    due = view.number(doubled.target * former.former_total)
    label = view.text("goal.target_by", year=doubled.row.target_year)
    return [*cards, card(label, due, view.text("doubling.times", **shown), None)]


def in_grants(doubled: Doubling, foreseen: Forecast) -> Forecast:
    """A forecast of the ratio as one of grants, in whole ones."""
    total = doubled.former.former_total
    points = [Point(one.year, *(float(half_away(edge * total)) for edge in one[1:])) for one in foreseen.value_at]
    target = foreseen.target.model_copy(update={"value": foreseen.target.value * total})
    meta = replace(foreseen.meta, unit="number")
    return replace(foreseen, value_at=tuple(points), target=target, meta=meta)


def curves(doubled: Doubling, reading: Reading, view: View) -> Section:
    """Both programmes added up, and the path."""
    language, former = view.language, doubled.former
    now = [(year - former.now.first_year + 1, count) for year, count in former.now.counts if year <= doubled.year]
    then = [(year - former.former.first_year + 1, count) for year, count in former.former.counts]
    years, total = max(len(then), len(now)), doubled.target * former.former_total
    drawn = cumulative_figure(
        Counted(view.text("doubling.ours"), now),
        Counted(programme_name(former.former.framework, view), then),
        None if former.due is None else Counted(view.text("doubling.path"), doubled.path),
        (years, total, view.text("chart.target", target=view.number(total))),
        [str(former.now.first_year + year) for year in range(years)],
        language,
    )
    return Section(
        name="history",
        chart="trend",
        heading=tag("h2", view.text("doubling.added_up")),
        sentence=doubling(doubled.row, language) or view.text("empty.chart"),
        figure=drawn,
        meta=reading.answer.meta,
        table=_table(doubled, reading, view),
        is_below=True,
    )


def _table(doubled: Doubling, reading: Reading, view: View) -> Html:
    former = doubled.former
    now, then, path = dict(former.now.counts), former.former.counts, dict(doubled.path)
    heads = [view.text("goal.year"), view.text("doubling.ours"), view.text("doubling.path")]
    heads.append(programme_name(former.former.framework, view))
    lines = []
    for place, (year, count) in enumerate(then, start=1):
        ours = now.get(former.now.first_year + place - 1) if former.now.first_year + place - 1 <= doubled.year else None
        due = "–" if former.due is None else view.number(path[place])
        cells = ["–" if ours is None else view.number(ours), due, f"{view.number(count)} ({year})"]
        lines.append(Line(str(former.now.first_year + place - 1), None, cells))
    table = columns_table(view.text("goal.trend_table"), heads, lines)
    return tag(
        "div",
        tag("details", tag("summary", view.text("goal.trend_table")), table),
        footer(reading.answer.meta, view, [former.now.first_year, doubled.year], None),
    )


def programme_name(framework: str, view: View) -> str:
    """The name without its years: on a phone a longer one would run into its line."""
    return view.name_of(FRAMEWORK, framework).partition(" (")[0]
