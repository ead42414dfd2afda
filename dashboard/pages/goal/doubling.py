"""A portfolio that is to be doubled: both programmes' curves laid over each other, and who holds the grants."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.builds import answer
from dashboard.figures.cumulative import Counted, cumulative_figure
from dashboard.figures.then_and_now import Pair, then_and_now_figure
from dashboard.format import number
from dashboard.markup import Html, tag
from dashboard.pages.goal.breakdown import below
from dashboard.pages.goal.programme import FRAMEWORK
from dashboard.pages.goal.reading import Reading
from dashboard.pages.parts.chart import chart
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.linked import linked
from dashboard.pages.parts.names import heading, member_name, word
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from models.answer import Answer
from models.question import Question
from models.status import AgainstFormer, StatusRow

Card = Callable[[str, str, str], Html]
LAST_YEARS = 2  # of the path: how steep it ends


@dataclass(frozen=True)
class Doubling:
    """The judged row of a portfolio, with what it is compared with."""

    row: StatusRow
    former: AgainstFormer
    target: float
    counted_by: str

    @property
    def year(self) -> int:
        """The year judged."""
        return self.former.now.counts[-1][0] if self.row.year is None else self.row.year

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
    return Doubling(judged, judged.against_former, judged.target, counted_by)


def doubling_cards(found: Doubling, card: Card, view: View) -> list[Html]:
    """Signed so far, the path at the same point, and the target, each as a count of grants."""
    language, former = view.language, found.former
    names = {"former": _programme(former.former.framework, view)}
    before = dict(former.now.counts).get(found.year - 1, 0)
    in_year = view.text("doubling.in_year", n=number(former.count - before, language), year=found.year)
    cards = [card(view.text("doubling.signed", year=found.year), number(former.count, language), in_year)]
    if former.due is not None:
        shown = {"target": number(found.target, language), "n": number(former.former_count, language), **names}
        cards.append(
            card(view.text("doubling.due"), number(former.due, language), view.text("doubling.times", **shown))
        )
    shown = {"target": number(found.target, language), "n": number(former.former_total, language), **names}
    due = number(found.target * former.former_total, language)
    label = view.text("goal.target_by", year=found.row.target_year)
    return [*cards, card(label, due, view.text("doubling.times", **shown))]


def curves(found: Doubling, reading: Reading, view: View) -> None:
    """Draw both programmes added up, and the path."""
    linked(tag("h2", view.text("doubling.added_up")), "history-head", view.language)
    language, former = view.language, found.former
    with st.container(border=True, key="history"):
        said = sentence(found, view)
        linked(tag("p", said, class_="says"), "history-says", language)
        now = [(year - former.now.first_year + 1, count) for year, count in former.now.counts if year <= found.year]
        then = [(year - former.former.first_year + 1, count) for year, count in former.former.counts]
        path = None if former.due is None else Counted(view.text("doubling.path"), found.path)
        years = max(len(then), len(now))
        total = found.target * former.former_total
        target = (years, total, view.text("chart.target", target=number(total, language)))
        drawn = cumulative_figure(
            Counted(view.text("doubling.ours"), now),
            Counted(_programme(former.former.framework, view), then),
            path,
            target,
            [str(former.now.first_year + year) for year in range(years)],
            language,
        )
        chart(drawn, said, view, "trend", reading.answer.meta)
        linked(_table(found, reading, view), "history-table", language)


def sentence(found: Doubling, view: View) -> str:
    """How many are signed, what was due, and how steep the path ends."""
    language, former = view.language, found.former
    shown = {"count": number(former.count, language), "year": found.year}
    if former.due is None:
        return view.text("doubling.says_count", **shown)
    due = number(former.due, language)
    said = view.text("doubling.says", **shown, target=number(found.target, language), due=due)
    if len(found.path) <= LAST_YEARS:
        return said
    total = found.path[-1][1]
    last = total - found.path[-1 - LAST_YEARS][1]
    steep = {"last": number(last, language), "total": number(total, language), "years": LAST_YEARS}
    return f"{said} {view.text('doubling.steep', **steep)}"


def _table(found: Doubling, reading: Reading, view: View) -> Html:
    language, former = view.language, found.former
    now, then, path = dict(former.now.counts), former.former.counts, dict(found.path)
    heads = [view.text("goal.year"), view.text("doubling.ours"), view.text("doubling.path")]
    heads.append(_programme(former.former.framework, view))
    lines = []
    for place, (year, count) in enumerate(then, start=1):
        ours = now.get(former.now.first_year + place - 1) if former.now.first_year + place - 1 <= found.year else None
        due = "–" if former.due is None else number(path[place], language)
        cells = ["–" if ours is None else number(ours, language), due, f"{number(count, language)} ({year})"]
        lines.append(Line(str(former.now.first_year + place - 1), None, cells))
    table = columns_table(view.text("goal.trend_table"), heads, lines)
    return tag(
        "div",
        tag("details", tag("summary", view.text("goal.trend_table")), table),
        footer(reading.answer, view, [former.now.first_year, found.year], None),
    )


def holders(found: Doubling, reading: Reading, view: View) -> None:
    """Draw the members of a dimension with their counts then and now."""
    dimensions = [
        name for name in reading.scope.dimensions if name in view.build.indicators[found.counted_by].dimensions
    ]
    by = reading.scope.by if reading.scope.by in dimensions else next(iter(dimensions), None)
    if by is None:
        return
    pairs, counted = pairs_by(by, found, view)
    options = [
        Option(
            word("dimension", name, view.language),
            view.address.to(by=None if name == dimensions[0] else name),
            name == by,
        )
        for name in dimensions
    ]
    title = view.text("doubling.holders", dimension=word("dimension", by, view.language), year=found.year)
    head = tag("div", tag("h2", title), switch(view.text("goal.dimensions"), options), class_="line")
    linked(head, "by-head", view.language)
    if not pairs:
        linked(tag("p", view.text("empty.chart"), class_="card"), "by-none", view.language)
        return
    left, right = st.columns([1.25, 1], gap="small")
    with left, st.container(border=True, key="by"):
        said = _who(pairs, view)
        key = tag(
            "p", *[tag("span", view.text(f"doubling.key_{mark}")) for mark in ("then", "now", "end")], class_="key"
        )
        linked(tag("div", tag("p", said, class_="says"), key), "by-says", view.language)
        chart(then_and_now_figure(pairs, view.language), said, view, "bars", counted.meta)
    with right:
        linked(_pairs_table(pairs, by, found, counted, view), "by-table", view.language)


def pairs_by(by: str, found: Doubling, view: View) -> tuple[list[Pair], Answer]:
    """Every member with a grant in either programme, most grants first; and the answer about ours."""
    former = found.former
    passed = found.year - former.now.first_year
    ours = _counts(by, former.now.framework, (former.now.first_year, found.year), found, view)
    same = _counts(
        by, former.former.framework, (former.former.first_year, former.former.first_year + passed), found, view
    )
    every = _counts(by, former.former.framework, None, found, view)
    now, then, total = (_by_member(one, by) for one in (ours, same, every))
    labels = view.build.labels.get(by, {})
    pairs = [
        Pair(
            member_name(view.build.labels, by, member, view.language),
            labels.get(str(member), {}).get("short") if by in ("faculty", "department") else None,
            then.get(member, 0),
            total.get(member, 0),
            now.get(member, 0),
            link.href if (link := below(member, by, view)) else None,
        )
        for member in {**now, **total}
    ]
    return sorted(pairs, key=lambda pair: (-pair.now, -pair.total, pair.name)), ours


def _counts(by: str, framework: str, years: tuple[int, int] | None, found: Doubling, view: View) -> Answer:
    return answer(Question(found.counted_by, (by,), {FRAMEWORK: (framework,)}, years), view.build)


def _by_member(found: Answer, by: str) -> dict[str | int | None, float]:
    return {row.key[by]: row.value for row in found.rows if row.value is not None}


def _who(pairs: list[Pair], view: View) -> str:
    """Who holds most, and who grew most, in counts."""
    most = pairs[0]
    said = view.text(
        "doubling.most", member=most.name, n=number(most.now, view.language), then=number(most.then, view.language)
    )
    grown = max(pairs, key=lambda pair: pair.now - pair.then)
    if grown is most or grown.now <= grown.then:
        return said
    counts = {"n": number(grown.now, view.language), "then": number(grown.then, view.language)}
    return f"{said} {view.text('doubling.grew', member=grown.name, **counts)}"


def _pairs_table(pairs: list[Pair], by: str, found: Doubling, counted: Answer, view: View) -> Html:
    language = view.language
    heads = [heading("dimension", by, language), *(view.text(f"doubling.{name}") for name in ("now", "then", "end"))]
    lines = [
        Line(pair.name, None, [number(count, language) for count in (pair.now, pair.then, pair.total)])
        for pair in pairs
    ]
    sums = [sum(getattr(pair, name) for pair in pairs) for name in ("now", "then", "total")]
    whole = [found.former.count, found.former.former_count, found.former.former_total]
    total = Line(view.text("goal.total"), None, [number(count, language) for count in sums]) if sums == whole else None
    return tag(
        "div",
        columns_table(view.text("goal.by_table"), heads, lines, total),
        footer(counted, view, [found.former.now.first_year, found.year], None),
    )


def _programme(framework: str, view: View) -> str:
    """The name without its years: on a phone a longer one would run into its line."""
    return member_name(view.build.labels, FRAMEWORK, framework, view.language).partition(" (")[0]
