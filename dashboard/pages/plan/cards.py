"""The headline cards: the figures that open the page."""

from collections.abc import Sequence

from dashboard.address import Address
from dashboard.format import figure, goal_line, number
from dashboard.markup import Html, tag
from dashboard.pages.parts.pill import pill
from dashboard.text import text
from models.catalogue import Indicator
from models.plan import Plan
from models.status import StatusRow


def headlines(rows: Sequence[StatusRow], plan: Plan) -> list[StatusRow]:
    """The rows of the plan's headline indicators that have a value, in the plan's order."""
    with_value = {row.indicator: row for row in reversed(rows) if row.value is not None}
    return [with_value[indicator] for indicator in plan.headlines if indicator in with_value]


def cards(
    rows: Sequence[StatusRow],
    indicators: dict[str, Indicator],
    band: tuple[float, float],
    address: Address,
    language: str,
) -> Html:
    """One card per row: name, value, bar with the mark it is judged by, what it is compared with, status."""
    return tag("div", *[_card(row, indicators, band, address, language) for row in rows], class_="cards")


def _card(
    row: StatusRow,
    indicators: dict[str, Indicator],
    band: tuple[float, float],
    address: Address,
    language: str,
) -> Html:
    indicator = indicators.get(row.indicator or "")
    name = getattr(indicator.name, language) if indicator else row.goal.short[language]
    href = address.to(goal=row.goal.id).href
    return tag(
        "div",
        tag("div", tag("a", name, href=href, data_go=f"card-{row.goal.id}"), class_="label"),
        tag("div", figure(row.value or 0, row.unit, language), class_="value"),
        _bar(row, band),
        tag("div", compared(row, band, language), class_="note"),
        tag("div", pill(row.status, language), class_="state"),
        class_="card",
    )


def _bar(row: StatusRow, band: tuple[float, float]) -> Html | None:
    value = row.value or 0
    mark = row.target if row.target is not None else 1.0 if row.goal.rule == "balance" else row.baseline
    if mark is None or max(value, mark) <= 0:
        return None
    top = max(value, mark, band[1] if row.goal.rule == "balance" else 0) * 1.15
    fill = tag("i", style=f"width:{100 * value / top:.1f}%")
    return tag("div", fill, tag("u", style=f"left:{100 * mark / top:.1f}%"), class_="bar", aria_hidden="true")


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
