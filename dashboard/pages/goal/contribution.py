"""What moved the figure between two years, by the members of the dimension that the page is broken down by."""

from collections.abc import Iterable, Sequence
from typing import Final

from dashboard.cached_analyses import contribution
from dashboard.figures.contribution import Moved, parts_figure
from dashboard.format import NO_BREAK, goal_line, part_of_change
from dashboard.markup import Html, tag
from dashboard.pages.goal.breakdown import below
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.cases import rounded_up
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section, Unanswered
from dashboard.pages.parts.switch import Option, menu
from dashboard.pages.parts.view import View
from dashboard.theme.tokens import COLOURS
from models.contribution import Contribution, Part
from models.fixed_shares import deciding
from models.question import Question

MOST_BARS, MOST_ROWS, MOST_YEARS = 10, 15, 10
SIZE: Final = {"width": 26, "height": 10}
SOLID = tag("svg", tag("rect", **SIZE, fill=COLOURS["blue"]), **SIZE, aria_hidden="true")
HATCHED = tag(
    "svg",
    tag("rect", **SIZE, fill=COLOURS["blue-mid"]),
    *[tag("path", d=f"M{x} 10L{x + 10} 0", stroke=COLOURS["paper"], stroke_width=2) for x in range(-6, 26, 6)],
    **SIZE,
    aria_hidden="true",
)
RATE_AND_MIX = (2, 3)  # the columns that a phone leaves to the chart


def moved(reading: Reading, view: View) -> Section | Unanswered | None:
    """The section; None where there is no earlier year or nothing to break the figure down by."""
    since, by = first_year(reading, view), reading.scope.by
    if since is None or by is None:
        return None
    title, years = _heading(reading, since, by, view)
    contribution = decomposed(reading, view)
    if contribution is None or contribution.change is None:
        is_decided = bool(deciding(Question(reading.scope.indicator.id, (by,)), reading.scope.indicator))
        reason = "goal.decided" if is_decided else "moved.overlap" if contribution is None else "moved.suppressed"
        return Unanswered("moved", title, view.text(reason, dimension=view.word("dimension", by)), years)
    return Section(
        name="moved",
        chart="moved",
        heading=title,
        choices=years,
        sentence=sentence(contribution, by, since, reading, view),
        figure=parts_figure(_bars(contribution, by, reading, view), view.language),
        meta=contribution.meta,
        table=_table(contribution, by, since, reading, view),
        legend=_key(contribution, view),
    )


def first_year(reading: Reading, view: View) -> int | None:
    """The year that the change is counted from: the address's, else the baseline's, else the earliest with a figure."""
    earlier = _earlier(reading)
    requested = view.address.since or ""
    if requested.isdecimal() and int(requested) in earlier:
        return int(requested)
    baseline = view.build.plan.first_year - 1
    return baseline if baseline in earlier else min(earlier, default=None)


def decomposed(reading: Reading, view: View) -> Contribution | None:
    """The parts of the change; None where members overlap, or for what adds up over a programme."""
    since, by, scope = first_year(reading, view), reading.scope.by, reading.scope
    if since is None or by is None or reading.year is None:
        return None
    return contribution(scope.question(scope.indicator.id, (by,), (since, reading.year)), view.build)


def part_name(part: Part, by: str, contribution: Contribution, view: View) -> str:
    """The member; of the remainder what it is."""
    if part.key is not None:
        return view.name_of(by, part.key[by])
    return (
        view.text("moved.suppressed_members", n=contribution.suppressed)
        if contribution.suppressed
        else view.text("moved.rounding")
    )


def sentence(contribution: Contribution, by: str, since: int, reading: Reading, view: View) -> str:
    """From what to what, and who moved it most."""
    unit = reading.unit
    words = view.text(
        "moved.says",
        before=view.cell(contribution.before, unit),
        first=since,
        after=view.cell(contribution.after, unit),
        last=reading.year,
        change=view.change(contribution.change or 0, unit, words=True),
    )
    members = [part for part in contribution.parts if part.key is not None]
    if not members or not members[0].change:
        return words
    top = members[0]
    most = view.text(
        "moved.most",
        member=part_name(top, by, contribution, view),
        change=view.change(top.change, unit, words=True),
    )
    return f"{words} {most}"


