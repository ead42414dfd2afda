"""Then and now: every member's figure in an earlier year and in the year shown, as a line between them."""

from dashboard.figures.slopes import Slope, slopes_figure
from dashboard.markup import tag
from dashboard.pages.goal.breakdown import below
from dashboard.pages.goal.comparison import Compared, compared, figures_then_and_now, rose
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.parts.columns import Line, columns_table
from dashboard.pages.parts.section import Section
from dashboard.pages.parts.switch import Option, menu
from dashboard.pages.parts.view import View
from dashboard.sentences import ordinary_year
from dashboard.text.labels import member_name
from models.answer import Row

MOST = 15


def slopes(reading: Reading, view: View) -> Section | None:
    """The section; None where fewer than two members have a figure, or no earlier year does."""
    comparison, then = compared(reading, view), year_then(reading, view)
    if comparison is None or then is None or reading.year is None:
        return None
    order = [name for name in comparison.order if _value(comparison, name, reading.year) is not None][:MOST]
    drawn = [_slope(name, comparison, (then, reading.year), reading, view) for name in order]
    if not any(one.then is not None for one in drawn):
        return None
    years = (str(then), str(reading.year))
    lines = [
        Line(one.name, None, figures_then_and_now(comparison.rows[name], (reading.year, then), reading.unit, view))
        for name, one in zip(order, drawn, strict=True)
    ]
    heads = [view.heading("dimension", comparison.by), years[1], years[0], view.text("moved.change")]
    table = columns_table(view.text("slopes.table"), heads, lines)
    return Section(
        name="slopes",
        chart="slopes",
        heading=tag(
            "h3",
            view.text(
                "slopes.title",
                dimension=view.heading("dimension", comparison.by),
                then=then,
                now=reading.year,
            ),
        ),
        sentence=rose(comparison, reading.year, then, view),
        figure=slopes_figure(drawn, years, view.language, _whole((then, reading.year), reading, view)),
        meta=comparison.answer.meta,
        table=table,
        folded=view.text("slopes.table"),
        choices=menu(view.text("compare.against_year"), _years(then, reading, view)),
    )


def year_then(reading: Reading, view: View) -> int | None:
    """The address's year where it is an earlier one with a figure; else the last before a break, else the baseline."""
    earlier = [year for year, row in reading.series.items() if year < (reading.year or 0) and row.value is not None]
    requested = view.address.since or ""
    plan = view.build.plan
    candidates = (ordinary_year(reading.scope.indicator.id, plan), plan.first_year - 1, max(earlier, default=0))
    if requested.isdecimal() and int(requested) in earlier:
        return int(requested)
    return next((year for year in candidates if year in earlier), None)


def _years(then: int, reading: Reading, view: View) -> list[Option]:
    earlier = [year for year, row in reading.series.items() if year < (reading.year or 0) and row.value is not None]
    return [Option(str(year), view.address.to(since=str(year)), year == then) for year in reversed(earlier)]


def _value(comparison: Compared, member: str, year: int) -> float | None:
    row = comparison.rows[member].get(year)
    return None if row is None else row.value


def _slope(name: str, comparison: Compared, years: tuple[int, int], reading: Reading, view: View) -> Slope:
    rows, labels = comparison.rows[name], view.build.labels
    then, now = (rows.get(year) for year in years)
    to = below(name, comparison.by, view)
    return Slope(
        member_name(labels, comparison.by, name, view.language),
        labels.get(comparison.by, {}).get(name, {}).get("short"),
        then.value if then else None,
        now.value if now else None,
        _shown(then, reading, view),
        _shown(now, reading, view),
        to.href if to else None,
        name == comparison.own,
    )


def _shown(row: Row | None, reading: Reading, view: View) -> str:
    return ":" if row is None else view.cell(row, reading.unit)


def _whole(years: tuple[int, int], reading: Reading, view: View) -> Slope | None:
    """What the members belong to; None for a count, beside which they are all small."""
    indicator = reading.scope.indicator
    series = reading.whole or (reading.series if reading.scope.is_whole else None)
    if series is None or indicator.denominator is None or indicator.value == "gap":
        return None
    then, now = (series.get(year) for year in years)
    if then is None or now is None:
        return None
    shown = [view.cell(row, reading.unit) for row in (then, now)]
    return Slope(view.text("goal.university"), None, then.value, now.value, shown[0], shown[1])
