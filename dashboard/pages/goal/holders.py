"""Who holds the grants of a portfolio that is to be doubled: counts then and now, never ratios of a few."""

from dashboard.builds import answer
from dashboard.figures.then_and_now import Pair, then_and_now_figure
from dashboard.markup import Html, tag
from dashboard.pages.goal.breakdown import below
from dashboard.pages.goal.doubling import Doubling
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.programme import FRAMEWORK
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section, Unanswered
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from models.answer import Answer
from models.question import Question


def holders(doubled: Doubling, reading: Reading, view: View) -> Section | Unanswered | None:
    """The members of a dimension with their counts then and now; None where there is no dimension."""
    by, dimensions = dimensions_of(doubled, reading, view)
    if by is None:
        return None
    pairs, counted = pairs_by(by, doubled, view)
    options = [
        Option(view.word("dimension", name), view.address.to(by=None if name == dimensions[0] else name), name == by)
        for name in dimensions
    ]
    title = view.text("doubling.holders", dimension=view.word("dimension", by), year=doubled.year)
    head = tag("div", tag("h2", title), switch(view.text("goal.dimensions"), options), class_="line")
    if not pairs:
        return Unanswered("by", head, view.text("empty.chart"))
    marks = [tag("span", view.text(f"doubling.key_{mark}")) for mark in ("then", "now", "end")]
    return Section(
        name="by",
        chart="bars",
        heading=head,
        sentence=_who(pairs, view),
        figure=then_and_now_figure(pairs, view.language),
        meta=counted.meta,
        table=_pairs_table(pairs, by, doubled, view),
        legend=tag("p", *marks, class_="key"),
        folded=view.text("doubling.table"),  # the figure says what the table does
        note=footer(counted.meta, view, [doubled.former.now.first_year, doubled.year], None),
    )


def dimensions_of(doubled: Doubling, reading: Reading, view: View) -> tuple[str | None, list[str]]:
    """The dimension that the address asks for, else the first; and all that the count can be broken down by."""
    counted = view.build.indicators[doubled.counted_by].dimensions
    dimensions = [name for name in reading.scope.dimensions if name in counted]
    return (reading.scope.by if reading.scope.by in dimensions else next(iter(dimensions), None)), dimensions


def pairs_by(by: str, doubled: Doubling, view: View) -> tuple[list[Pair], Answer]:
    """Every member with a grant in either programme, most grants first; and the answer about ours."""
    former = doubled.former
    passed = doubled.year - former.now.first_year
    ours = _counts(by, former.now.framework, (former.now.first_year, doubled.year), doubled, view)
    same = _counts(
        by, former.former.framework, (former.former.first_year, former.former.first_year + passed), doubled, view
    )
    every = _counts(by, former.former.framework, None, doubled, view)
    now, then, total = (_by_member(one, by) for one in (ours, same, every))
    labels = view.build.labels.get(by, {})
    pairs = [
        Pair(
            view.name_of(by, member),
            labels.get(str(member), {}).get("short") if by in ("faculty", "department") else None,
            then.get(member, 0),
            total.get(member, 0),
            now.get(member, 0),
            link.href if (link := below(member, by, view)) else None,
        )
        for member in {**now, **total}
    ]
    return sorted(pairs, key=lambda pair: (-pair.now, -pair.total, pair.name)), ours


def _counts(by: str, framework: str, years: tuple[int, int] | None, doubled: Doubling, view: View) -> Answer:
    return answer(Question(doubled.counted_by, (by,), {FRAMEWORK: (framework,)}, years), view.build)


def _by_member(result: Answer, by: str) -> dict[str | int | None, float]:
    return {row.key[by]: row.value for row in result.rows if row.value is not None}


def _who(pairs: list[Pair], view: View) -> str:
    """Who holds most, and who grew most, in counts."""
    most = pairs[0]
    if len(pairs) > 1 and pairs[1].now == most.now:
        members = ", ".join(pair.short or pair.name for pair in pairs if pair.now == most.now)
        return view.text("doubling.most_tied", members=members, n=view.number(most.now))
    words = view.text("doubling.most", member=most.name, n=view.number(most.now), then=view.number(most.then))
    grown = max(pairs, key=lambda pair: pair.now - pair.then)
    if grown is most or grown.now <= grown.then:
        return words
    counts = {"n": view.number(grown.now), "then": view.number(grown.then)}
    return f"{words} {view.text('doubling.grew', member=grown.name, **counts)}"


def _pairs_table(pairs: list[Pair], by: str, doubled: Doubling, view: View) -> Html:
    heads = [view.heading("dimension", by), *(view.text(f"doubling.{name}") for name in ("now", "then", "end"))]
    lines = [
        Line(pair.name, None, [view.number(count) for count in (pair.now, pair.then, pair.total)]) for pair in pairs
    ]
    sums = [sum(getattr(pair, name) for pair in pairs) for name in ("now", "then", "total")]
    whole = [doubled.former.count, doubled.former.former_count, doubled.former.former_total]
    total = Line(view.text("goal.total"), None, [view.number(count) for count in sums]) if sums == whole else None
    return columns_table(view.text("doubling.table"), heads, lines, total)