def _earlier(reading: Reading) -> list[int]:
    """Years before the one shown that have a figure; none of a framework programme or of what is not a sum."""
    is_sum = reading.programme is None and reading.scope.indicator.value != "statistic"
    if not is_sum or reading.year is None or reading.now.value is None:
        return []
    return [year for year, row in reading.series.items() if year < reading.year and row.value is not None]


def _heading(reading: Reading, since: int, by: str, view: View) -> tuple[Html, Html | None]:
    years = [
        Option(str(year), view.address.to(since=str(year)), year == since)
        for year in _earlier(reading)
        if year == since or year >= (reading.year or 0) - MOST_YEARS
    ]
    title = view.text("moved.title", first=since, last=reading.year, dimension=view.word("dimension", by))
    return tag("h2", title, id="moved"), menu(view.text("moved.since"), years)


def _key(contribution: Contribution, view: View) -> Html | None:
    """What the two kinds of bars mean."""
    if all(part.rate is None for part in contribution.parts):
        return None
    kinds = [
        tag("span", swatch, view.text(key))
        for swatch, key in ((SOLID, "moved.rate_means"), (HATCHED, "moved.mix_means"))
    ]
    return tag("p", *kinds, class_="key")


def _bars(contribution: Contribution, by: str, reading: Reading, view: View) -> list[Moved]:
    bars = []
    for part in contribution.parts[:MOST_BARS]:
        member = part.key[by] if part.key else None
        link = below(member, by, view) if part.key else None
        bars.append(
            Moved(
                part_name(part, by, contribution, view),
                view.build.labels.get(by, {}).get(str(member), {}).get("short"),
                part.change,
                part.rate,
                part.mix,
                _in_points(part.change, reading, view),
                link.href if link else None,
            )
        )
    if others := contribution.parts[MOST_BARS:]:
        added = sum(part.change for part in others)
        name = view.text("moved.others", n=len(others))
        bars.append(Moved(name, None, added, None, None, _in_points(added, reading, view)))
    return bars


def _table(contribution: Contribution, by: str, since: int, reading: Reading, view: View) -> Html:
    is_ratio = any(part.rate is not None for part in contribution.parts)
    heads = [
        view.heading("dimension", by),
        view.text("moved.points" if reading.unit == "percent" else "moved.change"),
    ]
    heads += [view.text("moved.rate"), view.text("moved.mix")] if is_ratio else []
    if contribution.missing is not None and contribution.target is not None:
        heads.append(view.text("goal.gap", target=goal_line(contribution.target, reading.unit, view.language)))

    def cells(parts: Sequence[Part]) -> list[str]:
        """The parts added up, one figure for each column."""
        figures = [_shown(_added(part.change for part in parts), reading, view)]
        if is_ratio:
            figures += [
                _shown(_added(part.rate for part in parts), reading, view),
                _shown(_added(part.mix for part in parts), reading, view),
            ]
        if contribution.missing is not None:
            missing = _added(part.missing for part in parts)
            figures.append("" if missing is None else view.figure(missing, "cases"))
        return figures

    lines = [
        Line(
            part_name(part, by, contribution, view), below(part.key[by], by, view) if part.key else None, cells([part])
        )
        for part in contribution.parts[:MOST_ROWS]
    ]
    if others := contribution.parts[MOST_ROWS:]:
        lines.append(Line(view.text("moved.others", n=len(others)), None, cells(others)))
    total = Line(view.text("goal.total"), None, cells(contribution.parts))
    return tag(
        "div",
        columns_table(view.text("moved.table"), heads, lines, total, RATE_AND_MIX if is_ratio else ()),
        rounded_up([part.missing for part in contribution.parts], contribution.missing, view),
        footer(contribution.meta, view, [since, reading.year or since], None),
    )


def _added(values: Iterable[float | None]) -> float | None:
    """The sum of those that are known; None where none is."""
    known_values = [value for value in values if value is not None]
    return sum(known_values) if known_values else None


def _shown(value: float | None, reading: Reading, view: View) -> str:
    return "" if value is None else part_of_change(value, reading.unit, view.language)


def _in_points(value: float, reading: Reading, view: View) -> str:
    points = f"{NO_BREAK}{view.text('unit.points')}" if reading.unit == "percent" else ""
    return f"{part_of_change(value, reading.unit, view.language)}{points}"
