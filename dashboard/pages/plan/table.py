"""The goals as a table, grouped by area; each row leads to its goal."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from dashboard.address import Address
from dashboard.figures.sparkline import sparkline
from dashboard.format import figure, number
from dashboard.judgement import (
    JOINED,
    attested_level,
    change_line,
    compared,
    group_words,
    half_shown,
    halves_judged,
    roll_up_words,
    since,
)
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.pill import pill, row_pill
from dashboard.text import text
from models.attestations import Milestone
from models.plan import Plan
from models.status import AgainstFormer, StatusId, StatusRow

COLUMNS = 7
ROLLED = 5  # columns from the figure on
Mark = Literal["year", "former", "path"]
SPAN = 10  # years of the axis that the lines share


class Years(NamedTuple):
    """The axis that all lines share, and the year that most figures are of."""

    axis: tuple[int, int] | None
    latest: int | None


def goal_table(
    plan: Plan, rows: Sequence[StatusRow], address: Address, language: str, ranks: Mapping[str, str] | None = None
) -> Html:
    """All rows in the plan's order, one table body per area; their lines share one axis of years.

    `ranks` has the place among other institutions, in words, of the goals that have one.
    """
    years = Years(_years(rows), max((row.year for row in rows if row.year is not None), default=None))
    titles = {area.id: f"{area.id} · {area.title[language]}" for area in plan.areas}
    bodies = [
        tag(
            "tbody",
            _area_row(area, titles[area], group, language),
            *[_row(row, plan, years, address, language, (ranks or {}).get(row.goal.id)) for row in group],
            data_folds=area,
        )
        for area, group in ((area, list(of_area)) for area, of_area in groupby(rows, key=lambda row: row.goal.area))
    ]
    caption = tag("caption", text("plan.caption", language), class_="unseen")
    columns = tag("colgroup", *[tag("col") for _ in range(COLUMNS)])
    return tag("table", caption, columns, _head(*years, language), *bodies, class_="goals")


def _years(rows: Iterable[StatusRow]) -> tuple[int, int] | None:
    """The axis of all lines: as many years as a reader needs to see before and after a break, up to the last."""
    years = [year for row in rows for year, value in row.trend if value is not None]
    return (max(min(years), max(years) - SPAN), max(years)) if years else None


def _head(years: tuple[int, int] | None, latest: int | None, language: str) -> Html:
    span = text("foot.years", language, first=years[0], last=years[1]) if years else ""
    return tag(
        "thead",
        tag(
            "tr",
            tag("th", tag("span", text("plan.goal_id", language), class_="unseen"), scope="col", class_="wide"),
            tag("th", text("plan.goal", language), scope="col"),
            tag("th", text("plan.now", language) if latest is None else str(latest), scope="col", class_="n"),
            tag("th", span, scope="col", class_="wide"),
            tag("th", text("plan.since", language), scope="col", class_="n wide"),
            tag("th", text("plan.status", language), scope="col"),
            tag("th", text("plan.evidence", language), scope="col", class_="wide"),
        ),
    )


def _area_row(area: str, title: str, rows: Sequence[StatusRow], language: str) -> Html:
    """The area's name; on a phone a button that unfolds its goals, with their statuses in words."""
    statuses = tag("small", group_words(Counter(row.status for row in rows), language))
    fold = tag("button", title, statuses, type="button", data_fold=area, aria_expanded="false")
    name = tag("span", title, class_="wide")
    return tag("tr", tag("th", name, fold, colspan=COLUMNS, scope="rowgroup"), class_="area")


def _row(  # noqa: PLR0917  # what a row shows
    row: StatusRow, plan: Plan, years: Years, address: Address, language: str, rank: str | None
) -> Html:
    goal = row.goal
    link = address.home().to(goal=goal.id)
    name = tag("a", goal.short[language], href=link.href, data_go=f"goal-{goal.id}", title=goal.text[language])
    mark = (
        None
        if row.status == "roll_up"
        else tag(
            "span",
            row.evidence,
            class_="evidence" if row.evidence != "0" else "evidence none",
            title=text(f"evidence.{row.evidence}", language),
            aria_label=text(f"evidence.{row.evidence}", language),
            role="img",
        )
    )
    # a goal without a figure of its own has its place among others beside its name, where it shows in every layout
    alone = tag("small", rank, class_="place") if rank and row.value is None else None
    named = [
        tag("td", goal.id, class_="id wide"),
        tag("th", tag("span", goal.id, class_="id narrow"), name, _of_others(row, language), alone, scope="row"),
    ]
    if row.counts and row.value is None:  # no figure of its own: the goals below it in words, across the columns
        rolled = tag("td", _status(row, plan, language), colspan=ROLLED, class_="rolled")
        return tag("tr", *named, rolled, data_row=True)
    placed = tag("small", rank, class_="wide") if rank and alone is None else None
    return tag(
        "tr",
        *named,
        tag("td", _now(row, language), _other_year(row, years.latest, language), placed, class_="n"),
        tag("td", _trend(row, plan, years.axis, language), class_="wide"),
        tag("td", _since(row, plan, language), class_="n wide since"),
        tag("td", _status(row, plan, language)),
        tag("td", mark, class_="wide"),
        data_row=True,
    )


