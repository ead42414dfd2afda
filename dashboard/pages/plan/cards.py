"""The headline cards: the figures that open the page."""

from collections.abc import Mapping, Sequence

from dashboard.format import figure, goal_line, number
from dashboard.markup import Html, tag
from dashboard.pages.parts.pill import pill
from dashboard.pages.parts.view import View
from dashboard.text import text
from models.plan import Plan
from models.status import StatusRow

COMPARED = ("percent", "ratio")


def headlines(rows: Sequence[StatusRow], plan: Plan) -> list[StatusRow]:
    """The rows of the plan's headline indicators that have a value, in the plan's order."""
    with_value = {row.indicator: row for row in reversed(rows) if row.value is not None}
    return [with_value[indicator] for indicator in plan.headlines if indicator in with_value]


def cards(rows: Sequence[StatusRow], whole: Mapping[str, StatusRow], view: View) -> Html:
    """One card per row: name, value, bar with the mark it is held against, what that is, status.

    `whole` has the institution's rows by goal where the rows are a unit's, else none.
    """
    return tag("div", *[_card(row, whole.get(row.goal.id), view) for row in rows], class_="cards")


def _card(row: StatusRow, whole: StatusRow | None, view: View) -> Html:
    indicator = view.build.indicators.get(row.indicator or "")
    name = getattr(indicator.name, view.language) if indicator else row.goal.short[view.language]
    beside = whole if whole and row.unit in COMPARED and whole.value is not None else None
    band = view.build.config.settings.balance_band
    note = _beside(row, beside, view) if beside else compared(row, band, view.language)
    return tag(
        "div",
        tag(
            "div",
            tag("a", name, href=view.address.to(goal=row.goal.id).href, data_go=f"card-{row.goal.id}"),
            class_="label",
        ),
        tag("div", figure(row.value or 0, row.unit, view.language), class_="value"),
        _bar(row, beside, view),
        tag("div", note, class_="note"),
        tag("div", pill(row.status, view.language), class_="state"),
        class_="card",
    )


def _bar(row: StatusRow, beside: StatusRow | None, view: View) -> Html | None:
    value, is_balance = row.value or 0, row.goal.rule == "balance"
    marks = (beside.value if beside else None, row.target, 1.0 if is_balance else row.baseline)
    mark = next((mark for mark in marks if mark is not None), None)
    if mark is None or max(value, mark) <= 0:
        return None
    top = max(value, mark, view.build.config.settings.balance_band[1] if is_balance else 0) * 1.15
    fill = tag("i", style=f"width:{100 * value / top:.1f}%")
    return tag("div", fill, tag("u", style=f"left:{100 * mark / top:.1f}%"), class_="bar", aria_hidden="true")


def _beside(row: StatusRow, whole: StatusRow, view: View) -> str:
    """A unit's figure before, and the institution's now."""
    parts = [f"{view.text('goal.university')} {figure(whole.value or 0, row.unit, view.language)}"]
    if row.baseline is not None and row.baseline_year is not None:
        before = figure(row.baseline, row.unit, view.language)
        parts.insert(0, f"{before} {view.text('plan.in_year', year=row.baseline_year)}")
    return " · ".join(parts)


def compared(row: StatusRow, band: tuple[float, float], language: str) -> str:
    """What the value is held against: target and pace, the band, or the baseline."""
    if row.target is not None:
        parts = [
            text("plan.target_by", language, target=goal_line(row.target, row.unit, language), year=row.target_year)
        ]
        if row.pace is not None:
            parts.append(text("plan.pace", language, pace=figure(row.pace, row.unit, language)))
        return " · ".join(parts)
    if row.goal.rule == "balance":
        low, high = (number(limit, language, 2) for limit in band)
        return text("plan.band", language, low=low, high=high)
    if row.baseline is None or row.baseline_year is None:
        return ""
    now, then = (text("plan.in_year", language, year=year) for year in (row.year, row.baseline_year))
    return f"{now} · {figure(row.baseline, row.unit, language)} {then}"
