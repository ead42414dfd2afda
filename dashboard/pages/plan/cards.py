"""The headline cards: the figures that open the page."""

from collections.abc import Mapping, Sequence

from dashboard.figures.scale import scale_of
from dashboard.format import figure, number
from dashboard.judgement import JOINED, before, compared, distance, since
from dashboard.markup import Html, tag
from dashboard.pages.parts.pill import row_pill
from dashboard.pages.parts.scale import scale_bar
from dashboard.pages.parts.view import View
from dashboard.text import text
from models.plan import Plan
from models.status import StatusRow

COMPARED = ("percent", "ratio")


def cards(rows: Sequence[StatusRow], whole: Mapping[str, StatusRow], view: View) -> Html:
    """One card per row: name, value, the scale of what it is held against, that in words, status.

    `whole` has the institution's rows by goal where the rows are a unit's, else none.
    """
    return tag("div", *[_card(row, whole.get(row.goal.id), view) for row in rows], class_="cards")


def _card(row: StatusRow, whole: StatusRow | None, view: View) -> Html:
    indicator = view.build.indicators.get(row.indicator or "")
    name = indicator.name[view.language] if indicator else row.goal.short[view.language]
    beside = whole if whole and row.unit in COMPARED and whole.value is not None else None
    band = view.build.config.settings.balance_band
    plan = view.build.plan
    note = _beside(row, beside, view) if beside else _note(row, band, plan, view.language)
    scale = None if whole else scale_of(row, band, plan, view.language, indicator.direction if indicator else "none")
    return tag(
        "div",
        tag(
            "div",
            tag("a", name, href=view.address.to(goal=row.goal.id).href, data_go=f"card-{row.goal.id}"),
            class_="label",
        ),
        tag("div", figure(row.value or 0, row.unit, view.language), class_="value"),
        scale_bar(scale) if scale else None,
        tag("div", note, class_="note"),
        tag("div", row_pill(row, view.language), class_="state"),
        class_="card",
    )


def _note(row: StatusRow, band: tuple[float, float], plan: Plan, language: str) -> str:
    """What the marks of the scale do not say: how far to the target, both counts of a balance, the change."""
    if row.target is not None and (left := distance(row, language)):
        key = "plan.missed" if row.status == "not_reached" else "plan.to_target"
        return text(key, language, left=left, year=row.target_year)
    if row.goal.rule == "balance" and row.numerator is not None and row.denominator is not None:
        counts = {"numerator": number(row.numerator, language), "denominator": number(row.denominator, language)}
        return text("plan.both_ways", language, **counts)
    if row.goal.rule == "direction" and (moved := since(row, plan, language)):
        return f"{moved[0]} {moved[1].split(JOINED)[0]}"
    return compared(row, band, plan, language)


def _beside(row: StatusRow, whole: StatusRow, view: View) -> str:
    """A unit's figure in the year that it is compared with, and the institution's now."""
    held = before(row, view.build.plan, view.language)
    university = f"{view.text('goal.university')} {figure(whole.value or 0, row.unit, view.language)}"
    return JOINED.join(part for part in (held, university) if part)