def _of_others(row: StatusRow, language: str) -> Html | None:
    """Says that the figure is a public one, which counts otherwise than the goal's own indicator."""
    is_public = any(part.substitute_for is not None for part in (row, *row.halves))
    return tag("small", text("public.mark", language)) if is_public else None


def _now(row: StatusRow, language: str) -> Html:
    if row.goal.rule == "milestone" and row.milestone is not None:
        return _attested(row.milestone, row.status, language)
    if row.against_former is not None and row.target is not None:
        return _of_target(row, row.against_former, row.target, language)
    if row.value is None:
        return join("" if row.counts else str(row.sign.value) if row.sign else ":")
    shown = figure(row.value, row.unit, language)
    if row.numerator is None or not row.denominator or row.unit != "percent":
        return join(shown)
    counts = text(
        "plan.of",
        language,
        numerator=number(row.numerator, language),
        denominator=number(row.denominator, language),
    )
    return join(shown, tag("small", counts, class_="wide"))


def _other_year(row: StatusRow, latest: int | None, language: str) -> Html | None:
    """The year of a figure that is of another one than the heading says."""
    if row.value is None or row.year in (None, latest) or row.against_former is not None:
        return None
    return tag("small", text("plan.in_year", language, year=row.year))


def _of_target(row: StatusRow, former: AgainstFormer, target: float, language: str) -> Html:
    """A doubling in counts: what is signed, of what the target makes of the former programme."""
    due = number(target * former.former_total, language)
    counts = text("plan.of", language, numerator=number(former.count, language), denominator=due)
    return join(counts, tag("small", text("plan.in_year", language, year=row.year), class_="wide"))


def _would(row: StatusRow, language: str) -> Html:
    """What would change the status: seen under it, and where rows are short in one line for the row in focus."""
    head = tag("span", text("goal.would_change", language), ": ", class_="unseen")
    return tag("small", head, tag("span", change_line(row, language), class_="words"), class_="would")


def _status(row: StatusRow, plan: Plan, language: str) -> Html:
    line = _would(row, language)
    if row.counts:
        return join(pill("roll_up", language, roll_up_words(row, language)), line)
    notes = [half_shown(row, language), halves_judged(row, language)]
    if row.band is not None:
        notes.append(compared(row, row.band, plan, language))
    remarks = JOINED.join(note for note in notes if note)
    return join(row_pill(row, language), tag("small", remarks) if remarks else None, line)


def _attested(milestone: Milestone, status: StatusId, language: str) -> Html:
    """The level of the institution while it holds, else those of the units; and how many of these have attested."""
    coverage = text("plan.units_attested", language, n=milestone.attested, of=milestone.required)
    return join(attested_level(milestone, status, language), tag("small", coverage))


def _since(row: StatusRow, plan: Plan, language: str) -> Html | None:
    since_baseline = since(row, plan, language)
    if since_baseline is None:
        return None
    moved, *rest = (
        join(_moved(since_baseline[0], row, language), _from(row, language)),
        *since_baseline[1].split(JOINED),
    )
    if len(rest) == 1:
        return join(moved, " ", tag("small", rest[0], class_="on"))
    return join(moved, " ", tag("span", rest[0], class_="on"), *[tag("small", part) for part in rest[1:]])


def _moved(change: str, row: StatusRow, language: str) -> Html:
    """The change; its currency, which the figure beside it has too, can be left out where there is no room."""
    if row.unit != "eur":
        return join(change)
    currency = text("unit.currency", language)
    parts = re.split(rf"(\s*{currency}\s*)", change)
    return join(*[tag("span", part, class_="currency") if place % 2 else part for place, part in enumerate(parts)])


def _from(row: StatusRow, language: str) -> Html | None:
    """What a change is on, in a word where a row has no room for more: the year, the former programme or the path."""
    return tag("span", _mark(row, language), class_="from", aria_hidden="true")


def _mark(row: StatusRow, language: str) -> str:
    kind = mark_of(row)
    year = row.comparison_year if row.comparison_change is not None else row.baseline_year
    return str(year or "") if kind == "year" else text(f"plan_mark.{kind}", language)


def mark_of(row: StatusRow) -> Mark:
    """What the change of a goal is measured on: an earlier year, the former programme, or the path to its target."""
    if row.against_former is not None:
        return "path"
    on_year = row.comparison_change is not None and row.comparison_year is not None
    return "former" if row.programme_year and not on_year else "year"


def _trend(row: StatusRow, plan: Plan, years: tuple[int, int] | None, language: str) -> Html | None:
    points = [(year, value) for year, value in row.trend if value is not None]
    if not points or row.goal.rule == "milestone":  # what is shown is a level, not the figures beside it
        return None
    (first_year, first), (last_year, last) = points[0], points[-1]
    name = text(
        "plan.trend",
        language,
        name=row.goal.short[language],
        first=figure(first, row.unit, language),
        first_year=first_year,
        last=figure(last, row.unit, language),
        last_year=last_year,
    )
    shaded = next((b for b in plan.breaks_of(row.indicator or "") if not b.is_lasting), None)
    return sparkline(
        row.trend,
        name,
        years=years,
        shaded=(shaded.first_year, shaded.last_year_of(row.indicator or "")) if shaded else None,
        is_rank=row.unit == "rank",
    )
